"""With numba switched off, as debuggers and coverage want it, everything runs as Python, with equal results."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.agents import rollouts
from memory_maze.scenario import load
from tests.compiling.conftest import Run

ROOT = Path(__file__).parents[2]

OFF = {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "error::RuntimeWarning"}

SMALL = {"camera.resolution": 16}


def played(name: str, steps: int) -> str:
    """A hash of the observations and rewards of the beginning of an episode."""
    env = memory_maze.make(name, SMALL)
    found = [env.reset(seed=0)[0]]
    for action in np.random.RandomState(0).randint(env.action_space.n, size=steps):
        found += env.step(action)[:2]
    env.close()
    return _hash(found)


def played_together(name: str, steps: int) -> str:
    """The same of two mazes in a vector environment."""
    envs = memory_maze.make_vec(load(name, SMALL), 2)
    found = [envs.reset(seed=0)[0]]
    for _ in range(steps):
        found += envs.step(np.array([1, 4]))[:2]
    envs.close()
    return _hash(found)


def followed(policy: str, steps: int) -> str:
    """A hash of where a policy goes."""
    moments = rollouts.rollout(load("classic/9x9"), policy, 3, steps)
    return _hash([moment.positions[:, :4] for moment in moments])


def _hash(values: list[Any]) -> str:
    total = hashlib.sha256()
    for value in values:
        parts = value.values() if isinstance(value, dict) else (value,)
        for part in parts:
            total.update(np.ascontiguousarray(part).tobytes())
    return total.hexdigest()


def interpreted(call: str) -> str:
    return without_numba(f"from tests.compiling import test_interpreted as t; print(t.{call})")


def without_numba(code: str) -> str:
    """What code prints in a process where numba is switched off."""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **OFF}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.needs("mujoco")
def test_an_episode_is_the_same() -> None:
    assert interpreted("played('examples/t-maze', 3)") == played("examples/t-maze", 3)


@pytest.mark.needs("mujoco")
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["classic/9x9-Oracle-ExtraObs", "classic/9x9-Top", "classic/9x9-Vis", "examples/depth-and-segmentation"]
)
def test_episodes_of_all_kinds_are_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SMALL, "camera.resolution", 20)
    call = f"SMALL.update({SMALL!r}) or t.played({name!r}, 5)"
    assert interpreted(call) == played(name, 5)


@pytest.mark.needs("mujoco")
@pytest.mark.slow
def test_batches_are_the_same() -> None:
    assert interpreted("played_together('classic/9x9-ExtraObs', 3)") == played_together("classic/9x9-ExtraObs", 3)


@pytest.mark.needs("mujoco")
@pytest.mark.slow
@pytest.mark.parametrize("policy", ["explorer-oracle", "wanderer"])
def test_policies_are_the_same(policy: str) -> None:
    assert interpreted(f"followed({policy!r}, 3)") == followed(policy, 3)


def test_the_setting_in_a_file_counts(run: Run, cache: Path) -> None:
    (cache.parent.parent / ".numba_config.yaml").write_text("disable_jit: 1\n")
    code = "from memory_maze.compiling import can_be_compiled; from memory_maze.maze.covering import cover_blocks;"
    assert run(code + "print(can_be_compiled(), hasattr(cover_blocks, 'py_func'))") == "False False"


def test_a_switch_that_comes_late_mixes_nothing(run: Run) -> None:
    code = """
import numba
from memory_maze.compiling import trig
numba.config.DISABLE_JIT = True
from memory_maze.game.spawn_rays import cast_rays
print(hasattr(trig.sine_cosine, "py_func"), hasattr(cast_rays, "py_func"), numba.config.DISABLE_JIT)
"""
    assert run(code) == "True True True"


def test_maps_are_shown() -> None:
    code = "from memory_maze_cli.app import main; main(['show', 'examples/t-maze', '--map'])"
    with_numba = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert without_numba(code) == with_numba.stdout.strip()


@pytest.mark.slow
def test_doctor_says_so() -> None:
    code = "from memory_maze_cli.health import compiled_code, renderers; print([*compiled_code(), renderers()[0]])"
    found = without_numba(code)
    assert "switched off: everything runs, slowly" in found
    assert "draws: first frame" in found
