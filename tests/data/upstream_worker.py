"""Records runs and spaces of upstream, in an interpreter that has it; `record_upstream.py` starts it.

Here `memory_maze` is the published package memory-maze 1.0.3.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("MUJOCO_GL", "egl")

import gym
import numpy as np

from memory_maze import tasks

KEYWORDS: dict[str, dict[str, Any]] = {
    "std": {},
    "6CL": {"randomize_colors": True},
    "HiFreq": {"control_freq": 40.0},
    "Oracle": {"show_path": True},
    "Top": {"top_camera": True},
    "Vis": {"good_visibility": True},
}
"""Upstream's keywords, by the variant's name."""

IMAGE_STEPS = (0, 1, 2, 5, 10, 20, 40, 80, 160, 240)
"""Control steps whose picture is kept."""


def record_run(actions, folder, name):
    """Plays one run and writes it to `{folder}/{name}.npz`, keys `ep{k}_{what}`.

    Args:
      actions: a list of int8 [n], one an episode.
      folder: where the file goes.
      name: variant, size and seed, as in `std_9x9_s0`.
    """
    variant, size, seed = name.split("_")
    make = getattr(tasks, f"memory_maze_{size}")
    environment = make(seed=int(seed[1:]), global_observables=True, **KEYWORDS[variant])
    arrays: dict[str, Any] = {"n_episodes": np.array(len(actions))}
    for number, chosen in enumerate(actions):
        for what, value in record_episode(environment, chosen).items():
            arrays[f"ep{number}_{what}"] = value
    np.savez_compressed(Path(folder) / f"{name}.npz", **arrays)


def record_episode(environment, actions):
    """One episode: its maze, n + 1 moments, and n rewards and rows of touches."""
    task, touched = environment.task, []
    time_step = environment.reset()
    maze, moments, images = maze_of(task), [moment_of(environment, time_step)], [time_step.observation["image"]]
    score = task.after_step

    def after_step(physics, random_state):
        # Scoring clears the flags.
        touched.append([target.activated for target in task._targets])
        score(physics, random_state)

    task.after_step = after_step
    for step, action in enumerate(actions, start=1):
        time_step = environment.step(int(action))
        moments.append(moment_of(environment, time_step))
        if step in IMAGE_STEPS:
            images.append(time_step.observation["image"])
    del task.after_step
    rows = {key: np.array([moment[key] for moment in moments]) for key in moments[0]}
    return {
        **maze,
        **rows,
        "rewards": rows["rewards"][1:],
        "actions": np.asarray(actions, np.int8),
        "touched": np.array(touched),
        "images": np.array(images),
        "image_steps": np.array([step for step in IMAGE_STEPS if step <= len(actions)]),
    }


def maze_of(task):
    """What an episode begins with."""
    arena = task._maze_arena
    walls = [geom for geom in arena._maze_body.find_all("geom") if geom.name.startswith("wall")]
    textures = [(mark, arena._current_wall_texture[mark].name) for mark in "0123456789"]
    return {
        "entity_layer": np.array(arena.maze.entity_layer).astype("S1"),
        "wall_tex": np.array([("*", "yellow"), *textures]),
        "walls_pos": np.array([wall.pos for wall in walls]),
        "walls_size": np.array([wall.size for wall in walls]),
        "target_rgb": np.array([target._texture.rgb1 for target in task._targets]),
        "init_activated": np.array([target.activated for target in task._targets]),
    }


def moment_of(environment, time_step):
    """The walker, the prompt and what the agent gets, without the picture."""
    data = environment.physics.data
    observation = {f"obs_{key}": np.array(value) for key, value in time_step.observation.items() if key != "image"}
    return {
        "qpos": data.qpos.copy(),
        "qvel": data.qvel.copy(),
        "target_index": environment.task._current_target_ix,
        "rewards": time_step.reward or 0.0,
        **observation,
    }


def described(space):
    """A space as plain data; null for bounds at infinity."""
    if isinstance(space, gym.spaces.Dict):
        return {key: described(box) for key, box in space.spaces.items()}
    low, high = (None if np.isinf(bound.flat[0]) else float(bound.flat[0]) for bound in (space.low, space.high))
    return {"shape": list(space.shape), "dtype": str(space.dtype), "low": low, "high": high}


def spaces():
    """The spaces of all IDs."""
    found = {}
    for name in sorted(name for name in gym.envs.registry if name.startswith("MemoryMaze-")):
        environment = gym.make(name, disable_env_checker=True)
        found[name] = {
            "observation": described(environment.observation_space),
            "action": int(environment.action_space.n),
        }
        environment.close()
    return found


def main(what, *arguments):
    if what == "spaces":
        (file,) = arguments
        Path(file).write_text(json.dumps(spaces(), indent=1, sort_keys=True) + "\n")
        return
    file, folder, name, longest = arguments
    with np.load(file) as archive:
        episodes = sum(key.startswith(f"{name}/") for key in archive.files)
        record_run([archive[f"{name}/{k}"][: int(longest)] for k in range(episodes)], folder, name)


if __name__ == "__main__":
    main(*sys.argv[1:])
