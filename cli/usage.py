"""How a command was misused, in our own words: the parser's exceptions, told apart by what they are called."""

from __future__ import annotations

import re
from typing import Any

from .failures import fail


def tell_misuse(error: Any, command: Any, arguments: list[str]) -> None:
    """Prints what is wrong with the arguments.

    Args:
      error: a usage error of the parser.
      command: the whole command line's.
      arguments: as they were given.
    """
    path, chosen = _chosen(command, arguments)
    message, way_out = _SENTENCES.get(type(error).__name__, _other)(error, chosen)
    fail(message, way_out or f"{path} --help tells how it is used")


def _chosen(command: Any, arguments: list[str]) -> tuple[str, Any]:
    """The subcommand that was called, and its name with its parents'."""
    path = ["memory-maze"]
    for argument in arguments:
        below = getattr(command, "commands", {})
        if argument not in below:
            break
        command = below[argument]
        path.append(argument)
    return " ".join(path), command


def _no_such_option(error: Any, command: Any) -> tuple[str, str]:
    known = [name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)]
    options = [*(name for name in known if name.startswith("--")), "--help"]
    return f"there is no option {error.option_name}", _nearest(error.option_name, options)


def _bad_option(error: Any, command: Any) -> tuple[str, str]:
    takes_none = "does not take" in error.message
    return f"{error.option_name} {'takes no value' if takes_none else 'needs a value'}", ""


def _missing(error: Any, command: Any) -> tuple[str, str]:
    return f"{_name(error)} is missing", ""


def _bad_value(error: Any, command: Any) -> tuple[str, str]:
    name = _name(error)
    return f"{name}: {error.message}" if name else error.message, ""


def _other(error: Any, command: Any) -> tuple[str, str]:
    message: str = error.message
    if extra := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message, re.DOTALL):
        return f"{extra[1]!r} is more than this command takes", ""
    if unknown := re.match(r"No such command ('.*?'|\".*?\")", message, re.DOTALL):
        return f"there is no command {unknown[1]}", _nearest(unknown[1][1:-1], command.commands)
    return f"{message[:1].lower()}{message[1:]}".rstrip("."), ""


_SENTENCES: dict[str, Any] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


def _name(error: Any) -> str:
    """The name of the option or argument at fault, as it is typed."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return ""
    if error.param.param_type_name == "option":
        return str(max(error.param.opts, key=len))
    return str(error.param.metavar or error.param.name).strip("[].")


def _nearest(word: str, known: Any) -> str:
    from memory_maze.suggestions import nearest

    name = nearest(word, known)
    return f"did you mean {name}?" if name else ""
