"""Environments that play a curriculum: one maze, or many."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from gymnasium.vector import VectorWrapper
from numpy.typing import NDArray

from memory_maze.envs.curriculum import Curriculum, load_curriculum
from memory_maze.envs.single import MemoryMazeEnv
from memory_maze.envs.vector import MazeVectorEnv
from memory_maze.game.snapshot import Snapshot

Source = Curriculum | str | Path | Mapping[str, Any]
"""A curriculum, or what `load_curriculum` takes."""


@dataclass(frozen=True)
class CurriculumState:
    """How far a curriculum has come. Can be pickled."""

    stage: int
    """The stage that new episodes belong to, counted from 0."""
    steps: int
    """Control steps in this stage."""
    returns: tuple[float, ...]
    """Returns of this stage's last episodes."""
    stages: tuple[int, ...]
    """The stage that each maze's episode belongs to."""
    totals: tuple[float, ...]
    """The return of each maze's episode so far."""
    snapshots: tuple[Snapshot, ...]
    """The mazes."""


class Progress:
    """Counts what a stage wants to know, and says when the next one begins."""

    def __init__(self, curriculum: Curriculum) -> None:
        """Begins with the first stage."""
        self.curriculum = curriculum
        self.enter(0)

    def enter(self, stage: int) -> None:
        """Begins a stage."""
        self.stage, self.steps = stage, 0
        until = self.curriculum.stages[stage].until
        self.returns: deque[float] = deque(maxlen=1 if until is None else until.episodes)

    def count(self, steps: int) -> bool:
        """Takes control steps into account; returns whether the next stage begins."""
        self.steps += steps
        until = self.curriculum.stages[self.stage].until
        return self._go_on(until is not None and until.steps is not None and self.steps >= until.steps)

    def note(self, total: float) -> bool:
        """Takes an episode of this stage into account; returns whether the next stage begins."""
        self.returns.append(total)
        until = self.curriculum.stages[self.stage].until
        if until is None or until.mean_return is None or len(self.returns) < until.episodes:
            return False
        return self._go_on(float(np.mean(self.returns)) >= until.mean_return)

    def _go_on(self, is_over: bool) -> bool:
        if is_over:
            self.enter(self.stage + 1)
        return is_over


class CurriculumEnv(gymnasium.Wrapper[Any, Any, Any, Any]):
    """One maze that plays a curriculum: a new stage begins with the next episode. `info` has `stage`, from 0."""

    def __init__(self, curriculum: Source, **keywords: Any) -> None:
        """Makes the environment of the first stage.

        Args:
          curriculum: a curriculum, a name, a file or a mapping.
          **keywords: of `MemoryMazeEnv`.

        Raises:
          ScenarioError: the curriculum is wrong.
        """
        plan = curriculum if isinstance(curriculum, Curriculum) else load_curriculum(curriculum)
        self._maze = MemoryMazeEnv(plan.stages[0].scenario, **keywords)
        super().__init__(self._maze)
        self._progress = Progress(plan)
        self._played, self._total = 0, 0.0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins an episode of the stage that the curriculum has come to; see `MemoryMazeEnv.reset`."""
        if self._progress.stage != self._played:
            options = {**(options or {}), "scenario": self._progress.curriculum.stages[self._progress.stage].scenario}
        observation, info = self._maze.reset(seed=seed, options=options)
        self._played, self._total = self._progress.stage, 0.0
        return observation, self._told(info)

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Takes one control step; see `MemoryMazeEnv.step`."""
        observation, reward, terminated, truncated, info = self._maze.step(action)
        self._total += float(reward)
        if self._played == self._progress.stage and not self._progress.count(1) and (terminated or truncated):
            self._progress.note(self._total)
        return observation, reward, terminated, truncated, self._told(info)

    def get_state(self) -> CurriculumState:
        """This moment, to be pickled or handed to `set_state`."""
        now = self._progress
        rows = ((self._played,), (self._total,), (self._maze.get_state(),))
        return CurriculumState(now.stage, now.steps, tuple(now.returns), *rows)

    def set_state(self, state: CurriculumState) -> tuple[Any, dict[str, Any]]:
        """Goes back, or over, to a saved moment of the same curriculum; what follows is the same."""
        _restore(self._progress, state)
        ((self._played,), (self._total,), (snapshot,)) = state.stages, state.totals, state.snapshots
        self._maze.reset(options={"scenario": self._progress.curriculum.stages[self._played].scenario})
        observation, info = self._maze.set_state(snapshot)
        return observation, self._told(info)

    def _told(self, info: dict[str, Any]) -> dict[str, Any]:
        return {**info, "stage": self._played}


