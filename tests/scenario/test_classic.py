"""The 64 published scenarios mean what the publication says."""

from __future__ import annotations

import itertools

import jsonschema
import pytest

from memory_maze.scenario import Scenario, classic_ids, find, json_schema, load, load_either, names
from memory_maze.scenario.documents.reading import read_named
from memory_maze.scenario.documents.tree import to_plain

SIZES = {9: (3, 250, 1000, 6, 5), 11: (4, 500, 2000, 6, 5), 13: (5, 750, 3000, 6, 5), 15: (6, 1000, 4000, 9, 3)}
"""Size: objects, seconds, steps, most rooms, longest side of a room."""

VARIANTS = (
    *("-", "Vis", "HD", "Top"),
    *("ExtraObs", "ExtraObs-Vis", "ExtraObs-Top"),
    *("Oracle", "Oracle-Top", "Oracle-ExtraObs"),
    *("HiFreq", "HiFreq-Vis", "HiFreq-HD"),
    *("6CL", "6CL-Top", "6CL-ExtraObs"),
)

CASES = list(itertools.product(SIZES, VARIANTS))


def name_of(size: int, variant: str) -> str:
    return f"classic/{size}x{size}" + ("" if variant == "-" else f"-{variant}")


def expected(size: int, variant: str) -> Scenario:
    count, seconds, _, rooms, side = SIZES[size]
    parts = variant.split("-")
    vis, top, oracle = "Vis" in parts, "Top" in parts, "Oracle" in parts
    document = {
        "summary": "any",
        "maze": {
            "size": size,
            "rooms": {"max": rooms, "min_side": 3, "max_side": side, "objects": 1, "spawns": 1},
            "cell_size": 2.0,
            "wall_height": 0.4 if vis else 1.5,
        },
        "objects": {
            "count": count,
            "height": 1.1 if vis else 0.0,
            "colors": "shuffled" if "6CL" in parts else "palette",
            "centre_object_counts_at_start": True,
        },
        "episode": {"seconds": seconds},
        "camera": {"view": "top" if top else "first-person", "resolution": 256 if top or "HD" in parts else 64},
        "control": {"frequency": 40 if "HiFreq" in parts else 4},
        "observation": {
            "form": "dict" if "ExtraObs" in parts else "image",
            "shortest_path": oracle,
            "minimap": oracle,
        },
    }
    return load(document)


def test_there_are_64() -> None:
    assert sorted(classic_ids().values()) == sorted(name_of(*case) for case in CASES)


@pytest.mark.parametrize(("size", "variant"), CASES)
def test_a_classic_scenario_means_what_was_published(size: int, variant: str) -> None:
    scenario = load(name_of(size, variant))
    wanted = expected(size, variant)
    for section in ("maze", "objects", "episode", "camera", "control", "observation"):
        assert getattr(scenario, section) == getattr(wanted, section)
    assert scenario.episode_steps == SIZES[size][2] * (10 if "HiFreq" in variant else 1)
    assert scenario.physics_steps == (5 if "HiFreq" in variant else 50)
    assert {"classic", f"{size}x{size}"} <= set(scenario.tags)


def test_each_shipped_file_validates_against_the_schema_and_names_it() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for name in names():
        validator.validate(to_plain(read_named(name).root))
        first = find(name).read_text().splitlines()[0]
        assert first == "# yaml-language-server: $schema=../schema.json"
        load_either(name)


def test_each_variant_says_only_what_differs() -> None:
    for size, variant in CASES:
        document = to_plain(read_named(name_of(size, variant)).root)
        if variant != "-":
            assert document.pop("extends") == name_of(size, "-")
            parent = load(name_of(size, "-")).model_dump(mode="json")
            for section in set(document) - {"summary", "tags"}:
                for field, value in document[section].items():
                    assert parent[section][field] != value
