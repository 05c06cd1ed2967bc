"""Mazes in parts that are stepped in the background, so that a learner and the mazes work at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from memory_maze.envs import vector_checks as checks
from memory_maze.envs.vector import AnyScenario, MazeVectorEnv


class Received(NamedTuple):
    """What a part of the mazes gives after a reset (rewards are 0 then) or a step."""

    members: slice
    """Which of all mazes these are."""
    observation: Any
    rewards: NDArray[np.float64]
    terminations: NDArray[np.bool_]
    truncations: NDArray[np.bool_]
    info: dict[str, Any]


class MazePipeline:
    """A batch of mazes in parts. While one part is stepped by all cores, the caller chooses actions for another.

    Maze i behaves as maze i of a `MazeVectorEnv` with the same seed.

    Example:
      mazes = MazePipeline("classic/9x9", num_envs=64)
      mazes.reset(seed=0)
      while training:
          part = mazes.recv()
          mazes.send(policy(part.observation))
    """

    def __init__(
        self,
        scenario: AnyScenario | Sequence[AnyScenario],
        num_envs: int,
        parts: int = 2,
        *,
        seed: int | Sequence[int | None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Reads the scenarios.

        Args:
          scenario: as `MazeVectorEnv` takes it.
          num_envs: mazes in all.
          parts: of equal size.
          seed: of the first `reset()` that is given none, as for `MazeVectorEnv`.
          **kwargs: of `MazeVectorEnv`.

        Raises:
          ScenarioError: a scenario is wrong.
          ValueError: the parts are not equal, or another argument is wrong.
        """
        chosen = checks.spread(scenario, num_envs)
        if isinstance(parts, bool) or not isinstance(parts, int | np.integer) or parts < 1 or len(chosen) % parts:
            raise ValueError(f"{len(chosen)} mazes cannot be divided into {parts!r} equal parts")
        if checks.autoreset(kwargs.get("autoreset_mode", AutoresetMode.NEXT_STEP)) is AutoresetMode.DISABLED:
            raise ValueError("a pipeline cannot wait for resets; use autoreset_mode 'NextStep' or 'SameStep'")
        size = len(chosen) // parts
        self._members = [slice(size * k, size * (k + 1)) for k in range(parts)]
        self.num_envs = len(chosen)
        seeds = checks.seeds(seed, self.num_envs)
        self.parts = [MazeVectorEnv(chosen[rows], seed=seeds[rows], **kwargs) for rows in self._members]
        """The vector environments."""
        checks.require_equal_spaces([scenario for part in self.parts for scenario in part.scenarios])
        self.single_action_space = self.parts[0].single_action_space
        self.single_observation_space = self.parts[0].single_observation_space
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="memory-maze-stepping")
        self._under_way: deque[tuple[int, Future[Received]]] = deque()
        self._in_hand: deque[int] = deque()
        self._closed = False

    def reset(self, seed: int | Sequence[int | None] | None = None) -> None:
        """Begins episodes in all parts; `recv` gives the first observations. What was under way is dropped.

        Args:
          seed: maze i gets seed + i, or its own of a list; None continues all streams.

        Raises:
          ValueError: a seed is wrong.
          RuntimeError: after `close`.
        """
        self._require_open()
        seeds = None if seed is None else checks.seeds(seed, self.num_envs)
        self._drop()
        for number, members in enumerate(self._members):
            self._start(number, self._reset, number, None if seeds is None else seeds[members])

    def recv(self) -> Received:
        """Waits for the part that was sent first.

        Raises:
          RuntimeError: after `close`, or when nothing is under way: call `reset`, or `send` for what was received.
        """
        self._require_open()
        if not self._under_way:
            raise RuntimeError("nothing is under way; call reset(), or send() for the part received last")
        number, future = self._under_way.popleft()
        self._in_hand.append(number)
        return future.result()

    def send(self, actions: Any) -> None:
        """Has the part that was received first, of those that wait for actions, take a control step in the background.

        Args:
          actions: of its mazes, as `MazeVectorEnv.step` takes them; read before this returns.

        Raises:
          ValueError: an action is wrong; nothing has happened then, send again.
          RuntimeError: after `close`, or when no part waits for actions.
        """
        self._require_open()
        if not self._in_hand:
            raise RuntimeError("no part waits for actions; call recv() first")
        number = self._in_hand[0]
        part = self.parts[number]
        checks.controls(actions, part.scenarios[0], part.num_envs, self._members[number].start)
        self._in_hand.popleft()
        self._start(number, self._step, number, np.array(actions))

    def close(self) -> None:
        """Waits for what is under way and frees all parts. May be called twice."""
        self._drop()
        self._worker.shutdown()
        for part in self.parts:
            part.close()
        self._closed = True

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(
            "a pipeline steps in the background, so it cannot be copied or pickled; copy its `parts` while none is "
            "under way, or hand on their get_state()"
        )

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the mazes are closed; make new ones")

    def _start(self, number: int, work: Any, *args: Any) -> None:
        self._under_way.append((number, self._worker.submit(work, *args)))

    def _drop(self) -> None:
        for _, future in self._under_way:
            future.exception()
        self._under_way.clear()
        self._in_hand.clear()

    def _reset(self, number: int, seeds: Sequence[int | None] | None) -> Received:
        part = self.parts[number]
        observation, info = part.reset(seed=seeds)
        nothing = np.zeros(part.num_envs, np.bool_)
        return Received(self._members[number], observation, np.zeros(part.num_envs), nothing, nothing.copy(), info)

    def _step(self, number: int, actions: Any) -> Received:
        return Received(self._members[number], *self.parts[number].step(actions))
