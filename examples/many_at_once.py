"""Several mazes side by side, each in a process of its own, as most training code wants them."""

import gymnasium
import numpy as np

SECONDS_KEPT = 20


def main() -> None:
    """Steps four mazes with random actions."""
    # The part before the colon is imported first, in every process.
    envs = gymnasium.make_vec(
        "memory_maze:MemoryMaze/Scenario-v0",
        num_envs=4,
        vectorization_mode="async",
        scenario="classic/11x11",
        overrides=[f"episode.seconds={SECONDS_KEPT}", "camera.resolution=84"],
    )
    images, _ = envs.reset(seed=7)  # the mazes get the seeds 7, 8, 9 and 10
    print("a batch of pictures:", images.shape, images.dtype)

    envs.action_space.seed(7)
    found = np.zeros(4)
    for _ in range(SECONDS_KEPT * 4):
        images, rewards, _, _, _ = envs.step(envs.action_space.sample())
        found += rewards
    print("objects found in each:", found.tolist())
    envs.close()


# Processes may be started by importing this file again, which must not start others.
if __name__ == "__main__":
    main()
