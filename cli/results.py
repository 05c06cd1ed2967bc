"""`memory-maze results`: files of scores, as evaluate prints them."""

from __future__ import annotations

import typer

from .helping import Command
from .results_check import check

results = typer.Typer(
    help="Results of agents: may they stand in the table of results?",
    no_args_is_help=True,
    rich_markup_mode=None,
)
results.command("check", cls=Command)(check)


@results.callback()
def _group() -> None:
    """A group even with one command."""
