"""What an agent learns in: many mazes of a scenario, a family or a curriculum, each as pictures alone."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from memory_maze.baselines.errors import TrainingError
from memory_maze.envs.curriculum import Curriculum, Stage, load_curriculum
from memory_maze.envs.curriculum_envs import VectorCurriculumEnv
from memory_maze.envs.vector import MazeVectorEnv
from memory_maze.scenario.curricula import is_curriculum
from memory_maze.scenario.members import load_either
from memory_maze.scenario.overrides import Overrides
from memory_maze.scenario.schema import Scenario

Task = tuple[Scenario, ...] | Curriculum
"""One scenario or more, repeated in turn; or a curriculum."""


class Mazes(NamedTuple):
    """Mazes that say when an episode is over, and begin anew when they are told to."""

    envs: MazeVectorEnv | VectorCurriculumEnv
    phases: int
    """Segments in the shortest episode, at least 1: over so many the episodes are spread."""

    def late(self, played: int) -> NDArray[np.bool_] | None:
        """bool [N]: the mazes whose first episode is cut short after so many segments, so that from then on a share
        of the mazes begins with each segment, and none in the middle of one; None: not any."""
        late = np.arange(self.envs.num_envs) % self.phases == played
        return late if played and late.any() else None


def task_of(source: str, overrides: Overrides = ()) -> Task:
    """What a scenario, a family or a curriculum has to be played.

    Args:
      source: a name in the catalogue or a file.
      overrides: as for `load`; a curriculum takes none.

    Raises:
      ScenarioError: it does not exist or is wrong.
      TrainingError: overrides were given for a curriculum.
    """
    if is_curriculum(source):
        if overrides:
            raise TrainingError(f"{source} is a curriculum, whose stages have overrides of their own; leave -o out")
        return load_curriculum(source)
    found = load_either(source, overrides)
    return (found,) if isinstance(found, Scenario) else found.scenarios


def scenarios_of(task: Task) -> tuple[Scenario, ...]:
    """All that are played."""
    return tuple(stage.scenario for stage in task.stages) if isinstance(task, Curriculum) else task


def as_seen(task: Task) -> Task:
    """The same, with nothing but the picture to be seen.

    Raises:
      TrainingError: actions are not discrete.
    """
    for scenario in scenarios_of(task):
        if scenario.control.actions != "discrete":
            raise TrainingError("the agent chooses one of six actions; add -o control.actions=discrete")
    if isinstance(task, Curriculum):
        return Curriculum(task.summary, tuple(Stage(_pictured(one.scenario), one.until) for one in task.stages))
    return tuple(_pictured(scenario) for scenario in task)


def open_mazes(task: Task, count: int, segment: int, threads: int) -> Mazes:
    """Makes the mazes.

    Args:
      task: as `as_seen` gives it.
      count: mazes.
      segment: control steps of a segment.
      threads: that step and draw.

    Raises:
      ValueError: the scenarios' spaces do not agree.
    """
    how: dict[str, Any] = {"threads": threads, "autoreset_mode": AutoresetMode.DISABLED}
    envs = (
        VectorCurriculumEnv(task, count, **how) if isinstance(task, Curriculum) else MazeVectorEnv(task, count, **how)
    )
    shortest = min(scenario.episode_steps for scenario in scenarios_of(task))
    return Mazes(envs, max(1, shortest // segment))


def first_seeds(seed: int, count: int) -> list[int]:
    """Of the mazes' streams of episodes: far from the small numbers that agents are evaluated on."""
    drawn: list[int] = np.random.SeedSequence(seed).generate_state(count).tolist()
    return drawn


def _pictured(scenario: Scenario) -> Scenario:
    observation = scenario.observation.model_copy(update={"form": "image"})
    camera = scenario.camera.model_copy(update={"outputs": ("image",)})
    return scenario.model_copy(update={"observation": observation, "camera": camera})
