"""One episode through Gymnasium: the smallest program that uses a Memory Maze."""

import gymnasium

import memory_maze  # noqa: F401 - registers the environments

env = gymnasium.make("MemoryMaze-9x9-v0")

# The same seed gives the same mazes, objects and prompts every time.
observation, info = env.reset(seed=0)
print("the agent sees", observation.shape, observation.dtype)

env.action_space.seed(0)
score, steps, done = 0.0, 0, False
while not done:
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    score += float(reward)
    steps += 1
    done = terminated or truncated  # of the benchmark only truncated: the time limit alone ends its episodes
print(f"{steps} steps, {score:g} objects found")

env.close()
