"""A digest says what is the same task. Datasets and snapshots hold it, so it must outlast changes of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from pydantic import BaseModel, Field

from memory_maze.scenario import Scenario, digest, load, names, resolve
from memory_maze.scenario.catalogue import shipped_members
from memory_maze.scenario.digests import FIRST_DEFAULTS, digests, first_digest
from memory_maze.scenario.model.fields import Model
from memory_maze.scenario.model.maze_section import Maze, Rooms
from memory_maze.scenario.model.sections import Camera

DATA = Path(__file__).parents[1] / "data"
GOLDEN: dict[str, str] = json.loads((DATA / "digests.json").read_text())
RENAMED = {"examples/t-maze": "examples/t-maze-recall"}
FIRST: dict[str, str] = {
    RENAMED.get(name, name): known
    for name, known in json.loads((DATA / "first_version" / "digests.json").read_text()).items()
}


class LaterRooms(Rooms):
    doors: Literal["open", "closed"] = "open"


class LaterMaze(Maze):
    symmetry: Literal["none", "mirror"] = "none"
    rooms: LaterRooms = LaterRooms()


class Light(Model):
    color: tuple[float, float, float] = (1.0, 1.0, 1.0)


class LaterScenario(Scenario):
    """What a later version may know: fields more, and a section more."""

    maze: LaterMaze
    light: Light = Light()
    penalty: float = Field(default=0.0)


def test_every_shipped_scenario_has_the_digest_that_it_always_had() -> None:
    shipped = [name for name in names() if name.startswith(("classic/", "examples/"))]
    shipped += [f"{family}#{member}" for family, members in shipped_members().items() for member in members]
    assert {name: digest(load(name)) for name in shipped} == GOLDEN, (
        "a new scenario? tests/data/make_digests.py adds it. Another digest loses what was made from the scenario"
    )


def test_digests_of_the_first_version_are_known() -> None:
    assert {name: digests(load(name))[1] for name in FIRST} == FIRST


def test_different_tasks_have_different_digests() -> None:
    alone = {name: known for name, known in GOLDEN.items() if "#" not in name}
    assert len(set(alone.values())) == len(alone)
    for family in shipped_members():
        own = [known for name, known in GOLDEN.items() if name.startswith(f"{family}#")]
        assert len(set(own)) == len(own)
    plain = load("classic/9x9")
    for field, value in {"maze.rooms.max": 5, "objects.height": 0.1, "episode.start.heading": 0.0}.items():
        assert digest(load("classic/9x9", {field: value})) != digest(plain)


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    assert len(digest(load("classic/9x9"))) == 64
    assert int(digest(load("classic/9x9")), 16)


@pytest.mark.parametrize("name", ["classic/9x9", "classic/15x15-6CL-ExtraObs", "examples/t-maze-recall"])
def test_the_way_it_is_written_does_not_matter(name: str) -> None:
    document = resolve(name)
    complete = load(name).model_dump(mode="json")
    backwards = {key: document[key] for key in reversed(document)}
    for other in (complete, backwards, document | {"summary": "Other.", "tags": ["x"]}):
        assert digest(load(other)) == digest(load(name))


@pytest.mark.parametrize(
    "spelled",
    [
        {"camera": {}},
        {"control": {"frequency": 4}},
        {"control": {"frequency": 4.0, "actions": "discrete"}},
        {"maze": {"rooms": {}, "wall_height": 1.5, "cell_size": 2, "layout": None}},
        {"maze": {"floors": ["blue", "blue_bright"], "walls": None}},
        {"objects": {"height": 0}},
        {"objects": {"height": -0.0}},
        {"episode": {"start": "random", "steps": None}},
        {"episode": {"start": {}}},
        {"camera": {"outputs": ["image"], "field_of_view": None}},
        {"observation": {"minimap": False}},
    ],
    ids=str,
)
def test_a_default_may_be_spelled_out(spelled: dict[str, Any]) -> None:
    assert digest(load("classic/9x9", spelled)) == digest(load("classic/9x9"))


def test_zero_has_no_sign() -> None:
    facing = [digest(load("classic/9x9", {"episode.start": {"heading": zero}})) for zero in (0, 0.0, -0.0)]
    assert len(set(facing)) == 1


@pytest.mark.parametrize("name", GOLDEN)
def test_a_field_more_with_a_default_changes_no_digest(name: str) -> None:
    for document in (resolve(name), load(name).model_dump(mode="json")):
        assert digests(LaterScenario.model_validate(document)) == (GOLDEN[name], *digests(load(name))[1:])


@pytest.mark.parametrize(
    "changes",
    [{"penalty": 0.5}, {"light": {"color": (0.5, 1.0, 1.0)}}, {"maze": {"size": 9, "rooms": {"doors": "closed"}}}],
    ids=str,
)
def test_what_the_first_version_could_not_say_has_no_digest_of_its(changes: dict[str, Any]) -> None:
    later = LaterScenario.model_validate({**resolve("classic/9x9"), **changes})
    assert digest(later) != GOLDEN["classic/9x9"]
    assert digests(later) == (digest(later),)


def test_what_datasets_keep_has_the_digest_of_the_first_version() -> None:
    for name, known in FIRST.items():
        kept = load(name).model_dump(mode="json", include=set(FIRST_DEFAULTS))
        assert first_digest(_restricted_to(FIRST_DEFAULTS, kept)) == known


def test_no_default_of_the_first_version_has_changed() -> None:
    smallest = Scenario.model_validate({"summary": "A maze.", "maze": {"size": 9}, "episode": {"seconds": 250.0}})
    complete = smallest.model_dump(mode="json", exclude={"summary", "tags"})
    complete["maze"]["size"] = complete["episode"]["seconds"] = None
    assert _restricted_to(FIRST_DEFAULTS, complete) == FIRST_DEFAULTS


def test_alternatives_are_told_apart_without_their_defaults() -> None:
    """Two kinds of section in one place, each with defaults only, would otherwise be one and the same nothing."""
    for model in _models(Scenario):
        for name, field in model.model_fields.items():
            kinds = [kind for kind in get_args(field.annotation) if _is_model(kind)]
            silent = [kind for kind in kinds if not any(inner.is_required() for inner in kind.model_fields.values())]
            assert len(silent) < 2, f"{model.__name__}.{name}: give the word that chooses no default"


def _restricted_to(table: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _restricted_to(below, value[name]) if isinstance(below, dict) else value[name]
        for name, below in table.items()
    }


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if _is_model(kind):
                yield from _models(kind)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def test_the_walk_over_models_sees_the_sections() -> None:
    assert {Camera, Maze, Rooms} <= set(_models(Scenario))
