"""Windows of render mode "human": each on its own, and none of them can end a run."""

import os
import time

import numpy as np
import pytest

import memory_maze
from memory_maze.envs.old_gym import OldGymEnv
from memory_maze.envs.screen import Screen, WindowUnavailable
from memory_maze.envs.window import Window

pytest.importorskip("pygame")

FAST = {"control.frequency": 40}


def seen(seed=0):
    environment = memory_maze.make("classic/9x9", FAST, render_mode="human")
    environment.reset(seed=seed)
    return environment


def process_of(environment):
    return environment.unwrapped._window._process


def test_closing_one_leaves_the_others():
    first, second = seen(), seen(1)
    second.close()
    first.step(1)
    assert process_of(first).poll() is None
    first.close()


def test_ending_pygame_elsewhere_changes_nothing():
    import pygame

    environment = seen()
    pygame.init()
    pygame.quit()
    environment.step(1)
    assert process_of(environment).poll() is None
    environment.close()


def test_a_window_that_is_lost_does_not_end_the_run():
    environment = seen()
    process = process_of(environment)
    process.kill()
    process.wait()
    with pytest.warns(UserWarning, match="the window was closed"):
        environment.step(1)
    environment.step(1)
    environment.close()


def test_its_owner_can_close_it_while_the_agent_thinks():
    """SDL takes the signal for a click on the cross. Nobody steps meanwhile."""
    environment = seen()
    process = process_of(environment)
    process.terminate()
    assert process.wait(20) in (0, -15)
    environment.close()


def test_closing_ends_the_process():
    environment = seen()
    process = process_of(environment)
    environment.close()
    assert process.poll() == 0
    environment.close()


def test_frames_come_at_a_steady_rate():
    window = Window((64, 64), "a test", 20.0)
    frame = np.zeros((64, 64, 3), np.uint8)
    window.show(frame)
    begin = time.perf_counter()
    for _ in range(10):
        window.show(frame)
    assert time.perf_counter() - begin >= 0.45
    window.close()


def test_without_a_display_it_says_so_once(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.warns(UserWarning, match="render_mode 'human' shows nothing: no window can be opened"):
        environment = seen()
    environment.step(1)
    environment.close()


def test_the_old_interface_has_one_too():
    environment = OldGymEnv(memory_maze.build("classic/9x9", overrides=FAST))
    environment.reset()
    assert environment.render() is None
    assert environment._window is not None
    process = environment._window._process
    assert process is not None
    assert process.poll() is None
    environment.close()
    assert process.poll() == 0


def test_a_screen_whose_pygame_was_ended_says_so():
    import pygame

    screen = Screen(64, 64, "a test")
    pygame.quit()
    with pytest.raises(WindowUnavailable, match="has ended pygame"):
        screen.show(np.zeros((64, 64, 3), np.uint8))
    with pytest.raises(WindowUnavailable, match="has ended pygame"):
        list(screen.events())
    screen.close()
    assert os.environ["SDL_VIDEODRIVER"] == "dummy"
