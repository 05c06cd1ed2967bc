"""The `memory-maze` command: which subcommands there are, and what an error looks like from outside."""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated

import typer

from .dataset import dataset
from .doctor import doctor
from .evaluate import evaluate
from .images import images
from .interruption import Interrupted, InterruptibleGroup, signals_raised
from .list import list_scenarios
from .new import new
from .play import play
from .preview import preview
from .render import render
from .schema import schema
from .show import show
from .validate import validate

INPUT_IS_WRONG = 1

OF_PRINTING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Errors of a write. Without a file's name they are those of the standard output: commands write files by name."""

app = typer.Typer(
    name="memory-maze",
    cls=InterruptibleGroup,
    help="Memory Maze as scenarios: look at them, check them, make your own.",
    epilog="Exit codes: 0 done, 1 the input is wrong, 2 the command was misused.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

app.command("list")(list_scenarios)
app.command("show")(show)
app.command("validate")(validate)
app.command("schema")(schema)
app.command("new")(new)
app.command("preview")(preview)
app.command("render")(render)
app.command("play")(play)
app.command("evaluate")(evaluate)
app.add_typer(dataset, name="dataset")
app.command("images")(images)
app.command("doctor")(doctor)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits; expected errors become one sentence on stderr.

    Args:
      arguments: what follows the command's name; by default the process's own arguments.
    """
    if sys.stdout is None:
        # The shell closed it; whoever did wants no output.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        with signals_raised():
            try:
                app(arguments, prog_name="memory-maze")
            finally:
                sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
    except Interrupted as interruption:
        print(interruption, file=sys.stderr)
        sys.exit(interruption.code)
    except Exception as error:
        if not _is_expected(error):
            raise
        print(_shown(error), file=sys.stderr)
        sys.exit(INPUT_IS_WRONG)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"memory-maze {version('memory-maze-scenarios')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def _is_expected(error: Exception) -> bool:
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] == "memory_maze"


def _shown(error: Exception) -> str:
    """The sentence as a terminal may have it; line ends separate the problems of a scenario, and nothing else."""
    from memory_maze.scenario.errors import ScenarioError
    from memory_maze.scenario.terminal import visible

    return visible(_sentence(error), keep="\n" if isinstance(error, ScenarioError) else "")


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        name = error.filename or ("standard output" if error.errno in OF_PRINTING else None)
        return f"{name}: {error.strerror}" if name else error.strerror
    return str(error)


def _forget_output() -> None:
    """The reader of a pipe has gone; without this Python complains when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
