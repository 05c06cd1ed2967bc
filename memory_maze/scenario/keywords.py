"""Upstream's constructor keywords, each as the scenario fields that it stands for.

See docs/benchmark.md, section "The variants".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from memory_maze.scenario.documents.tree import plain_of_numpy
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.schema import BENCHMARK_KEYS, Scenario
from memory_maze.suggestions import did_you_mean

_BASIC_KEYS = ("image", "target_color")

_FIELDS: dict[str, dict[Any, dict[str, Any]]] = {
    "discrete_actions": {
        True: {"control.actions": "discrete"},
        False: {"control.actions": "continuous"},
    },
    "target_color_in_image": {
        True: {"observation.prompt": "border"},
        False: {"observation.prompt": "none"},
    },
    "top_camera": {
        True: {"camera.view": "top"},
        False: {"camera.view": "first-person"},
    },
    "good_visibility": {
        True: {"maze.wall_height": 0.4, "objects.height": 1.1},
        False: {"maze.wall_height": 1.5, "objects.height": 0.0},
    },
    "show_path": {
        True: {"observation.shortest_path": True, "observation.minimap": True},
        False: {"observation.shortest_path": False, "observation.minimap": False},
    },
    "randomize_colors": {
        True: {"objects.colors": "shuffled"},
        False: {"objects.colors": "palette"},
    },
}

_VALUES = {
    "camera_resolution": "camera.resolution",
    "control_freq": "control.frequency",
    "renderer": "camera.renderer",
    "look": "camera.look",
}
"""A scenario's field by keyword; the last two are not upstream's."""

KEYWORDS = (*_FIELDS, *_VALUES, "global_observables", "image_only_obs")
"""Every keyword but `seed`."""


class UnknownKeyword(ScenarioError, TypeError):
    """A keyword that nothing takes.

    It is a `TypeError` and says so in Python's own words, because programs try keywords out and look for them.
    """


def with_keywords(scenario: Scenario, keywords: Mapping[str, Any], others: Iterable[str] = ()) -> Scenario:
    """The scenario that upstream's keywords make of another.

    Args:
      scenario: what is changed.
      keywords: some of `KEYWORDS`.
      others: what the caller takes beside them, for the message.

    Raises:
      UnknownKeyword: a keyword is unknown; it is a ScenarioError and a TypeError.
      ScenarioError: a keyword's value is wrong.
    """
    changes: dict[str, Any] = {}
    for name, value in keywords.items():
        if name not in KEYWORDS:
            known = (*KEYWORDS, "seed", *others)
            advice = did_you_mean(name, known) or f"; use some of {', '.join(known)}"
            raise UnknownKeyword(f"got an unexpected keyword argument {name!r}{advice}")
        if name in _VALUES:
            changes[_VALUES[name]] = value
        elif not isinstance(plain_of_numpy(value), bool):
            raise ScenarioError(f"{name} is True or False, not {value!r}")
        elif name in _FIELDS:
            changes |= _FIELDS[name][value]
    changes |= _observation(scenario, keywords)
    return scenario.override(changes) if changes else scenario


def _observation(scenario: Scenario, keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Upstream's two switches make one of three forms; the switch that is not given stays as the scenario has it."""
    if not {"global_observables", "image_only_obs"} & set(keywords):
        return {}
    observation = scenario.observation
    is_image = observation.form == "image"
    has_all = observation.shortest_path if is_image else "agent_pos" in observation.keys
    if keywords.get("image_only_obs", is_image):
        return {"observation.form": "image"}
    keys = BENCHMARK_KEYS if keywords.get("global_observables", has_all) else _BASIC_KEYS
    return {"observation.form": "dict", "observation.keys": list(keys)}
