"""`memory-maze dataset`: offline data, made and looked at."""

from __future__ import annotations

import typer

from .dataset_check import check
from .dataset_export import export
from .dataset_generate import generate
from .dataset_info import info
from .dataset_preview import preview
from .helping import Command

dataset = typer.Typer(
    help="Offline datasets: make trajectories, check them, look at them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
dataset.command("generate", cls=Command)(generate)
dataset.command("check", cls=Command)(check)
dataset.command("info", cls=Command)(info)
dataset.command("preview", cls=Command)(preview)
dataset.command("export", cls=Command)(export)
