"""`memory-maze web` prints an address that answers, and ends when it is asked to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

pytestmark = pytest.mark.needs("starlette")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of POSIX")
@pytest.mark.usefixtures("interruptible")
def test_it_answers_at_the_address_that_it_prints_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "memory_maze", "web", "examples/t-maze", "--port", "0"]
    # As most people have it: what is printed into a pipe waits for more.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with build_opener(HTTPCookieProcessor()).open(address, timeout=60) as page:
            assert page.url.endswith("/scenario?name=examples%2Ft-maze")
            assert b"Memory Maze" in page.read()
        server.send_signal(signal.SIGINT)
        try:
            _, said = server.communicate(timeout=60)
        finally:
            # Nothing is left to wait for, whatever became of it.
            server.kill()
        assert server.returncode == 128 + signal.SIGINT
        assert said.splitlines()[-1] == "interrupted"


@pytest.mark.parametrize("given", ["classic/8x8", "./nothing.yaml", "nothing.npz"])
def test_what_is_not_there_is_said_before_anything_is_served(run: Callable, given: str) -> None:
    told = run("web", given)
    assert told.code == 1
    assert "there is no" in told.err


def test_a_port_that_is_taken_is_said(run: Callable) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = run("web", "--port", str(port))
    assert told.code == 1
    assert f"127.0.0.1:{port}: Address already in use" in told.err


def test_a_missing_extra_is_said(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory_maze.installed.find_spec", lambda package: None)
    told = run("web")
    assert told.code == 1
    assert "pip install 'memory-maze-scenarios[web]'" in told.err
