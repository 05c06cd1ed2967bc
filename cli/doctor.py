"""`memory-maze doctor`: what is installed, and whether it draws."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json
from .outputs import tell_compilation
from .printing import clean, print_json, print_rows, styled
from .progress import waiting

_SIGNS = {"ok": ("ok", "good"), "absent": ("--", "faint"), "wrong": ("!!", "bad")}
"""The sign that stands for a state, and the style it is shown in."""

if TYPE_CHECKING:
    from .health import Fact


def doctor(
    exact: Annotated[
        bool, typer.Option("--exact", help="Also prove that a million physics steps are MuJoCo's in all their bits.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the installation.

    Shows the version of everything, where scenarios are looked for, where compiled code is kept, and how fast each
    renderer draws. OpenGL may be missing: the software renderer does not need it.

    \b
    Examples:
      memory-maze doctor
      memory-maze doctor --exact
      memory-maze doctor --json
    """
    from dataclasses import asdict

    from .health import catalogue, compiled_code, library, proofs, renderers, versions

    with suppress(Exception):
        # A package that is missing, or that is another's, is one of the facts.
        tell_compilation("software")
    with waiting("trying to draw"):
        facts = [*versions(), *library()]
        if any(fact.subject == "scenarios" for fact in facts):
            facts += [*catalogue(), *compiled_code(), *renderers()]
            facts += proofs() if exact else []
    if as_json:
        print_json([asdict(fact) for fact in facts])
    elif sys.stdout.isatty():
        _print_page(facts)
    else:
        print_rows([(_SIGNS[fact.state][0], fact.subject, fact.finding) for fact in facts])
    if any(fact.state == "wrong" for fact in facts):
        raise typer.Exit(1)


def _print_page(facts: list[Fact]) -> None:
    width = max(len(fact.subject) for fact in facts)
    for fact in facts:
        sign, style = _SIGNS[fact.state]
        finding = clean(fact.finding)
        told = finding if fact.state == "ok" else styled(finding, style, sys.stdout)
        sys.stdout.write(f"{styled(sign, style, sys.stdout)}  {fact.subject:{width}}  {told}\n")
