"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from . import completion, parsing

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A name in the catalogue (classic/9x9) or a file (./mine.yaml); #NAME for one member of a family.",
        autocompletion=completion.scenarios,
        show_default=False,
    ),
]


def fields_option(*names: str, about: str, metavar: str = "FIELD=VALUE") -> Any:
    """An option that gives fields values; `about` is its help."""
    return typer.Option(*names, metavar=metavar, help=about, autocompletion=completion.fields, show_default=False)


Override = Annotated[
    list[str] | None,
    fields_option("-o", "--override", about="Change a field, such as maze.size=11. May be given several times."),
]

Sweep = Annotated[
    list[str] | None,
    fields_option(
        "--sweep",
        about="Make a family: one member for each value, such as maze.size=9,13. Several make every combination.",
        metavar="FIELD=VALUE,...",
    ),
]


def seed_option(about: str) -> Any:
    """The option that gives a seed; `about`, what it is of, is its help."""
    return typer.Option("--seed", metavar="N", parser=parsing.seed, help=about)


FirstSeed = Annotated[int, seed_option("Of the first episode; the others count on from it.")]


def seeds_from(first: int, episodes: int) -> range:
    """The seeds of so many episodes.

    Raises:
      BadParameter: the last one would be no seed.
    """
    if first + episodes - 1 > parsing.LAST_SEED:
        raise typer.BadParameter(f"the last seed would be more than {parsing.LAST_SEED}", param_hint="--seed")
    return range(first, first + episodes)


POLICY_NAMES = (
    f"{', '.join(completion.POLICIES)}; a trained RUN or RUN:greedy; "
    "or yours: my_agent.py:Agent or package.module:Agent"
)


def import_name(given: Any) -> str:
    """Reads the name of what may be somebody's code. Modules are looked for in the current folder too, as `python -m`
    does."""
    name = str(given)
    if ":" in name and os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())
    return name


def policy_option(about: str, **settings: Any) -> Any:
    """The option that names a policy; `about` is its help."""
    return typer.Option(
        "--policy",
        metavar="NAME",
        help=about,
        parser=import_name,
        autocompletion=completion.policies,
        **settings,
    )


def choice_option(name: str, kind: type[StrEnum], about: str) -> Any:
    """An option that takes one of an enumeration; `about` is its help."""
    return typer.Option(
        name,
        metavar="|".join(kind),
        parser=parsing.one_of(kind),
        autocompletion=completion.choices(kind),
        help=about,
    )


Driver = Annotated[str, policy_option(f"Who drives: {POLICY_NAMES}.")]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
"""Every command that prints facts can print them for programs."""
