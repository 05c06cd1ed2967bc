"""One maze of a batch: its scenario, its random stream, and its episode."""

from __future__ import annotations

import numpy as np

from memory_maze.game.episode import Episode, EpisodeSource, draw_maze_seed
from memory_maze.game.rules.hunt import score_step
from memory_maze.scenario.schema import Scenario


class Member:
    """What of a maze is not a row of an array: everything that is drawn at random."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.stream = np.random.RandomState(0)
        self.source: EpisodeSource | None = None
        """Draws the episodes; None until `seed` is called."""
        self.episode: Episode | None = None
        """The present episode; None until `next_episode` is called."""

    def seed(self, seed: int | None) -> None:
        """Starts the stream of episodes that an environment constructed with this seed has.

        Raises:
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
        """
        stream = np.random.RandomState(seed)
        self.source = EpisodeSource(self.scenario, draw_maze_seed(stream))
        self.stream = stream
        self.episode = None

    def next_episode(self, still_touched: tuple[bool, ...]) -> Episode:
        """Draws the next episode; see `EpisodeSource.next`."""
        assert self.source is not None
        self.episode = self.source.next(self.stream, still_touched)
        return self.episode

    def next_target(self, target: int, touched: tuple[bool, ...]) -> int:
        """The prompted object after a control step that touched the prompted one; see `score_step`."""
        return score_step(self.stream, target, touched).target
