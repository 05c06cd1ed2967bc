"""The published spaces stay as they are, whatever further keys an observation may have."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

from memory_maze.scenario.sections import BENCHMARK_KEYS, OBSERVATION_KEYS, Observation

WITH_A_TENTH_KEY = """
import importlib.util, json, sys
from pathlib import Path

name = "memory_maze.scenario.sections"
spec = importlib.util.find_spec(name)
source = Path(spec.origin).read_text(encoding="utf-8")
literal = 'ObservationKey = Literal[\\n'
assert source.count(literal) == 1
module = importlib.util.module_from_spec(spec)
sys.modules[name] = module
exec(source.replace(literal, literal + '    "a_tenth_key",\\n'), module.__dict__)

from memory_maze.observation.specs import key_specs
from memory_maze.scenario import classic_ids, load
from memory_maze.scenario.sections import OBSERVATION_KEYS, Observation

assert "a_tenth_key" in OBSERVATION_KEYS
assert load("classic/9x9", {"observation": {"form": "dict", "keys": ["a_tenth_key"]}}).observation.keys
specs = {name: [list(map(str, spec)) for spec in key_specs(load(name)).values()] for name in classic_ids().values()}
keys = {name: list(key_specs(load(name))) for name in classic_ids().values()}
print(json.dumps([list(Observation().keys), keys, specs]))
"""


def test_the_default_is_the_benchmarks_keys_in_its_order() -> None:
    assert Observation().keys == BENCHMARK_KEYS
    assert set(BENCHMARK_KEYS) <= set(OBSERVATION_KEYS)


def test_a_further_key_changes_neither_defaults_nor_published_spaces(
    run_python: Callable[[str], CompletedProcess[str]],
) -> None:
    from memory_maze.observation.specs import key_specs
    from memory_maze.scenario import classic_ids, load

    default, keys, specs = json.loads(run_python(WITH_A_TENTH_KEY).stdout)
    assert tuple(default) == BENCHMARK_KEYS
    today = {name: key_specs(load(name)) for name in classic_ids().values()}
    assert keys == {name: list(found) for name, found in today.items()}
    assert specs == {name: [list(map(str, spec)) for spec in found.values()] for name, found in today.items()}
