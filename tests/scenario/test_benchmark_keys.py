"""The published spaces stay as they are, whatever further keys an observation may have."""

from __future__ import annotations

from memory_maze.observation.keys import AGENT_POS, key_specs
from memory_maze.scenario import classic_ids, load
from memory_maze.scenario.model.sections import BENCHMARK_KEYS, Observation
from memory_maze.tables import OBSERVATION_KEYS


def test_the_default_is_the_benchmarks_keys_in_its_order() -> None:
    assert Observation().keys == BENCHMARK_KEYS
    assert set(BENCHMARK_KEYS) <= {"image", *OBSERVATION_KEYS}


def test_a_further_key_changes_neither_defaults_nor_published_spaces(monkeypatch) -> None:
    before = {name: key_specs(load(name)) for name in classic_ids().values()}
    monkeypatch.setattr(OBSERVATION_KEYS, "_entries", dict(OBSERVATION_KEYS._entries))
    OBSERVATION_KEYS.add("a_tenth_key", AGENT_POS)
    wanted = {"observation": {"form": "dict", "keys": ["a_tenth_key"]}}
    assert list(key_specs(load("classic/9x9", wanted))) == ["a_tenth_key"]
    assert Observation().keys == BENCHMARK_KEYS
    assert {name: key_specs(load(name)) for name in classic_ids().values()} == before
