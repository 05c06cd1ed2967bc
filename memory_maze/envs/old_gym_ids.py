"""The IDs in the old `gym` too, for programs that were written for upstream. It is never imported for that alone."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ENTRY_POINT = "memory_maze.envs.old_gym:make_old_env"

GYM = "gym"

_ids: dict[str, Mapping[str, Any]] = {}
"""IDs that gym does not have yet, with their arguments."""


def offer(environment_id: str, kwargs: Mapping[str, Any]) -> None:
    """Has gym learn an ID: by the next `bring`."""
    _ids[environment_id] = kwargs


def bring() -> None:
    """Registers all that was offered, now if gym has been imported, else as soon as it is."""
    if is_old_gym(sys.modules.get(GYM)):
        _register_quietly()
    elif GYM not in sys.modules and not any(isinstance(finder, _Watcher) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Watcher(_register_quietly))


def register_in_gym() -> None:
    """Registers all IDs in the old gym, which is imported for it. Where gym is imported at all that has happened.

    Raises:
      ModuleNotFoundError: gym is not installed; the message says what to write.
    """
    try:
        import gym
    except ImportError as error:
        raise ModuleNotFoundError(
            "the old gym is not installed; run pip install 'gym>=0.26,<0.27', or write "
            "OldGymEnv(memory_maze.tasks.memory_maze_9x9(image_only_obs=True, seed=seed)) in place of gym.make, "
            "with OldGymEnv from memory_maze.envs.old_gym",
            name=GYM,
        ) from error
    if is_old_gym(gym):
        _register()


def is_old_gym(module: ModuleType | None) -> bool:
    """Whether it is the old gym itself: some programs put Gymnasium in its place under its name."""
    return module is not None and module.__name__ == GYM and hasattr(module, "make")


def _register_quietly() -> None:
    """Registers; what goes wrong in a library that was not asked for is a warning, for the program may not need it."""
    if not is_old_gym(sys.modules.get(GYM)):
        return
    try:
        refused = _register()
    except Exception as error:
        refused = [f"all of them ({error!r})"]
    if refused:
        warnings.warn(f"Memory Maze could not register IDs in the old gym: {', '.join(refused)}", stacklevel=2)


def _register() -> list[str]:
    """Registers what gym does not have yet; returns the IDs that it refused, each with the reason."""
    from inspect import signature

    from gym.envs import registration

    # A mapping since 0.26, before that an object that has one.
    known = getattr(registration.registry, "env_specs", registration.registry)
    settings: dict[str, Any] = {}
    if "disable_env_checker" in signature(registration.EnvSpec).parameters:
        # The checker wants the newer interface, and does not run with NumPy 2.
        settings["disable_env_checker"] = True
    offered = dict(_ids)
    _ids.clear()
    refused = []
    for environment_id, kwargs in offered.items():
        try:
            if environment_id in known:
                del known[environment_id]
            registration.register(id=environment_id, entry_point=ENTRY_POINT, kwargs=dict(kwargs), **settings)
        except Exception as error:
            refused.append(f"{environment_id} ({error!r})")
    return refused


class _Watcher:
    """Does something once gym has been imported: one of `sys.meta_path` that finds nothing itself."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != GYM:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = None if finder is self or find is None else find(fullname, path, target)
            if spec is not None:
                self._follow(spec)
                return spec
        return None

    def _follow(self, spec: ModuleSpec) -> None:
        loader = spec.loader
        execute = getattr(loader, "exec_module", None)
        if execute is None:
            return

        def execute_and_tell(module: ModuleType) -> None:
            execute(module)
            if module.__name__ == GYM:
                if self in sys.meta_path:
                    sys.meta_path.remove(self)
                self._then()

        # The loader is this module's own; Python asks it for nothing but this.
        loader.exec_module = execute_and_tell  # type: ignore[union-attr, method-assign]
