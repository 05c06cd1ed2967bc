"""How a command explains itself: arguments and options as they are typed, without the parser's names of types."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class Command(TyperCommand):
    """A command whose help shows arguments by their metavars alone."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        arguments = [_typed(parameter) for parameter in self.get_params(ctx) if _is_argument(parameter)]
        return ["[OPTIONS]", *arguments]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        parameters = self.get_params(ctx)
        arguments = [(_typed(parameter), _about(parameter)) for parameter in parameters if _is_argument(parameter)]
        options = [parameter.get_help_record(ctx) for parameter in parameters if not _is_argument(parameter)]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        with formatter.section("Options"):
            formatter.write_dl([option for option in options if option is not None])


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _typed(argument: Any) -> str:
    return str(argument.metavar)


def _about(argument: Any) -> str:
    return str(argument.help)
