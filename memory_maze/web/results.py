"""The episodes behind results, where they can be played again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from memory_maze.agents.players import make_player
from memory_maze.agents.rollouts import steps_of
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.dataset.reading.dataset import Recording
from memory_maze.dataset.reading.dataset import open as open_dataset
from memory_maze.results.files import Result
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES


@contextmanager
def played_again(result: Result, watch: Callable[[int], None] = lambda step: None) -> Iterator[Recording | None]:
    """The first episode of a result, played again and recorded; None where it cannot be the same.

    Args:
      result: whose scenario and policy may be known by other names here, or be gone.
      watch: is told each control step.
    """
    scenario = _scenario(result.scenario)
    if scenario is None or result.policy not in POLICIES.words() or not result.returns:
        yield None
        return
    with TemporaryDirectory() as folder:
        total = _record(Path(folder), scenario, result, watch)
        # The options that a result was made with may have changed the scenario: then its return is another.
        same = math.isclose(total, result.returns[0], abs_tol=1e-9)
        yield next(iter(open_dataset(folder).values()))[0] if same else None


def _scenario(name: str) -> Scenario | None:
    try:
        return load(name)
    except ScenarioError:
        return None


def _record(folder: Path, scenario: Scenario, result: Result, watch: Callable[[int], None]) -> float:
    """Records an episode; returns what it brought."""
    player = make_player(result.policy, scenario, result.seed)
    total = 0.0
    with closing(GameRecorder(folder, scenario, result.scenario)) as recorder:
        for taken in steps_of(scenario, player, result.seed, scenario.episode_steps):
            if taken.action is None:
                recorder.begin(result.seed, taken.now)
            else:
                recorder.step(taken.action, taken.reward, taken.terminated, taken.now, own=False)
                watch(int(taken.now.steps[0]))
            total = float(taken.now.total[0])
    return total
