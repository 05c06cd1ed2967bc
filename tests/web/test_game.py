"""A game in a thread: the exact environment, the same episodes, and an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from memory_maze.agents.rollouts import rollout
from memory_maze.scenario import Scenario, load, load_text
from memory_maze.web.charts import position
from memory_maze.web.game import LARGE, PIXELS, Game, Settings
from memory_maze.web.pace import Pace
from memory_maze.web.rounds import Round, between
from tests.web.conftest import SCENARIO

PATIENCE = 60.0


class Told:
    """What a game tells."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.pictures: list[bytes] = []

    def __call__(self, what: dict[str, Any] | bytes) -> None:
        if isinstance(what, bytes):
            self.pictures.append(what)
        else:
            self.events.append(what)

    def until(self, is_so: Callable[[], Any]) -> Any:
        end = time.monotonic() + PATIENCE
        while not (found := is_so()):
            assert time.monotonic() < end, self.events[-3:]
            time.sleep(0.01)
        return found

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]

    def waits_for(self, kind: str, **wanted: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.until(
            lambda: next(
                (one for one in self.of(kind) if all(one[key] == value for key, value in wanted.items())), None
            )
        )
        return found


@pytest.fixture
def play() -> Any:
    games = []

    def begun(scenario: Scenario, driver: str | None = None, **settings: Any) -> tuple[Game, Told]:
        told = Told()
        game = Game(Settings(scenario, "it", driver=driver, drivers=("forward", "noop"), **settings), told)
        games.append(game)
        return game, told

    yield begun
    for game in games:
        game.close(PATIENCE)
        assert game.is_over


def test_a_policy_has_the_episode_that_it_has_everywhere(play: Any) -> None:
    scenario = load("classic/9x9", ["episode.seconds=5"])
    game, told = play(scenario, "forward", seed=3)
    game.tell({"do": "speed", "speed": 8.0})
    told.waits_for("end")
    expected = [position(now).round(4).tolist() for now in rollout(scenario, "forward", 3, 20)]
    moments = {one["step"]: [one["x"], one["y"]] for one in told.of("moment")}
    assert [moments[step] for step in range(21)] == expected


def test_the_clock_waits_for_the_first_key_and_keys_drive_to_a_find(play: Any) -> None:
    game, told = play(load_text(SCENARIO))
    told.waits_for("state", phase="ready")
    told.until(lambda: told.pictures)
    assert [one["step"] for one in told.of("moment")] == [0]
    game.tell({"do": "speed", "speed": 8.0})
    game.tell({"do": "keys", "held": ["up"]})
    told.waits_for("end")
    last = told.of("moment")[-1]
    assert (last["total"], last["found"], last["succeeded"], last["over"]) == (1.0, 1, True, True)
    assert told.waits_for("state", phase="over")


def test_pause_stops_and_next_goes_on_to_the_next_seed(play: Any) -> None:
    game, told = play(load("classic/9x9"), "noop")
    told.waits_for("moment", step=1)
    game.tell({"do": "pause"})
    told.waits_for("state", phase="paused")
    steps = len(told.of("moment"))
    time.sleep(0.6)
    assert len(told.of("moment")) == steps
    game.tell({"do": "next"})
    told.waits_for("episode", seed=1)
    game.tell({"do": "seed", "seed": 77})
    told.waits_for("episode", seed=77)


def test_step_by_step_each_key_is_a_step(play: Any) -> None:
    game, told = play(load("classic/9x9"))
    game.tell({"do": "stepping", "on": True})
    told.waits_for("state", stepping=True)
    for _ in range(3):
        game.tell({"do": "keys", "held": ["up"]})
        game.tell({"do": "keys", "held": []})
    told.waits_for("moment", step=3)
    time.sleep(0.4)
    assert told.of("moment")[-1]["step"] == 3


def test_the_agent_s_pixels_are_exact_and_the_large_picture_is_a_jpeg(play: Any) -> None:
    scenario = load("classic/9x9")
    game, told = play(scenario)
    told.until(lambda: told.pictures)
    assert told.pictures[0][:3] == LARGE + b"\xff\xd8"
    game.tell({"do": "view", "large": False})
    told.until(lambda: told.pictures[-1][:1] == PIXELS)
    same = Round(scenario)
    same.begin(0)
    shown = np.frombuffer(told.pictures[-1][1:], np.uint8).reshape(64, 64, 3)
    np.testing.assert_array_equal(shown, same.pixels())
    same.close()


def test_the_shortest_way_leads_to_what_is_prompted(play: Any) -> None:
    game, told = play(load_text(SCENARIO))
    game.tell({"do": "way", "on": True})
    told.waits_for("state", way=True)
    way = told.of("moment")[-1]["way"]
    assert way == [[0.5, 0.5], [1.5, 0.5], [2.5, 0.5], [3.5, 0.5], [4.5, 0.5]]


def test_messages_that_mean_nothing_change_nothing(play: Any) -> None:
    game, told = play(load("classic/9x9"))
    told.waits_for("state", phase="ready")
    for message in (
        *({"do": "nonsense"}, {}, {"do": "speed", "speed": 1000}, {"do": "seed", "seed": "x"}, {"do": "keys"}),
        *({"do": "driver", "driver": "os:system"}, {"do": "view", "large": True, "side": 10**6}, {"do": ["x"]}),
    ):
        game.tell(message)
    game.tell({"do": "again"})
    told.until(lambda: len(told.of("episode")) == 2)
    assert told.of("error") == []
    assert told.of("state")[-1]["driver"] is None


def test_a_scenario_that_has_no_maze_says_so(play: Any) -> None:
    # Six rooms of nine cells or more seldom find room.
    rooms = {"min_side": 9, "max_side": 33, "max": 9}
    _, told = play(load("classic/9x9", {"maze": {"size": 33, "rooms": rooms}, "objects": {"count": 6}}))
    assert "none of 200 mazes" in told.waits_for("error")["error"]


def test_between_two_moments_the_walker_is_on_its_way() -> None:
    run = Round(load("classic/9x9"))
    run.begin(0)
    run.step(np.array([1]))
    run.step(np.array([1]))
    middle = between(run.before, run.now, 0.5, 0.25).positions[0, :2]
    ends = np.sort([run.before.positions[0, :2], run.now.positions[0, :2]], axis=0)
    assert ((ends[0] <= middle) & (middle <= ends[1])).all()
    assert between(run.before, run.now, 1.0, 0.25) is run.now
    np.testing.assert_array_equal(between(run.before, run.now, 0.0, 0.25).positions, run.before.positions)
    run.close()


def test_a_late_game_does_not_run_after_the_clock() -> None:
    pace = Pace(frequency=1000.0, frames=10.0)
    pace.go("running", at_once=True)
    time.sleep(0.2)
    taken = 0
    while pace.takes_step():
        taken += 1
        assert taken < 100
    assert taken <= 3
