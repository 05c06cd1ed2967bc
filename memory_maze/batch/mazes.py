"""The game of N mazes: episodes begin, walkers move, prompts change. Nothing here is drawn or observed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory_maze.batch.kernels import mark_touches
from memory_maze.batch.members import Member
from memory_maze.batch.physics import Physics
from memory_maze.batch.walls import Walls
from memory_maze.game.episode import Episode
from memory_maze.game.rules.hunt import REWARD
from memory_maze.game.snapshot import Snapshot
from memory_maze.maze.sources import GenerationError
from memory_maze.scenario.schema import Scenario
from memory_maze.task.wall_pool import REACH_STEPS

Members = NDArray[np.int64]
"""int64 [n]: numbers of mazes, ascending."""


class Mazes:
    """N mazes as arrays, a row a maze, K objects at most. Lengths in metres."""

    def __init__(self, scenarios: Sequence[Scenario], threads: int) -> None:
        """Makes room; `seed` and `begin` come next.

        Args:
          scenarios: one a maze.
          threads: how many step at once. Nothing depends on it.
        """
        self.scenarios = tuple(scenarios)
        self.members = [Member(scenario) for scenario in scenarios]
        n, k = len(scenarios), max(scenario.objects.count for scenario in scenarios)
        self.physics = Physics(self.scenarios, threads)
        self.walls = Walls(n)
        self.count = np.array([scenario.objects.count for scenario in scenarios])
        """int64 [N]: how many objects each maze has."""
        self.radius = np.array([scenario.objects.radius for scenario in scenarios])
        """float64 [N]: of the objects."""
        self.limit = np.array([scenario.episode_steps for scenario in scenarios])
        """int64 [N]: control steps in an episode."""
        self.centers = np.zeros((n, k, 3))
        """float64 [N, K, 3]"""
        self.colors = np.zeros((n, k, 3))
        """float64 [N, K, 3]: RGB in [0, 1]."""
        self.target = np.zeros(n, np.int64)
        """int64 [N]: the prompted object."""
        self.touched = np.zeros((n, k), np.bool_)
        """bool [N, K]: touched since the last control step."""
        self.hidden = np.zeros((n, k), np.bool_)
        """bool [N, K]: not drawn at this moment."""
        self.prompt_age = np.zeros(n, np.int64)
        """int64 [N]: observations that have already shown this prompt."""
        self.steps = np.zeros(n, np.int64)
        """int64 [N]: control steps since the episode began."""
        self.found = np.zeros(n, np.int64)
        """int64 [N]: objects found in this episode."""
        self.episodes = np.zeros(n, np.int64)
        """int64 [N]: episodes begun, or restored, so far."""
        shapes = [scenario.maze_shape for scenario in scenarios]
        height, width = max(shape[1] for shape in shapes) + 2, max(shape[0] for shape in shapes) + 2
        self.grids = np.ones((n, height, width), np.bool_)
        """bool [N, H, W]: the walls, row 0 on top; what a smaller maze leaves is wall."""
        self._durations = np.array([scenario.physics_steps for scenario in scenarios])

    def __len__(self) -> int:
        return len(self.members)

    def begin(self, row: int) -> None:
        """Begins the next episode of one maze.

        Raises:
          GenerationError: no maze holds all objects; the message names this one.
        """
        touched = tuple(self.touched[row, : self.count[row]].tolist())
        try:
            episode = self.members[row].next_episode(touched)
        except GenerationError as error:
            raise GenerationError(error.objects, f"maze {row}: ") from None
        self._show(row, episode)
        self.target[row] = episode.first_target
        self.touched[row, : self.count[row]] = episode.touched_at_start
        self.hidden[row] = self.touched[row]
        self.physics.put(row, episode.start)
        self.prompt_age[row] = self.steps[row] = self.found[row] = 0

    def seed(self, row: int, seed: int | None) -> None:
        """Starts a maze's stream of episodes; see `Member.seed`.

        Raises:
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
        """
        self.members[row].seed(seed)
        self.touched[row] = False

    def advance(self, members: Members, controls: NDArray[np.float64]) -> NDArray[np.float64]:
        """Takes one control step.

        Args:
          members: which mazes.
          controls: float64 [n, 2], their roll and steer in [-1, 1].

        Returns:
          float64 [n]: their rewards.
        """
        self.physics.set_controls(members, controls)
        durations = self._durations[members]
        for duration in np.unique(durations):
            self._move(members[durations == duration], int(duration))
        return self._score(members)

    def snapshot(self, row: int, digest: str, running: bool) -> Snapshot:
        """All that one maze needs to go on from here.

        Args:
          row: which maze.
          digest: of its scenario.
          running: whether its episode goes on.
        """
        member, count = self.members[row], self.count[row]
        assert member.source is not None
        assert member.episode is not None
        return Snapshot(
            scenario=digest,
            stream=member.stream.get_state(),
            source=member.source.get_state(),
            episode=member.episode,
            physics=self.physics.get_state(row),
            target=int(self.target[row]),
            touched=tuple(self.touched[row, :count].tolist()),
            hidden=tuple(self.hidden[row, :count].tolist()),
            prompt_age=int(self.prompt_age[row]),
            steps=int(self.steps[row]),
            found=int(self.found[row]),
            running=running,
        )

    def restore(self, row: int, snapshot: Snapshot) -> None:
        """Puts one maze where it was when the snapshot was taken."""
        member, count = self.members[row], self.count[row]
        if member.source is None:
            member.seed(0)
            assert member.source is not None
        member.source.set_state(snapshot.source)
        member.stream.set_state(snapshot.stream)
        member.episode = snapshot.episode
        self._show(row, snapshot.episode)
        self.physics.set_state(row, snapshot.physics)
        self.target[row] = snapshot.target
        self.touched[row, :count] = snapshot.touched
        self.hidden[row, :count] = snapshot.hidden
        self.prompt_age[row] = snapshot.prompt_age
        self.steps[row] = snapshot.steps
        self.found[row] = snapshot.found

    def _show(self, row: int, episode: Episode) -> None:
        count = self.count[row]
        self.episodes[row] += 1
        self.walls.raise_walls(row, episode.boxes)
        self.grids[row] = True
        self.grids[row, : episode.layout.shape[0], : episode.layout.shape[1]] = episode.layout.walls
        self.centers[row, :count] = episode.centers
        self.colors[row, :count] = episode.colors

    def _move(self, members: Members, steps: int) -> None:
        for begin in range(0, steps, REACH_STEPS):
            record = self.physics.run(members, min(REACH_STEPS, steps - begin), self.walls)
            mark_touches(members, record, self.centers, self.radius, self.count, self.touched)

    def _score(self, members: Members) -> NDArray[np.float64]:
        hit = self.touched[members, self.target[members]]
        for row in members[hit].tolist():
            touched = tuple(self.touched[row, : self.count[row]].tolist())
            self.target[row] = self.members[row].next_target(int(self.target[row]), touched)
        self.prompt_age[members] = np.where(hit, 0, self.prompt_age[members] + 1)
        self.steps[members] += 1
        self.found[members] += hit
        self.touched[members] = False
        self.hidden[members] = False
        return np.where(hit, REWARD, 0.0)
