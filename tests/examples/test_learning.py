"""Real trainers learn on a batch of mazes: the examples that train are run, some minutes of one core each."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from memory_maze import load, make_vec

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_room_that_is_learnt_on_is_small() -> None:
    scenario = load(str(EXAMPLES / "tiny_room.yaml"))
    assert (scenario.objects.count, scenario.episode.steps, scenario.camera.resolution) == (2, 60, 16)
    envs = make_vec(scenario, 2)
    assert envs.reset(seed=0)[0].shape == (2, 16, 16, 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("example", "package"),
    [("ppo_torch.py", "torch"), ("ppo_sb3.py", "stable_baselines3"), ("recurrent_ppo_sb3.py", "sb3_contrib")],
)
def test_a_trainer_learns(example: str, package: str) -> None:
    pytest.importorskip(package)
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / example)], capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.search(r"mean return: (\S+) before, (\S+) after", done.stdout)
    assert told is not None, done.stdout
    before, after = float(told[1]), float(told[2])
    assert after > max(3 * before, 1.5)
