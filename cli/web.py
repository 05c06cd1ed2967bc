"""`memory-maze web`: pages in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import completion, parsing
from .options import policy_option
from .outputs import tell_compilation
from .printing import print_line, print_note


def web(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO|FOLDER|DATASET]...",
            help="Scenarios to show first, folders of your own, datasets and trajectories. Nothing else is read.",
            autocompletion=completion.scenarios,
            show_default=False,
        ),
    ] = None,
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Listen there; by default only this machine can connect.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="N",
            parser=parsing.whole(0, 65535),
            help="By default the first free one from 8650 on.",
            show_default=False,
        ),
    ] = None,
    is_opened: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="DIR", help="Record games into this folder.", show_default=False),
    ] = None,
    policy: Annotated[
        list[str] | None,
        policy_option("A policy of your own that may drive. May be given several times.", show_default=False),
    ] = None,
) -> None:
    """Look, play, write scenarios, replay and compare people, in a browser (extra web).

    Prints the address, with a token that whoever opens it needs. Runs until it is interrupted. The pages come from
    this machine alone. Scenarios are saved into the folders that are named here.

    \b
    Examples:
      memory-maze web --open
      memory-maze web classic/9x9 --record games
      memory-maze web my_scenarios/ data/9x9 --policy my_agent.py:Agent
      memory-maze web --host 0.0.0.0 --port 8650
    """
    from memory_maze.installed import require

    require("memory-maze web", "starlette")
    from memory_maze.agents.finding import check_policy
    from memory_maze.web.places import sorted_out
    from memory_maze.web.server import LOCAL, address, first_page, listen, serve
    from memory_maze.web.site import Site

    places = sorted_out(given or [], record)
    for name in policy or []:
        check_policy(name)
    site = Site(places, tuple(policy or []), hosts=(host,))
    tell_compilation("software")
    listener = listen(host, port)
    where = address(listener, site.token, first_page(site))
    if host != LOCAL:
        print_note("warning: other machines can connect; whoever has the address can play and save here")

    def ready() -> None:
        print_line(where)
        if is_opened:
            import webbrowser

            webbrowser.open(where)

    serve(site, listener, ready)
