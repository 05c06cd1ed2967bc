"""The `memory-maze` command: which subcommands there are, and what an error looks like from outside."""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import Annotated, Any

import typer

from . import completion
from .dataset import dataset
from .describe import describe
from .diff import diff
from .doctor import doctor
from .evaluate import evaluate
from .failures import MISUSED, tell
from .graph import graph
from .helping import Command
from .images import images
from .interruption import ended_by, signals_raised
from .list import list_scenarios
from .new import new
from .play import play
from .preview import preview
from .printing import print_line, print_note
from .probe import probe
from .render import render
from .report import report
from .results import results
from .schema import schema
from .show import show
from .train import train
from .usage import tell_misuse
from .validate import validate
from .web import web

NAME = "memory-maze"


class _Warnings(logging.Handler):
    """Shows the library's warnings as the command's own words, whatever other packages do to the root logger."""

    def emit(self, record: logging.LogRecord) -> None:
        print_note(f"warning: {record.getMessage()}")


app = typer.Typer(
    name=NAME,
    help="Memory Maze as scenarios: look at them, check them, make your own.",
    epilog="Exit codes: 0 done, 1 the input is wrong, 2 the command was misused, 70 a fault of memory-maze.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

app.command("list", cls=Command)(list_scenarios)
app.command("show", cls=Command)(show)
app.command("diff", cls=Command)(diff)
app.command("validate", cls=Command)(validate)
app.command("graph", cls=Command)(graph)
app.command("schema", cls=Command)(schema)
app.command("new", cls=Command)(new)
app.command("preview", cls=Command)(preview)
app.command("render", cls=Command)(render)
app.command("play", cls=Command)(play)
app.command("web", cls=Command)(web)
app.command("evaluate", cls=Command)(evaluate)
app.command("train", cls=Command)(train)
app.command("describe", cls=Command)(describe)
app.add_typer(results, name="results")
app.add_typer(dataset, name="dataset")
app.add_typer(probe, name="probe")
app.command("report", cls=Command)(report)
app.command("images", cls=Command)(images)
app.command("doctor", cls=Command)(doctor)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits; errors become `error:` and `hint:` on stderr.

    Args:
      arguments: what follows the command's name; by default the process's own arguments.
    """
    given = sys.argv[1:] if arguments is None else arguments
    _prepare_output()
    library = logging.getLogger("memory_maze")
    if not library.handlers:
        library.addHandler(_Warnings())
        library.propagate = False
    try:
        with signals_raised():
            try:
                code = _run(typer.main.get_command(app), given)
            finally:
                sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt as interruption:
        print(": ".join(["interrupted", *map(str, interruption.args)]), file=sys.stderr)
        code = 128 + ended_by(interruption)
    except Exception as error:
        code = tell(error)
    _forget_unwritten()
    sys.exit(code)


def _run(command: Any, arguments: list[str]) -> int:
    """Runs a command, without the parser's own handling of errors: it takes every end of a file for an abortion."""
    if completion.VARIABLE in os.environ:
        completion.answer(command, NAME)
    usage = sys.modules[typer.BadParameter.__module__]
    try:
        with command.make_context(NAME, [*arguments]) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except usage.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message(), file=sys.stderr)
        else:
            tell_misuse(error, command, arguments)
        return MISUSED
    return 0


def _prepare_output() -> None:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # The shell closed it; whoever did wants no output.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name that the terminal's encoding lacks is no reason to stop; who reads a pipe gets lines as they come.
        sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print_line(f"memory-maze {version('memory-maze-scenarios')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def _forget_unwritten() -> None:
    """Drops what nobody reads any more, or has no room; without this Python complains when it flushes at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
