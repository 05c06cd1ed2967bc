"""One maze as a Gymnasium environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import gymnasium
import numpy as np
from gymnasium.utils import EzPickle, seeding
from numpy.typing import NDArray

from memory_maze.envs.options import CHANGES, changed_scenarios, require_known_options
from memory_maze.envs.spaces import action_space, observation_space
from memory_maze.envs.vector_checks import checked_render_size
from memory_maze.envs.window import Window
from memory_maze.exclusive import exclusive, new_lock
from memory_maze.game.moments import Moments
from memory_maze.game.seeds import checked_seed
from memory_maze.game.snapshot import Snapshot
from memory_maze.installed import is_installed
from memory_maze.scenario import load
from memory_maze.scenario.keywords import with_keywords
from memory_maze.scenario.overrides import Overrides
from memory_maze.scenario.schema import Scenario

if TYPE_CHECKING:
    from memory_maze.dm import MazeEnvironment
    from memory_maze.one_maze import OneMaze

OWN_KEYWORDS = ("overrides", "render_mode", "render_size")
"""What `MemoryMazeEnv` takes beside upstream's keywords."""


class MemoryMazeEnv(gymnasium.Env[Any, Any], EzPickle):
    """A scavenger hunt in a maze that is new in every episode.

    The border of the picture shows a colour; touching the object of that colour gives a reward of 1 and a new colour.
    An episode ends by truncation; it is terminated only where the scenario's rule ends it.

    Actions: noop, forward, left, right, forward+left, forward+right; or (roll, steer) in [-1, 1], of which
    (-1, 0) drives forward and (0, -1) turns left.

    Info, at every reset and step: `target_index` (int, the prompted object, -1 where there is none), `targets_found`
    and `wrong_touches` (int, this episode); where the task has a goal `is_success` (bool, whether it is reached); and
    where the scenario leaves values to be drawn `drawn` (dict, what this episode drew, by dotted field).
    """

    metadata: dict[str, Any] = {"render_modes": ["rgb_array", "human"], "render_fps": 4}  # noqa: RUF012

    def __init__(
        self,
        scenario: Scenario | Mapping[str, Any] | str,
        overrides: Overrides = (),
        seed: int | None = None,
        render_mode: str | None = None,
        render_size: int | None = None,
        **keywords: Any,
    ) -> None:
        """Reads the scenario; the simulator starts with the first reset.

        Args:
          scenario: a name in the catalogue, a file, a mapping or a scenario.
          overrides: `{"maze.size": 11}` or `["maze.size=11"]`.
          seed: of the first `reset()` that is given none; in [0, 2**32).
          render_mode: "rgb_array" or "human".
          render_size: pixels a side of what `render` gives; by default the camera's resolution, 256 at least.
          **keywords: upstream's constructor keywords, such as `camera_resolution`.

        Raises:
          ScenarioError: the scenario, an override or a keyword is wrong; of an unknown keyword also a TypeError.
          ValueError: no such render mode, or no such size.
        """
        if render_mode not in (None, "rgb_array", "human"):
            raise ValueError(f"render_mode {render_mode!r} is unknown; use 'rgb_array' or 'human'")
        EzPickle.__init__(self, scenario, overrides, seed, render_mode, render_size, **keywords)
        self.in_use = new_lock()
        self._learn(with_keywords(load(scenario, overrides), keywords, OWN_KEYWORDS))
        self.render_size = checked_render_size((self.scenario,), render_size)
        self.render_mode = render_mode
        self.metadata = {**MemoryMazeEnv.metadata, "render_fps": self.scenario.control.frequency}
        self.action_space = action_space(self.scenario)
        self.observation_space = observation_space(self.scenario)
        self._seed = self._first_seed = checked_seed(seed)
        self._maze: MazeEnvironment | OneMaze | None = None
        self._running = False
        self._window: Window | None = None

    @property
    def dm_env(self) -> MazeEnvironment:
        """The dm_env environment behind this one: what `memory_maze.build` gives.

        Raises:
          MissingPackage: dm_env is not installed. Nothing else needs it.
        """
        # Imported late: registering and asking for spaces need no simulator.
        from memory_maze.dm import MazeEnvironment

        maze = self._opened()
        assert isinstance(maze, MazeEnvironment)
        return maze

    @property
    def moments(self) -> Moments:
        """This moment, one row, nothing hidden, written over by the next step: what policies are told.

        Raises:
          RuntimeError: before the first `reset`, or after `close`.
        """
        return self._opened().moments

    @exclusive
    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins an episode.

        Args:
          seed: starts the stream of episodes that upstream starts when constructed with it; None continues the stream.
          options: `scenario` (what `memory_maze.load` takes) and `overrides` go over to another scenario with the same
            spaces, whose episodes are drawn from the stream that there is.

        Raises:
          ScenarioError: the other scenario or an override is wrong; nothing has happened then.
          ValueError: an option is unknown, the other scenario has other spaces, or there is no such seed; likewise.
          RuntimeError: another thread is using the environment. `step`, `render`, `close` and the others say so too.
        """
        require_known_options(options, CHANGES)
        checked_seed(seed)
        for other in changed_scenarios(options, (self.scenario,), lambda scenario: scenario).values():
            self._go_over(other)
        if seed is not None:
            self._opened().restart(seed)
        if seed is None:
            seed = self._first_seed
        self._first_seed = None
        if seed is not None:
            self._np_random, self._np_random_seed = seeding.np_random(int(seed))
        observation = self._opened().begin()
        self._running = True
        self._show()
        return observation, self._info()

    @exclusive
    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Takes one control step.

        Raises:
          RuntimeError: no episode is running.
          ValueError: the action is not in the action space.
        """
        if not self._running:
            raise RuntimeError("no episode is running; call reset()")
        observation, reward, terminated, truncated = self._opened().play(action)
        self._running = not (terminated or truncated)
        self._show()
        return observation, reward, terminated, truncated, self._info()

    @exclusive
    def get_state(self) -> Snapshot:
        """This moment, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: no episode has begun.
        """
        return self._opened().get_state()

    @exclusive
    def set_state(self, snapshot: Snapshot) -> tuple[Any, dict[str, Any]]:
        """Goes back, or over, to a saved moment; what follows is the same to the last bit.

        Args:
          snapshot: from `get_state` of an environment with the same scenario, or of a member of a vector environment.

        Returns:
          Observation and info at that moment.

        Raises:
          ValueError: the snapshot is another scenario's; nothing has happened then.
        """
        observation = self._opened().set_state(snapshot)
        self._running = snapshot.running
        return observation, self._info()

    @exclusive
    def render(self) -> NDArray[np.uint8] | None:
        """uint8 [size, size, 3] in mode "rgb_array": what the agent sees, drawn at `render_size`."""
        if self.render_mode == "rgb_array":
            return self._frame()
        return None

    @exclusive
    def close(self) -> None:
        """Frees the simulator, the renderer and the window. May be called twice."""
        if self._maze is not None:
            self._maze.close()
            self._maze = None
        if self._window is not None:
            self._window.close()
            self._window = None
        self._running = False

    def _go_over(self, other: Scenario) -> None:
        """Goes over to another scenario; the random stream goes on."""
        stream = self._seed if self._maze is None else self._maze.stream
        if self._maze is not None:
            self._maze.close()
            self._maze = None
        self._running = False
        self._learn(other)
        EzPickle.__init__(self, other, (), self._seed, self.render_mode, self.render_size)
        self._opened(stream)

    def _learn(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._draws, self._has_goal = bool(scenario.draws), scenario.has_goal

    def _opened(self, seed: int | np.random.RandomState | None = None) -> MazeEnvironment | OneMaze:
        """What plays: a dm_env environment where there can be one, else the maze itself."""
        if self._maze is None:
            if is_installed("dm_env"):
                from memory_maze.builder import build

                self._maze = build(self.scenario, self._seed if seed is None else seed)
            else:
                from memory_maze.one_maze import OneMaze

                self._maze = OneMaze(self.scenario, self._seed if seed is None else seed)
        return self._maze

    def _info(self) -> dict[str, Any]:
        now = self.moments
        told: dict[str, Any] = {
            "target_index": int(now.target[0]),
            "targets_found": int(now.found[0]),
            "wrong_touches": int(now.wrong[0]),
        }
        if self._draws:
            told["drawn"] = dict(now.episode().drawn)
        if self._has_goal:
            told["is_success"] = bool(now.succeeded[0])
        return told

    def _frame(self) -> NDArray[np.uint8]:
        return self._opened().observer.picture(self.moments, self.render_size)

    def _show(self) -> None:
        if self.render_mode != "human":
            return
        if self._window is None:
            size = (self.render_size, self.render_size)
            self._window = Window(size, "Memory Maze", self.scenario.control.frequency)
        self._window.show(self._frame())
