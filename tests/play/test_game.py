"""Episodes in a window."""

import threading
import time

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import AgentError, UnknownPolicyError
from memory_maze.agents.players import Player, player_of
from memory_maze.agents.rollouts import rollout
from memory_maze.envs import screen as screens
from memory_maze.envs.screen import Event, Screen, WindowUnavailable
from memory_maze.pictures import PictureError
from memory_maze.pictures.film import FilmCamera
from memory_maze.play import Options, Score, game, play
from memory_maze.play.panel import FOUND, HEIGHT, with_panel

SIDE = 128

AT_ONCE = 1e9
"""Control steps a second: one each time the keyboard is looked at."""


class Hands:
    """A window that nobody sees, and a person who does what a list says, each time the keyboard is looked at."""

    def __init__(self, doings):
        self.doings = [*doings]
        self.frames = []
        self.closed = False

    def __call__(self, width, height, title):
        assert (width, height) == (SIDE, SIDE + HEIGHT)
        return self

    def blank(self):
        return np.zeros((SIDE + HEIGHT, SIDE, 3), np.uint8)

    def show(self, frame):
        assert frame.shape == (SIDE + HEIGHT, SIDE, 3)
        self.frames.append(frame)

    def wait(self, times_a_second):
        pass

    def events(self):
        doing = self.doings.pop(0) if self.doings else "q"
        if doing == "interrupt":
            raise KeyboardInterrupt
        return [Event("close") if key == "close" else Event("press", key) for key in doing.split()]

    def close(self):
        self.closed = True


@pytest.fixture
def short():
    return load("classic/9x9", {"episode.steps": 12, "episode.seconds": None})


def played(monkeypatch, scenario, doings, rate=AT_ONCE, **options):
    hands = Hands(doings)
    scores: list[Score] = []
    monkeypatch.setattr(game, "Screen", hands)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "PATIENCE", 600.0)
    try:
        scores.extend(play(scenario, Options(side=SIDE, rate=rate, **options)))
    finally:
        assert hands.closed
    return scores, hands


def pictures(scenario, moments):
    camera = FilmCamera(scenario, SIDE)
    return [camera.frame(moment, 0.0) for moment in moments]


def test_keys_drive_as_actions_do(monkeypatch, short):
    scores, hands = played(monkeypatch, short, ["up"] + [""] * 5 + ["q"], seed=3)
    assert scores == [Score(3, 6, 0.0, False)]
    expected = pictures(short, rollout(short, "forward", 3, 6))
    shown = [frame[:SIDE] for frame in hands.frames[1:]]
    assert all((one == other).all() for one, other in zip(shown, expected, strict=True))


def test_the_policy_plays_to_the_end_and_waits(monkeypatch, short):
    doings = [""] * 15 + ["n"] + [""] * 3 + ["r", "", "close"]
    scores, _ = played(monkeypatch, short, doings, policy="oracle", seed=1)
    assert [(score.seed, score.steps, score.whole) for score in scores] == [(1, 12, True), (2, 3, False), (2, 1, False)]
    assert scores[0].total == [float(now.total[0]) for now in rollout(short, "oracle", 1, 12)][-1]


def test_the_policy_takes_over_and_gives_back(monkeypatch, short):
    asked = []

    def forward(now):
        asked.append(now)
        return np.array([1])

    monkeypatch.setattr(game, "make_player", lambda *_: player_of(forward))
    played(monkeypatch, short, ["", "", "o", "", "", "o", "", "q"])
    assert len(asked) == 3


def test_a_pause_lasts_until_it_is_ended(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["", "p", "", "", "", "space", "", "q"])
    assert scores[0].steps == 3


def test_keys_that_come_together_all_count(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["", "", "n p", "", "p", "", "r o", "m m q"])
    assert [(score.seed, score.steps) for score in scores] == [(0, 2), (1, 2)]


def test_keys_do_not_wait_for_slow_steps(monkeypatch, short):
    scores, hands = played(monkeypatch, short, ["m", "m", "p", "n", "q"], rate=1e-6)
    assert scores == []
    assert (hands.frames[1] != hands.frames[2]).any()


def test_a_map_comes_and_goes(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["p", "m", "m", "q"])
    paused, mapped, plain = hands.frames[2:5]
    assert (paused == plain).all()
    assert (paused != mapped).any()


def test_nothing_is_drawn_while_nothing_changes(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["p"] + [""] * 50 + ["q"])
    assert len(hands.frames) == 3


def test_an_interrupt_tells_the_score_first(monkeypatch, short):
    scores: list[Score] = []
    hands = Hands(["", "", "interrupt"])
    monkeypatch.setattr(game, "Screen", hands)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "PATIENCE", 600.0)
    with pytest.raises(KeyboardInterrupt):
        scores.extend(score for score in play(short, Options(side=SIDE, rate=AT_ONCE)))
    episodes = play(short, Options(side=SIDE, rate=AT_ONCE))
    hands.doings = ["", "", "interrupt"]
    assert next(episodes).steps == 2
    with pytest.raises(KeyboardInterrupt):
        next(episodes)