class VectorCurriculumEnv(VectorWrapper[Any, Any, Any]):
    """Many mazes that play a curriculum together: each goes over to a new stage with its next episode.

    `info` has `stage`, int64 [N]: what each maze's episode belongs to. Episodes of an earlier stage that end later do
    not count. `out` is as for `MazeVectorEnv`.
    """

    def __init__(self, curriculum: Source, num_envs: int = 1, **keywords: Any) -> None:
        """Makes the environments of the first stage.

        Args:
          curriculum: a curriculum, a name, a file or a mapping.
          num_envs: mazes.
          **keywords: of `MazeVectorEnv`; `autoreset_mode` may be NEXT_STEP, as by default, or DISABLED.

        Raises:
          ScenarioError: the curriculum is wrong.
        """
        plan = curriculum if isinstance(curriculum, Curriculum) else load_curriculum(curriculum)
        self._mazes = MazeVectorEnv(plan.stages[0].scenario, num_envs, **keywords)
        super().__init__(self._mazes)
        self._progress = Progress(plan)
        self._played = np.zeros(num_envs, np.int64)
        self._totals = np.zeros(num_envs)
        self._over = np.zeros(num_envs, np.bool_)

    @property
    def stage(self) -> int:
        """The stage that new episodes belong to, counted from 0."""
        return self._progress.stage

    def reset(
        self, *, seed: Any = None, options: dict[str, Any] | None = None, out: Any = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begins episodes of the stage that the curriculum has come to; see `MazeVectorEnv.reset`."""
        mask = (options or {}).get("reset_mask")
        begun = np.ones(self.num_envs, np.bool_) if mask is None else np.asarray(mask, np.bool_)
        self._go_over(begun)
        observation, info = self._mazes.reset(seed=seed, options=options, out=out)
        self._begin(begun)
        return observation, self._told(info)

    def step(
        self, actions: Any, *, out: Any = None
    ) -> tuple[Any, NDArray[Any], NDArray[Any], NDArray[Any], dict[str, Any]]:
        """Takes one control step in every maze; see `MazeVectorEnv.step`."""
        begun, current = self._over, self._played == self._progress.stage
        self._go_over(begun)
        observation, rewards, terminations, truncations, info = self._mazes.step(actions, out=out)
        self._totals += rewards
        self._begin(begun)
        self._over = terminations | truncations
        counts = current & ~begun
        if not self._progress.count(int(np.count_nonzero(counts))):
            for row in np.flatnonzero(self._over & counts).tolist():
                if self._progress.note(float(self._totals[row])):
                    break
        return observation, rewards, terminations, truncations, self._told(info)

    def get_state(self) -> CurriculumState:
        """This moment, to be pickled or handed to `set_state`."""
        now = self._progress
        rows = (tuple(self._played.tolist()), tuple(self._totals.tolist()), self._mazes.get_state())
        return CurriculumState(now.stage, now.steps, tuple(now.returns), *rows)

    def set_state(self, state: CurriculumState) -> tuple[Any, dict[str, Any]]:
        """Goes back, or over, to a saved moment of the same curriculum; what follows is the same."""
        _restore(self._progress, state)
        self._played, self._totals = np.array(state.stages), np.array(state.totals)
        stages = self._progress.curriculum.stages
        self._mazes.reset(options={"scenario": [stages[stage].scenario for stage in state.stages]})
        observation, info = self._mazes.set_state(state.snapshots)
        self._over = np.array([not snapshot.running for snapshot in state.snapshots])
        return observation, self._told(info)

    def _go_over(self, begun: NDArray[np.bool_]) -> None:
        """Has mazes that are about to begin an episode play the present stage."""
        late = np.flatnonzero(begun & (self._played != self._progress.stage))
        if len(late):
            scenario = self._progress.curriculum.stages[self._progress.stage].scenario
            self._mazes.go_over(dict.fromkeys(late.tolist(), scenario))
            self._played[late] = self._progress.stage

    def _begin(self, begun: NDArray[np.bool_]) -> None:
        self._totals[begun] = 0.0
        self._over[begun] = False

    def _told(self, info: dict[str, Any]) -> dict[str, Any]:
        return {**info, "stage": self._played.copy(), "_stage": np.ones(self.num_envs, np.bool_)}


def _restore(progress: Progress, state: CurriculumState) -> None:
    progress.enter(state.stage)
    progress.steps = state.steps
    progress.returns.extend(state.returns)
