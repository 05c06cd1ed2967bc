"""When two scenarios are the same task: their digests, and the form that digests had in the first version.

A digest leaves out what has its default, so that a field more in the schema changes none. That rests on a promise: a
default never changes, neither its value nor what it means; a new meaning gets a new name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from memory_maze.scenario.schema import Scenario

SCHEMA = 2
"""Part of each digest. It rises only if what the same document means has to change after all."""

FOR_PEOPLE = frozenset({"summary", "tags"})
"""Fields that do not matter to the task."""

FIRST_DEFAULTS: dict[str, dict[str, Any]] = {
    "maze": {
        **dict.fromkeys(("size", "width", "height", "layout", "seed")),
        "rooms": {"max": 6, "min_side": 3, "max_side": 5, "objects": 1, "spawns": 1},
        "cell_size": 2.0,
        "wall_height": 1.5,
        "style": "style_01",
        "walls": None,
        "floors": ["blue", "blue_bright"],
    },
    "objects": {
        "count": 3,
        "radius": 0.6,
        "height": 0.0,
        "colors": "palette",
        "centre_object_counts_at_start": False,
    },
    "episode": {"seconds": None, "steps": None, "start": "random"},
    "camera": {
        "view": "first-person",
        "resolution": 64,
        "field_of_view": None,
        "height": 0.9,
        "look": "legacy",
        "renderer": "software",
        "outputs": ["image"],
    },
    "control": {"frequency": 4.0, "actions": "discrete"},
    "observation": {
        "form": "image",
        "keys": [
            *("image", "target_color", "agent_pos", "agent_dir", "targets_vec"),
            *("targets_pos", "target_vec", "target_pos", "maze_layout"),
        ],
        "prompt": "border",
        "prompt_steps": None,
        "shortest_path": False,
        "minimap": False,
    },
}
"""Every field that the first version knew, with its default: its digests were of complete documents."""

_FIRST_START = {"cell": None, "heading": None}
"""The fields of an `episode.start` that is a mapping."""


def digest(scenario: Scenario) -> str:
    """SHA-256, in hexadecimal, of what a scenario sets to other values than the defaults.

    Equal for scenarios that mean the same, however they are written. `summary` and `tags` do not count.
    """
    return digests(scenario)[0]


def digests(scenario: Scenario) -> tuple[str, ...]:
    """The digest, and after it the one that the first version gave, if it could have said the same.

    Datasets and snapshots hold a digest; one that is among these is of this task.
    """
    content = _without_defaults(scenario)
    today = _hash({"schema": SCHEMA, "scenario": content})
    if not _is_within(content, FIRST_DEFAULTS):
        return (today,)
    complete = scenario.model_dump(mode="json", exclude=set(FOR_PEOPLE))
    return today, _hash(_restricted(complete, FIRST_DEFAULTS))


def first_digest(document: Mapping[str, Any]) -> str:
    """The digest that the first version gave a scenario.

    Args:
      document: all of the scenario, with the defaults spelled out, as datasets keep it.
    """
    return _hash({name: value for name, value in document.items() if name not in FOR_PEOPLE})


def _without_defaults(scenario: Scenario) -> dict[str, Any]:
    content = scenario.model_dump(mode="json", exclude_defaults=True, exclude=set(FOR_PEOPLE))
    found: dict[str, Any] = _tidy(content)
    return found


def _tidy(value: Any) -> Any:
    """The value without sections that say nothing, and without a sign at zero."""
    if isinstance(value, dict):
        tidied = {name: _tidy(item) for name, item in value.items()}
        return {name: item for name, item in tidied.items() if item != {}}
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    return 0.0 if isinstance(value, float) and value == 0 else value


def _is_within(content: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether all that is set has a field in the table."""
    for name, value in content.items():
        if name not in known:
            return False
        below = _FIRST_START if name == "start" else known[name]
        if isinstance(value, dict) and not (isinstance(below, dict) and _is_within(value, below)):
            return False
    return True


def _restricted(value: Any, known: Any) -> Any:
    """The value's fields that the table has, no others."""
    if not isinstance(value, dict):
        return value
    fields = known if isinstance(known, dict) else _FIRST_START
    return {name: _restricted(value.get(name, default), default) for name, default in fields.items()}


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
