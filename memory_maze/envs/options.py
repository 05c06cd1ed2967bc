"""What `reset(options=...)` takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from memory_maze.envs.spaces import action_space, observation_space
from memory_maze.scenario import load
from memory_maze.scenario.schema import Scenario

SPACES: Mapping[str, Callable[[Scenario], Any]] = {"observation": observation_space, "action": action_space}

CHANGES = ("scenario", "overrides")
"""Options that go over to another scenario."""


def require_known_options(options: Any, known: Collection[str]) -> None:
    """Raises ValueError unless all options are known.

    Args:
      options: what `reset` was given: a mapping, or None.
      known: their names.
    """
    if options is None:
        return
    if not isinstance(options, Mapping):
        raise ValueError(f"options are {type(options).__name__}; give a mapping, or None")
    for name in options:
        if name not in known:
            names = ", ".join(repr(one) for one in known)
            raise ValueError(f"reset option {name!r} is unknown; known are {names}")


def changed_scenarios(
    options: Mapping[str, Any] | None, present: Sequence[Scenario], finish: Callable[[Scenario], Scenario]
) -> dict[int, Scenario]:
    """The scenarios that mazes go over to, by row; none where none are asked for.

    Args:
      options: of `reset`. `scenario` is what `memory_maze.load` takes, or a list of that, one a maze; `overrides` are
        laid over it, or over the present one: a mapping, a list of texts, or a list of mappings, one a maze.
      present: the scenario of each maze.
      finish: makes of a loaded scenario what the environment plays.

    Raises:
      ScenarioError: a scenario or an override is wrong.
      ValueError: a list has another length, or a scenario has other spaces; nothing has happened then.
    """
    if not options or not set(CHANGES) & set(options):
        return {}
    count = len(present)
    given = _each(options.get("scenario"), count, "scenario", list)
    overrides = _each(options.get("overrides"), count, "overrides", _of_mappings)
    changed = {}
    for row in range(count):
        if given[row] is not None or overrides[row]:
            base = present[row] if given[row] is None else finish(load(given[row]))
            changed[row] = finish(load(base, overrides[row] or ()))
            require_same_spaces(changed[row], present[row])
    return changed


def require_same_spaces(other: Scenario, present: Scenario) -> None:
    """Raises ValueError unless what agents do and get is of the same kind in both."""
    if (what := other_space(other, present)) is not None:
        ours, theirs = SPACES[what](present), SPACES[what](other)
        raise ValueError(
            f"the other scenario has the {what} space {theirs}, this environment has {ours}; "
            "make a new environment for it"
        )


def other_space(other: Scenario, present: Scenario) -> str | None:
    """Which space two scenarios do not share: `observation` or `action`; None where they share both."""
    return next((what for what, make in SPACES.items() if make(other) != make(present)), None)


def _of_mappings(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(item is None or isinstance(item, Mapping) for item in value)


def _each(value: Any, count: int, name: str, is_list: Callable[[Any], Any]) -> list[Any]:
    """One value a maze, from one for all or a list."""
    if value is None or not (isinstance(value, list | tuple) and is_list(value)):
        return [value] * count
    if len(value) != count:
        raise ValueError(f"reset option {name!r} has {len(value)} entries for {count} mazes; give one for each")
    return list(value)
