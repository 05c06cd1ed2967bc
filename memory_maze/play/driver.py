"""Who drives: the person at the keyboard, a policy that takes over, or chance now and then."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.players import Player, Sight, make_player
from memory_maze.game.actions import ACTIONS
from memory_maze.play.keyboard import Keyboard
from memory_maze.play.options import Options
from memory_maze.scenario.schema import Scenario

ADVISER = "oracle"
"""The policy that takes over at a key's press where no other was asked for."""


class Driver:
    """Chooses the actions of one episode after the other. `act` may be called from another thread than the rest."""

    def __init__(self, scenario: Scenario, options: Options) -> None:
        """Makes no policy before it drives.

        Args:
          scenario: that is played.
          options: who drives at first, and how much is left to chance.
        """
        self._scenario, self._chance = scenario, options.chance
        self.name = options.policy or ADVISER
        """The policy that drives where the person does not."""
        self.keyboard = Keyboard(scenario)
        """What the person does."""
        self.is_driven = options.policy is not None
        """Whether the policy drives."""
        self.is_own = True
        """Whether the last action was the person's own."""
        self.begin(options.seed)

    def begin(self, seed: int) -> None:
        """Begins an episode, with no key down.

        Args:
          seed: of the episode; the policy and chance have it too.
        """
        self.seed = seed
        """The seed of the episode that is played."""
        self._policy: Player | None = None
        self._dice = np.random.default_rng(seed)
        self.keyboard.release_all()

    def toggle(self) -> None:
        """Lets the policy drive, or the person again. The policy begins anew each time."""
        self.is_driven, self._policy = not self.is_driven, None

    def act(self, sight: Sight) -> NDArray[Any]:
        """Chooses an action for one maze."""
        chosen = self._policy_of().act(sight) if self.is_driven else self.keyboard(sight.now)
        is_chance = self._chance > 0.0 and self._dice.random() < self._chance
        self.is_own = not self.is_driven and not is_chance
        return self._any_action() if is_chance else chosen

    def _policy_of(self) -> Player:
        policy = self._policy
        if policy is None:
            policy = self._policy = make_player(self.name, self._scenario, self.seed)
        return policy

    def _any_action(self) -> NDArray[Any]:
        if self._scenario.control.actions == "discrete":
            return self._dice.integers(len(ACTIONS), size=1)
        return self._dice.uniform(-1.0, 1.0, size=(1, 2))
