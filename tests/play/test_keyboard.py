"""Keys become actions."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.game.actions import ACTIONS
from memory_maze.play.commands import COMMANDS
from memory_maze.play.keyboard import DIRECTIONS, Keyboard


@pytest.fixture
def keyboard():
    return Keyboard(load("classic/9x9"))


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ((), "noop"),
        (("up",), "forward"),
        (("w", "up"), "forward"),
        (("a",), "left"),
        (("right",), "right"),
        (("w", "left"), "forward_left"),
        (("up", "d"), "forward_right"),
        (("left", "right"), "noop"),
        (("left", "d", "w"), "forward"),
        (("down",), "noop"),
        (("x",), "noop"),
    ],
)
def test_held_keys_are_an_action(keyboard, keys, name):
    for key in keys:
        keyboard.press(key)
    assert [ACTIONS[keyboard(None)[0]].name for _ in range(2)] == [name] * 2


def test_a_tap_between_two_steps_counts_once(keyboard):
    keyboard.press("up")
    keyboard.release("up")
    assert [keyboard(None)[0], keyboard(None)[0]] == [1, 0]


def test_a_new_episode_begins_with_no_key_down(keyboard):
    keyboard.press("up")
    keyboard.release_all()
    assert keyboard(None).tolist() == [0]


def test_continuous_control_drives_backwards_too():
    keyboard = Keyboard(load("examples/continuous"))
    keyboard.press("down")
    keyboard.press("a")
    np.testing.assert_array_equal(keyboard(None), [[1.0, -1.0]])  # type: ignore[arg-type]


def test_no_key_has_two_meanings():
    assert not COMMANDS.keys() & DIRECTIONS.keys()
