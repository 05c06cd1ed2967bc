"""`memory-maze probe`: what a model remembers of the maze."""

from __future__ import annotations

import typer

from .helping import Command
from .probe_evaluate import evaluate
from .probe_film import film
from .probe_train import train

probe = typer.Typer(
    help="What a sequence model remembers: walls and objects, read out of its state.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
probe.command("evaluate", cls=Command)(evaluate)
probe.command("film", cls=Command)(film)
probe.command("train", cls=Command)(train)
