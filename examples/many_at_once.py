"""Many mazes in one process, stepped and drawn together by all cores, as training code wants them."""

import numpy as np

import memory_maze

MAZES = 32
STEPS = 80


def main() -> None:
    """Steps the mazes with random actions; every other one is larger."""
    envs = memory_maze.make_vec(["classic/9x9", "classic/15x15"], num_envs=MAZES, copy=False)
    images, _ = envs.reset(seed=7)  # the mazes get the seeds 7, 8, 9 and so on
    print("a batch of pictures:", images.shape, images.dtype)

    envs.action_space.seed(7)
    found = np.zeros(MAZES)
    for _ in range(STEPS):
        images, rewards, _, _, _ = envs.step(envs.action_space.sample())
        found += rewards
    print("objects found in each:", found.tolist())
    envs.close()


if __name__ == "__main__":
    main()
