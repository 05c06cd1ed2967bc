"""Steps another package's world with random actions in this process and prints a JSON object; run by `batch.py`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time

import numpy as np

SIZE = 64


def vizdoom(scale):
    """My Way Home, a maze in first person; 160x120 is the smallest picture. Four tics an action, as is usual."""
    import vizdoom

    game = vizdoom.DoomGame()
    game.load_config(f"{vizdoom.scenarios_path}/my_way_home.cfg")
    game.set_screen_resolution(vizdoom.ScreenResolution.RES_160X120)
    game.set_screen_format(vizdoom.ScreenFormat.RGB24)
    game.set_window_visible(False)
    game.set_mode(vizdoom.Mode.PLAYER)
    game.init()
    actions = np.eye(game.get_available_buttons_size(), dtype=int).tolist()
    # The nearest pixel of each of 64x64.
    rows, columns = (np.arange(SIZE) * side // SIZE for side in (120, 160))

    def step(stream):
        game.make_action(actions[stream.randint(len(actions))], 4)
        if game.is_episode_finished():
            game.new_episode()
        image = game.get_state().screen_buffer
        return image[rows[:, None], columns] if scale else image

    return step


def miniworld(name):
    import gymnasium
    import pyglet

    pyglet.options["headless"] = True
    import miniworld  # noqa: F401

    env = gymnasium.make(f"MiniWorld-{name}-v0", obs_width=SIZE, obs_height=SIZE).unwrapped
    env.reset(seed=0)

    def step(stream):
        image, _, terminated, truncated, _ = env.step(stream.randint(env.action_space.n))
        if terminated or truncated:
            env.reset()
        return image

    return step


MAKERS = {
    "vizdoom": lambda: vizdoom(scale=False),
    "vizdoom-64": lambda: vizdoom(scale=True),
    "miniworld-fourrooms": lambda: miniworld("FourRooms"),
    "miniworld-maze": lambda: miniworld("MazeS3"),
}


def main(name, seconds):
    step, stream = MAKERS[name](), np.random.RandomState(0)
    for _ in range(20):
        image = step(stream)
    steps, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        step(stream)
        steps += 1
    print(json.dumps({"steps_per_s": steps / (time.perf_counter() - started), "shape": image.shape}))


if __name__ == "__main__":
    # ViZDoom writes its settings into the working directory.
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        main(sys.argv[1], float(sys.argv[2]))
