"""The interface of the old `gym`, for code that was written for upstream's wrapper."""

from __future__ import annotations

from typing import Any

from memory_maze.envs.spaces import action_space, observation_space
from memory_maze.task.environment import Environment


class OldGymEnv:
    """Makes a dm_env environment behave as upstream's `GymWrapper` did.

    `reset()` returns the observation alone and `step(action)` a 4-tuple: observation, reward, done, info. At the time
    limit `done` is true and `info` says `TimeLimit.truncated`, else it is empty. The spaces are Gymnasium's.

    Example:
      env = OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, image_only_obs=True))
    """

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012
    reward_range = (-float("inf"), float("inf"))
    spec = None

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.action_space = action_space(env.task.scenario)
        self.observation_space = observation_space(env.task.scenario)

    @property
    def unwrapped(self) -> OldGymEnv:
        """This environment itself."""
        return self

    def seed(self, seed: int | None = None) -> list[int | None]:
        """Has the next `reset` begin the stream of episodes of a seed in [0, 2**32)."""
        self.env.restart(seed)
        return [seed]

    def reset(self) -> Any:
        """Begins an episode and returns its first observation."""
        return self.env.reset().observation

    def step(self, action: Any) -> tuple[Any, float, bool, dict[str, Any]]:
        """Takes one control step.

        Raises:
          RuntimeError: the episode is over, or none has begun.
        """
        time_step = self.env.step(action)
        if time_step.first():
            raise RuntimeError("no episode is running; call reset()")
        done = time_step.last()
        info = {"TimeLimit.truncated": True} if done else {}
        return time_step.observation, float(time_step.reward), done, info

    def close(self) -> None:
        """Frees the simulator and the renderer."""
        self.env.close()