def test_the_last_seed_has_no_next(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["", "n", "", "q"], seed=2**32 - 1)
    assert [score.seed for score in scores] == [2**32 - 1] * 2


def test_a_window_is_no_larger_than_the_screen(monkeypatch, short):
    sizes = []
    monkeypatch.setattr(game, "desktop_size", lambda: (800, 600))

    def window(width, height, title):
        sizes.append((width, height))
        return Hands([])

    monkeypatch.setattr(game, "Screen", window)
    play(short, Options(side=1024))
    assert sizes == [(464, 464 + HEIGHT)]


@pytest.mark.parametrize(
    ("options", "error"), [({"policy": "orcale"}, UnknownPolicyError), ({"side": 2000}, PictureError)]
)
def test_what_cannot_be_played_is_refused_before_a_window_opens(monkeypatch, short, options, error):
    monkeypatch.setattr(game, "Screen", lambda *_: pytest.fail("a window was opened"))
    with pytest.raises(error):
        play(short, Options(**options))


def test_the_window_answers_while_a_policy_plans(monkeypatch, short):
    planned = threading.Event()
    monkeypatch.setattr(
        game, "make_player", lambda *_: Player(False, lambda sight: np.array([planned.wait(600) and 0]))
    )
    monkeypatch.setattr(game, "Screen", hands := Hands([]))
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "WAITS", 1000.0)
    statuses = []
    monkeypatch.setattr(game.View, "show", lambda self, moment, status, other, found: statuses.append(status))

    def events():
        waits = [status for status in statuses if "oracle is planning ..." in status]
        if len(waits) == 3:
            planned.set()
        if any("step 1 of 12" in status for status in statuses):
            return [Event("press", "q")]
        return []

    monkeypatch.setattr(hands, "events", events)
    scores = list(play(short, Options(policy="oracle", side=SIDE, rate=AT_ONCE)))
    assert [(score.steps, score.whole) for score in scores] == [(1, False)]


def test_who_leaves_does_not_wait_for_a_plan(monkeypatch, short):
    never = threading.Event()
    monkeypatch.setattr(game, "make_player", lambda *_: Player(False, lambda sight: np.array([never.wait(600)])))
    monkeypatch.setattr(game, "PATIENCE", 0.01)
    monkeypatch.setattr(game, "Screen", hands := Hands([]))
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    begin = time.perf_counter()
    seen = []
    monkeypatch.setattr(game.View, "show", lambda self, moment, status, other, found: seen.append(status))

    def events():
        return [Event("press", "q")] if any("planning" in status for status in seen) else []

    monkeypatch.setattr(hands, "events", events)
    assert list(play(short, Options(policy="oracle", side=SIDE, rate=AT_ONCE))) == []
    assert time.perf_counter() - begin < 60
    assert hands.closed
    never.set()


def test_what_a_policy_raises_ends_the_game(monkeypatch, short):
    def fail(sight):
        raise AgentError("x failed")

    monkeypatch.setattr(game, "make_player", lambda *_: Player(False, fail))
    with pytest.raises(AgentError, match="x failed"):
        played(monkeypatch, short, [""] * 5, policy="oracle")


def test_the_panel_tells_of_a_find_by_its_colour():
    frame = with_panel(np.zeros((64, 64, 3), np.uint8), "return 1", ("", ""), True)
    assert tuple(frame[-1, -1]) == FOUND


def test_a_window_of_pygame_tells_keys():
    pygame = pytest.importorskip("pygame")
    screen = Screen(64, 64, "a test")
    assert screen.blank().shape == (64, 64, 3)
    list(screen.events())
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_UP))
    pygame.event.post(pygame.event.Event(pygame.KEYUP, key=pygame.K_w))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert [event for event in screen.events() if event.key or event.kind == "close"] == [
        Event("press", "up"),
        Event("release", "w"),
        Event("close"),
    ]
    screen.close()
    screen.close()


def test_no_display_is_one_sentence(monkeypatch):
    pytest.importorskip("pygame")
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.raises(WindowUnavailable, match="no window can be opened: none-such not available"):
        Screen(64, 64, "a test")


def test_a_window_that_nobody_would_see_is_not_opened(monkeypatch):
    """Where there is no display SDL draws into nothing, without a word."""
    pygame = pytest.importorskip("pygame")
    monkeypatch.delenv("SDL_VIDEODRIVER")
    monkeypatch.setattr(pygame.display, "init", lambda: None)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: screens.UNSEEN[1])
    with pytest.raises(WindowUnavailable, match="there is no display; on a server, use memory-maze render"):
        Screen(64, 64, "a test")
