"""From a scenario to a dm_control environment."""

from __future__ import annotations

import numpy as np

from memory_maze.game.draws import draw_maze_seed
from memory_maze.game.seeds import checked_seed
from memory_maze.observation.observer import Observer
from memory_maze.scenario.model.schema import Scenario
from memory_maze.task.environment import Environment
from memory_maze.task.observables import KeyObservable
from memory_maze.task.task import MemoryMazeTask


def build(scenario: Scenario, seed: int | None = None, display: bool = False) -> Environment:
    """Builds the environment that a scenario describes. Nothing is drawn before the first reset.

    Args:
      scenario: what to build.
      seed: in [0, 2**32). The episodes are those that upstream makes when constructed with it. None: from the
        operating system.
      display: put the whole maze into the physics model too, for dm_control's viewer.

    Returns:
      A `dm_env.Environment` and `composer.Environment`.

    Raises:
      ValueError: no such seed.
      GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
    """
    random_state = np.random.RandomState(checked_seed(seed))
    observer = Observer((scenario,))
    task = build_task(scenario, draw_maze_seed(random_state), observer, display)
    return Environment(task, random_state, observer)


def build_task(
    scenario: Scenario, maze_seed: int, observer: Observer | None = None, display: bool = False
) -> MemoryMazeTask:
    """Builds the task alone, for a `composer.Environment` of one's own.

    Args:
      scenario: what to build.
      maze_seed: of the mazes, in [0, 2**31).
      observer: makes the observations, and is closed by whoever made it; a new one by default.
      display: see `build`.
    """
    task = MemoryMazeTask(scenario, maze_seed, display)
    observer = observer or Observer((scenario,))
    for key in observer.specs:
        task.add_observable(key, KeyObservable(key, task, observer))
    return task
