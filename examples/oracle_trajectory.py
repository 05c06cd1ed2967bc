"""The oracle through the dm_control door, its observations and actions kept as arrays. Writes out/oracle.npz.

A policy is anything that turns moments, in which nothing is hidden, into actions, one a maze: write your own like it.
"""

from pathlib import Path
from typing import Any

import numpy as np

import memory_maze
from memory_maze.agents import make_policy

scenario = memory_maze.load("classic/9x9-ExtraObs")
env = memory_maze.build(scenario, seed=0)
policy = make_policy("oracle", scenario)

time_step = env.reset()
observations, actions, rewards = [time_step.observation], [], []
for _ in range(200):
    action = policy(env.moments)[0]
    time_step = env.step(action)
    observations.append(time_step.observation)
    actions.append(action)
    rewards.append(time_step.reward)

arrays: dict[str, Any] = {key: np.stack([observation[key] for observation in observations]) for key in observations[0]}
file = Path("out/oracle.npz")
file.parent.mkdir(exist_ok=True)
np.savez_compressed(file, action=np.array(actions), reward=np.array(rewards), **arrays)
print(f"wrote {file}: {len(actions)} steps, {sum(rewards):g} objects found")
for key, array in arrays.items():
    print(f"  {key:12} {array.dtype} {array.shape}")

env.close()
