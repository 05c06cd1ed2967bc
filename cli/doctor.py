"""`memory-maze doctor`: what is installed, and whether it draws."""

from __future__ import annotations

from contextlib import suppress

import typer

from .options import Json
from .outputs import tell_compilation
from .printing import print_json, print_table

_SIGNS = {"ok": "ok", "absent": "--", "wrong": "!!"}


def doctor(as_json: Json = False) -> None:
    """Check the installation.

    Shows the version of everything, where scenarios are looked for, and how fast each renderer draws. OpenGL may
    be missing: the software renderer does not need it.

    \b
    Examples:
      memory-maze doctor
      memory-maze doctor --json
    """
    from dataclasses import asdict

    from .health import catalogue, renderers, versions

    with suppress(ImportError):
        # A package that is missing is one of the facts.
        tell_compilation("software")
    facts = [*versions(), *catalogue(), *renderers()]
    if as_json:
        print_json([asdict(fact) for fact in facts])
    else:
        print_table(("", "what", "finding"), [(_SIGNS[fact.state], fact.subject, fact.finding) for fact in facts])
    if any(fact.state == "wrong" for fact in facts):
        raise typer.Exit(1)
