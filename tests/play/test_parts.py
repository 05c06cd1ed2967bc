"""The parts of the window: places, clock, gamepad, sounds and words."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.envs.screen import Event
from memory_maze.play import Score, mean_line, pace, sounds
from memory_maze.play.gamepad import Gamepad
from memory_maze.play.layout import arranged
from memory_maze.play.pace import Pace
from memory_maze.play.pictures import Pictures, between
from memory_maze.play.sounds import FIND, Sounds, wave
from memory_maze.play.words import Aim, aim_of, begin_card

UNTOLD = "nothing tells which object is next"

FORGOTTEN = "its colour is not shown any more: remember"

SIZES = [(512, 616), (256, 308), (300, 900), (1920, 1080), (3840, 2160), (60, 60)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keeps_clear", [False, True])
def test_everything_has_its_place_in_any_window(size, keeps_clear):
    layout = arranged(size, True, keeps_clear)
    picture, chart = layout.picture, layout.map
    assert chart is not None
    assert picture.left >= 0
    assert picture.top >= 0
    assert picture.left + picture.side <= size[0]
    assert picture.top + picture.side <= layout.panel <= size[1]
    assert chart.left + chart.side <= size[0]
    assert chart.top + chart.side <= layout.panel
    assert not (keeps_clear and layout.covers)


def test_a_map_lies_beside_the_picture_where_there_is_room():
    assert arranged((512, 616), True, False).covers
    assert not arranged((1920, 1080), True, False).covers
    assert arranged((512, 616), True, False).picture.side == 512
    assert arranged((512, 616), False, True).map is None


@pytest.fixture
def clock(monkeypatch):
    """The time, which stands until it is set on."""
    now = [100.0]
    monkeypatch.setattr(pace.time, "perf_counter", lambda: now[0])
    return now


def test_steps_are_due_at_a_steady_rate(clock):
    own = Pace(4.0, stepwise=False)
    assert not own.takes_step()
    own.go("running", at_once=True)
    assert own.takes_step()
    assert not own.takes_step()
    clock[0] += 0.125
    assert own.share() == pytest.approx(0.5)
    clock[0] += 0.125
    assert own.takes_step()
    clock[0] += 60.0
    assert [own.takes_step() for _ in range(3)] == [True, True, False]


def test_speed_is_doubled_and_halved_within_bounds(clock):
    own = Pace(4.0, stepwise=False)
    own.change_speed(1)
    assert own.step_seconds == pytest.approx(1 / 8)
    own.hurries = True
    assert own.step_seconds == pytest.approx(1 / 32)
    for _ in range(20):
        own.change_speed(-1)
    own.hurries = False
    assert own.speed == pace.SPEEDS[0]


def test_steps_that_are_asked_for_are_taken_one_by_one(clock):
    own = Pace(4.0, stepwise=True)
    own.go("running", at_once=True)
    clock[0] += 9.0
    assert not own.takes_step()
    own.press()
    own.press()
    assert [own.takes_step() for _ in range(3)] == [True, True, False]
    assert own.share() == 1.0


def test_a_stick_presses_keys_and_lets_them_go():
    pad = Gamepad()
    moves = [(0, -1.0), (0, -0.9), (0, 0.8), (1, 0.2), (1, 1.0), (0, 0.0), (5, 1.0)]
    assert [event for move in moves for event in pad.axis(*move)] == [
        *(Event("press", "left"), Event("release", "left"), Event("press", "right")),
        *(Event("press", "down"), Event("release", "right")),
    ]
    assert [*pad.cross(0, 1), *pad.cross(0, 0)] == [Event("press", "up"), Event("release", "up")]
    assert [*pad.button(7, True), *pad.button(99, True)] == [Event("press", "return")]


def test_tones_begin_and_end_quietly():
    samples = wave(FIND)
    assert samples.dtype == np.int16
    assert samples.shape[1] == 2
    assert abs(int(samples[0, 0])) < 10
    assert abs(int(samples[-1, 0])) < 2000
    assert 5000 < abs(samples).max() < 10000


def test_sounds_need_no_device(monkeypatch):
    asked = []

    def none():
        asked.append(1)
        raise OSError("no audio device")

    monkeypatch.setattr(sounds, "_opened", none)
    quiet, loud = Sounds(False), Sounds(True)
    quiet.play(FIND)
    assert asked == []
    loud.play(FIND)
    loud.play(FIND)
    assert asked == [1]
    loud.close()


def test_sounds_are_played_where_there_is_a_device(monkeypatch):
    pytest.importorskip("pygame")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    loud = Sounds(True)
    loud.play(FIND)
    assert loud._mixer.get_busy()
    loud.close()
    loud.close()


@pytest.mark.parametrize(
    ("overrides", "step", "aim"),
    [
        ({}, 0, Aim("find the blue object", (44, 160, 255))),
        ({"task.first_prompt_after": 8}, 0, Aim("look around", None, "touches count in 2 s")),
        (
            {"observation.prompt_steps": 1},
            1,
            Aim("find the object", None, "its colour is not shown any more: remember"),
        ),
        ({"task.prompts": "none"}, 0, Aim("find any object")),
        (
            {"observation": {"form": "dict", "keys": ["image"], "prompt": "none"}},
            0,
            Aim("find what is rewarded", None, UNTOLD),
        ),
    ],
)
def test_a_person_is_told_what_the_agent_is_told(overrides, step, aim):
    scenario = load("classic/9x9", overrides)
    now = list(rollout(scenario, "noop", 0, step))[-1]
    found = aim_of(scenario, now)
    assert (found.words, found.remark) == (aim.words, aim.remark)
    assert (found.swatch is None) == (aim.swatch is None)


def test_the_beginning_says_how_it_is_played():
    assert "each press of an arrow is one action" in begin_card(load("classic/9x9"), True).lines


def test_the_mean_is_of_whole_episodes():
    scores = [Score(0, 10, 2.0, True), Score(1, 10, 4.0, True), Score(2, 3, 9.0, False)]
    assert mean_line(scores) == "2 whole episodes: mean return 3.00 ± 1.00"
    assert mean_line(scores[1:]) == ""


def test_the_walker_glides_and_nothing_else_does():
    scenario = load("classic/9x9")
    before, now = list(rollout(scenario, "forward", 0, 1))
    middle = between(before, now, 0.5)
    assert middle.positions == pytest.approx((before.positions + now.positions) / 2)
    assert middle.steps[0] == 0
    assert between(before, now, 1.0) is now


def test_a_picture_of_any_size_is_drawn():
    scenario = load("classic/9x9")
    (now,) = rollout(scenario, "noop", 0, 0)
    pictures = Pictures(scenario)
    pictures.follow(now)
    assert [pictures.view(now, side).size for side in (7, 300, 1500)] == [(7, 7), (300, 300), (1500, 1500)]
    assert pictures.pixels(now, 100).size == (100, 100)
    assert max(pictures.map(now, 90).size) == 90
    pictures.close()
    pictures.close()
