"""The episodes behind results, where they can be played again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from memory_maze.agents.players import make_player
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.dataset.reading.dataset import Recording
from memory_maze.dataset.reading.dataset import open as open_dataset
from memory_maze.results.files import Result
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES
from memory_maze.web.rounds import Round


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
    recorder = GameRecorder(folder, scenario, result.scenario)
    played = Round(scenario)
    player = make_player(result.policy, scenario, result.seed)
    try:
        played.begin(result.seed)
        recorder.begin(result.seed, played.now)
        while not played.now.over[0]:
            actions = played.chosen_by(player)
            reward, terminated = played.step(actions)
            action = int(actions[0]) if actions.ndim == 1 else actions[0]
            recorder.step(action, reward, terminated, played.now, own=False)
            watch(int(played.now.steps[0]))
        recorder.end()
        return float(played.now.total[0])
    finally:
        played.close()
        recorder.close()
