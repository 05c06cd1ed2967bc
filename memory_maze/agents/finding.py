"""From a name such as `my_agent.py:Agent` or `package.module:make` to what it stands for."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import importlib.util
import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

from memory_maze.agents.errors import AgentError, UnknownPolicyError
from memory_maze.agents.trained import trained_factory
from memory_maze.suggestions import did_you_mean
from memory_maze.tables import POLICIES

Factory = Callable[..., Any]
"""Is called with a scenario and a seed, or seeds, and returns a policy."""

_HERE = str(Path(__file__).parent)


def find_factory(name: str) -> Factory:
    """What makes the policy of a name.

    Args:
      name: a word of `tables.POLICIES`, the name of an entry point of the group `memory_maze.policies`,
        `package.module:factory`, `file.py:factory`, or the folder of a training run, see `trained.trained_factory`. A
        file's own folder is put on `sys.path`, as Python does with a program's.

    Raises:
      UnknownPolicyError: there is no policy of that name, no such module, file, or factory.
      AgentError: the module cannot be imported, or the factory does not take a scenario and a seed.
    """
    if name in POLICIES.words():
        factory: Factory = POLICIES.get(name)
        return factory
    if (trained := trained_factory(name)) is not None:
        return trained
    return _checked(name, imported(name) if ":" in name else _installed(name))


def imported(name: str) -> Any:
    """What a name such as `package.module:thing` or `file.py:thing` stands for.

    Raises:
      UnknownPolicyError: there is no such module, file, or thing.
      AgentError: the module cannot be imported.
    """
    target, _, attribute = name.rpartition(":")
    return _attribute(name, _module(name, target), attribute)


def check_policy(name: str) -> None:
    """Finds out whether there is a policy of a name, without making one; ours are not even imported.

    Args:
      name: see `find_factory`.

    Raises:
      UnknownPolicyError, AgentError: as `find_factory` does.
    """
    if name not in POLICIES.words():
        find_factory(name)


@contextlib.contextmanager
def blaming(name: str, what: str) -> Iterator[None]:
    """Turns whatever somebody else's code raises into an AgentError with its traceback.

    Args:
      name: of the policy.
      what: it did when it failed, such as "cannot be imported".
    """
    try:
        yield
    except (AgentError, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        words = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
        raise AgentError(f"{name} {what}: {words}", _own_trace(error)) from error


def _own_trace(error: BaseException) -> str:
    """The traceback from the first frame that is neither ours nor the import system's."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename.startswith((_HERE, "<frozen importlib")):
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames))


def _installed(name: str) -> Factory:
    installed = POLICIES.installed()
    if name in installed:
        return _loaded(name, installed[name])
    if name.endswith(".py"):
        raise UnknownPolicyError(f"{name!r} does not say what makes the policy; write {name}:Agent")
    names = [*POLICIES, *installed]
    all_names = f"; use {', '.join(names)}, my_agent.py:Agent, package.module:Agent or a trained RUN"
    raise UnknownPolicyError(f"there is no policy {name!r}{did_you_mean(name, names) or all_names}")


def _loaded(name: str, entry: EntryPoint) -> Factory:
    with blaming(name, f"({entry.value}) cannot be imported"):
        factory: Factory = entry.load()
    return factory


def _module(name: str, target: str) -> ModuleType:
    if target.endswith(".py") or os.sep in target:
        file = Path(target).absolute()
        if not file.is_file():
            raise UnknownPolicyError(f"there is no file {target!r}; write file.py:Agent")
        with blaming(name, "cannot be imported"):
            return _module_of_file(file)
    try:
        missing = importlib.util.find_spec(target) is None
    except (ImportError, ValueError, AttributeError):
        missing = True
    if missing and target not in sys.modules:
        raise UnknownPolicyError(f"there is no module {target!r}; write package.module:Agent, or ./file.py:Agent")
    with blaming(name, "cannot be imported"):
        return importlib.import_module(target)


@functools.cache
def _module_of_file(file: Path) -> ModuleType:
    name = f"{file.stem}_{hashlib.sha256(str(file).encode()).hexdigest()[:8]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _attribute(name: str, module: ModuleType, attribute: str) -> Any:
    found: Any = module
    for part in attribute.split("."):
        if not hasattr(found, part):
            public = [known for known in dir(found) if not known.startswith("_") and callable(getattr(found, known))]
            hint = did_you_mean(part, public) or "; write what makes the policy there"
            raise UnknownPolicyError(f"{name.removesuffix(f':{attribute}')} has no {part!r}{hint}")
        found = getattr(found, part)
    return found


def _checked(name: str, factory: Any) -> Factory:
    if not callable(factory):
        kind = type(factory).__name__
        raise AgentError(f"{name} makes nothing: its type is {kind}; name a class or function of (scenario, seed)")
    try:
        signature = inspect.signature(factory)
    except (TypeError, ValueError):
        return factory
    try:
        signature.bind("scenario", "seed")
    except TypeError:
        raise AgentError(f"{name}{signature} cannot be called with (scenario, seed); let it take these two") from None
    return factory
