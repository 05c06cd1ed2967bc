"""Options that the commands that train share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import parsing

Run = Annotated[Path, typer.Option("--out", metavar="RUN", help="The run's folder.", show_default=False)]

Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with the run in that folder, if there is one, to the last bit.")
]

Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A hyper-parameter, such as learning_rate=2e-4. May be given several times.",
        show_default=False,
    ),
]

Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        metavar="N",
        parser=parsing.whole(1, 1024),
        help="By default one a core; on a machine with other work, 1 is faster.",
        show_default=False,
    ),
]

Device = Annotated[
    str | None,
    typer.Option(
        "--device",
        metavar="NAME",
        help="Where the network computes: cpu or cuda; by default a GPU if there is one.",
        show_default=False,
    ),
]


def changes_of(given: list[str] | None) -> dict[str, str]:
    """Values by hyper-parameter.

    Raises:
      BadParameter: one is not written as NAME=VALUE.
    """
    return dict(_parted(text) for text in given or [])


def _parted(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"write NAME=VALUE, not {parsing.shown(text)}", param_hint="--set")
    return name.strip(), value.strip()
