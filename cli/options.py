"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def complete_scenario(incomplete: str) -> list[str]:
    """Names of the catalogue that begin with what was typed."""
    from memory_maze.scenario import names

    return [name for name in names() if name.startswith(incomplete)]


Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A name in the catalogue (classic/9x9) or a file (./mine.yaml).",
        autocompletion=complete_scenario,
        show_default=False,
    ),
]

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SCENARIO]...",
        help="Names, files and folders of files; the whole catalogue if nothing is named.",
        autocompletion=complete_scenario,
        show_default=False,
    ),
]

Override = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--override",
        metavar="FIELD=VALUE",
        help="Change a field, such as maze.size=11. May be given several times.",
        show_default=False,
    ),
]

POLICY_NAMES = "oracle, explorer-oracle, wanderer, random, forward or noop"

Driver = Annotated[str, typer.Option("--policy", metavar="NAME", help=f"Who drives: {POLICY_NAMES}.")]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
"""Every command that prints facts can print them for programs."""
