"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from . import completion

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A name in the catalogue (classic/9x9) or a file (./mine.yaml).",
        autocompletion=completion.scenarios,
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
        autocompletion=completion.fields,
        show_default=False,
    ),
]

POLICY_NAMES = f"{', '.join(completion.POLICIES)}; or yours: my_agent.py:Agent or package.module:Agent"


def policy_name(given: Any) -> str:
    """Reads who drives. Modules are looked for in the current folder too, as `python -m` does."""
    name = str(given)
    if ":" in name and os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())
    return name


Driver = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="NAME",
        help=f"Who drives: {POLICY_NAMES}.",
        parser=policy_name,
        autocompletion=completion.policies,
    ),
]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
"""Every command that prints facts can print them for programs."""
