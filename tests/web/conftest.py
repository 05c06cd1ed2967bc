"""A server's application, asked as a page would, and one that listens for a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

SCENARIO = """summary: A corridor; straight on is what is sought.
maze:
  layout: |
    *******
    *P   G*
    *******
objects: {count: 1, colors: [red]}
episode:
  steps: 40
  start: {cell: [0, 0], heading: 0}
task: {find: 1}
"""
"""Going straight finds the object, and ends the episode."""

BASE = "http://localhost:8650"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one's own, with a scenario in it."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "corridor.yaml").write_text(SCENARIO)
    return made


@pytest.fixture
def ask(folder: Path) -> Iterator[Callable[..., Any]]:
    """Makes clients of an application with some settings; they know the token unless told otherwise."""
    from starlette.testclient import TestClient

    from memory_maze.web.places import sorted_out
    from memory_maze.web.server import application
    from memory_maze.web.site import Site

    with ExitStack() as open_ones:

        def made(*given: str | Path, with_token: bool = True, **settings: Any) -> TestClient:
            site = Site(sorted_out([str(one) for one in given or (folder,)]), **settings)
            client = TestClient(application(site), BASE, follow_redirects=False, headers={"Origin": BASE})
            open_ones.enter_context(client)
            if with_token:
                assert client.get(f"/catalogue?token={site.token}").status_code == 303
            return client

        yield made


@contextmanager
def serving(site: Any) -> Iterator[str]:
    """A server that listens, in a thread; gives the address of its first page, with its token."""
    import uvicorn

    from memory_maze.web.server import address, configured, listen

    listener = listen(port=0)
    server = uvicorn.Server(configured(site))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener.socket]}, daemon=True)
    thread.start()
    try:
        yield address(listener, site.token)
    finally:
        server.should_exit = True
        thread.join(20)
