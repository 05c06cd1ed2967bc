"""What `memory-maze evaluate --json` prints, read again; and the episodes behind it, where they can be played again."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from memory_maze.agents.players import make_player
from memory_maze.dataset.making.games import GameRecorder
from memory_maze.dataset.reading.dataset import Recording
from memory_maze.dataset.reading.dataset import open as open_dataset
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES
from memory_maze.web.errors import WebError
from memory_maze.web.rounds import Round

MOST_BYTES = 1 << 26
"""Bytes of a file of results, at most."""


class PublishedRow(BaseModel):
    """Published means beside a result."""

    human: float
    human_error: float
    oracle: float


class Result(BaseModel):
    """What one policy did in one scenario."""

    model_config = ConfigDict(extra="ignore")

    scenario: str
    policy: str
    seed: int
    episodes: int
    mean: float
    standard_error: float | None
    least: float
    most: float
    span: int
    reward_per_span: tuple[float, ...]
    published: PublishedRow | None = None
    returns: tuple[float, ...] = ()


_RESULTS = TypeAdapter(list[Result])


def read_results(file: Path) -> list[Result]:
    """The results in a file.

    Raises:
      WebError: it holds none; the message says what it may be.
      OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES)
    try:
        found: Any = json.loads(content)
        return _RESULTS.validate_python(found if isinstance(found, list) else [found])
    except (ValueError, RecursionError, ValidationError):
        raise WebError(f"{file} holds no results; write them by `memory-maze evaluate ... --json`") from None


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
