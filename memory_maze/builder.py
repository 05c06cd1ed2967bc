"""From a scenario to a dm_env environment: dm_control's where dm_control is installed, else a plain one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from memory_maze.game.draws import draw_maze_seed
from memory_maze.game.seeds import stream_of
from memory_maze.installed import MissingPackage, is_installed
from memory_maze.observation.observer import Observer
from memory_maze.scenario.schema import Scenario

if TYPE_CHECKING:
    from memory_maze.dm import MazeEnvironment
    from memory_maze.task.task import MemoryMazeTask

_COMPOSER = "dm_control"


def build(
    scenario: Scenario, seed: int | np.random.RandomState | None = None, display: bool = False
) -> MazeEnvironment:
    """Builds the environment that a scenario describes. Nothing is drawn before the first reset.

    Args:
      scenario: what to build.
      seed: in [0, 2**32). The episodes are those that upstream makes when constructed with it. None: from the
        operating system. Or a random stream, which goes on.
      display: put the whole maze into the physics model too, for dm_control's viewer.

    Returns:
      A `composer.Environment` over the scenario's task; where dm_control is not installed, a `PlainEnvironment`, whose
      episodes are the same to the last bit.

    Raises:
      ValueError: no such seed.
      GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
      MissingPackage: dm_env is not installed, or dm_control for `display`.
    """
    if is_installed(_COMPOSER):
        from memory_maze.task.environment import Environment

        random_state = stream_of(seed)
        observer = Observer((scenario,))
        task = build_task(scenario, draw_maze_seed(random_state), observer, display)
        return Environment(task, random_state, observer)
    if display:
        raise MissingPackage("`display=True`", _COMPOSER)
    from memory_maze.plain import PlainEnvironment

    return PlainEnvironment(scenario, seed)


def build_task(
    scenario: Scenario, maze_seed: int, observer: Observer | None = None, display: bool = False
) -> MemoryMazeTask:
    """Builds the task alone, for a `composer.Environment` of one's own.

    Args:
      scenario: what to build.
      maze_seed: of the mazes, in [0, 2**31).
      observer: makes the observations, and is closed by whoever made it; a new one by default.
      display: see `build`.

    Raises:
      MissingPackage: dm_control is not installed.
    """
    if not is_installed(_COMPOSER):
        raise MissingPackage("a task of dm_control's kind", _COMPOSER)
    from memory_maze.task.observables import KeyObservable
    from memory_maze.task.task import MemoryMazeTask

    task = MemoryMazeTask(scenario, maze_seed, display)
    observer = observer or Observer((scenario,))
    for key in observer.specs:
        task.add_observable(key, KeyObservable(key, task, observer))
    return task
