"""The two files that say what a dataset is: `scenario.yaml` and `dataset.json`."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.formats import Format
from memory_maze.dataset.recipe import Recipe, Split
from memory_maze.dataset.stores import LEFTOVER, Store
from memory_maze.scenario.schema import Scenario
from memory_maze.scenario.validation import validate
from memory_maze.scenario.writing import to_yaml
from memory_maze.scenario.yaml_nodes import parse

ABOUT, SCENARIO = "dataset.json", "scenario.yaml"

LAYOUT = 1
"""Of the folder."""

_MAKERS = {"npz": "isal", "zarr": "numcodecs"}
"""What compresses each format."""


def claim(store: Store, recipe: Recipe) -> None:
    """Makes the place this dataset's, unless it is already.

    Raises:
      DatasetError: something else is there; nothing is changed.
      OSError: it cannot be written.
    """
    names = store.sizes()
    if ABOUT in names:
        _require_same(store, recipe)
        return
    # A run that was killed at its very beginning left the scenario, or a part of a file.
    if any(name != SCENARIO and not name.endswith(LEFTOVER) for name in names) or store.folders():
        raise DatasetError(f"{store.name} is neither empty nor a dataset; choose another folder")
    about = {"layout": LAYOUT, **recipe.facts(), "made_with": _versions(recipe.format)}
    store.write(SCENARIO, to_yaml(recipe.scenario.model_dump(mode="json")).encode())
    store.write(ABOUT, (json.dumps(about, indent=2) + "\n").encode())


def is_dataset(store: Store) -> bool:
    """Whether `generate` has been here. A plain folder of NPZ files has no recipe."""
    return ABOUT in store.sizes()


def read_about(store: Store) -> dict[str, Any]:
    """What `dataset.json` says.

    Raises:
      DatasetError: it cannot be understood.
      FileNotFoundError: there is none.
    """
    try:
        about: dict[str, Any] = json.loads(store.read(ABOUT))
        known = about["layout"]
    except (ValueError, KeyError, TypeError):
        raise DatasetError(f"{store.name}/{ABOUT} cannot be read; is it damaged?") from None
    if known != LAYOUT:
        raise DatasetError(f"{store.name} has layout {known!r}; this version reads {LAYOUT}")
    return about


def read_recipe(store: Store) -> Recipe:
    """The recipe of a dataset.

    Raises:
      DatasetError: there is none, or its files contradict each other.
      ScenarioError: the scenario is not valid.
    """
    if not is_dataset(store):
        raise DatasetError(f"{store.name} is no dataset: it has no {ABOUT}")
    about = read_about(store)
    scenario = read_scenario(store)
    try:
        splits = tuple(Split(name, count) for name, count in about["splits"].items())
        recipe = Recipe(scenario, about["policy"], about["seed"], about["steps"], splits, about["format"])
        told = about["scenario"]
    except (KeyError, AttributeError, TypeError):
        raise DatasetError(f"{store.name}/{ABOUT} lacks what a dataset needs; is it damaged?") from None
    if recipe.digest != told:
        raise DatasetError(f"{store.name}/{SCENARIO} is not the scenario that {ABOUT} tells of; one was changed")
    return recipe


def read_scenario(store: Store) -> Scenario:
    """The scenario that a dataset was made from.

    Raises:
      ScenarioError: it is not valid.
      FileNotFoundError: there is none.
    """
    return validate(*parse(store.read(SCENARIO).decode(), f"{store.name}/{SCENARIO}"))


def _versions(kind: Format) -> dict[str, str]:
    """Of the packages that may decide about bytes."""
    return {name: version(name) for name in ("memory-maze-scenarios", "mujoco", "numpy", _MAKERS[kind])}


def _require_same(store: Store, recipe: Recipe) -> None:
    there, wanted = read_about(store), recipe.facts()
    for field, value in wanted.items():
        if there.get(field) != value:
            said = "another scenario" if field == "scenario" else f"{field} {there.get(field)}, not {value}"
            raise DatasetError(f"{store.name} holds a dataset with {said}; choose another folder or the same options")
