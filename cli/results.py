"""`memory-maze results`: files of scores, as evaluate prints them, and curves of runs, as train writes them."""

from __future__ import annotations

import typer

from .helping import Command
from .results_check import check
from .results_plot import plot

results = typer.Typer(
    help="Results of agents: may they stand in the table of results, and how did they come about?",
    no_args_is_help=True,
    rich_markup_mode=None,
)
results.command("check", cls=Command)(check)
results.command("plot", cls=Command)(plot)
