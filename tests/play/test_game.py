"""Episodes in a window."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import UnknownPolicyError
from memory_maze.agents.rollouts import rollout
from memory_maze.envs.screen import Event, Screen, WindowUnavailable
from memory_maze.pictures import PictureError
from memory_maze.play import Options, Score, game, play
from memory_maze.play.panel import FOUND, HEIGHT, with_panel

SIDE = 64


class Hands:
    """A window that nobody sees, and a person who does at each frame what a list says."""

    def __init__(self, doings):
        self.doings = [*doings]
        self.frames = []

    def __call__(self, width, height, title):
        assert (width, height) == (SIDE, SIDE + HEIGHT)
        return self

    def show(self, frame, rate):
        assert frame.shape == (SIDE + HEIGHT, SIDE, 3)
        self.frames.append(frame)

    def events(self):
        doing = self.doings.pop(0) if self.doings else "q"
        return [Event("close")] if doing == "close" else [Event("press", key) for key in doing.split()]

    def close(self):
        self.closed = True


@pytest.fixture
def short():
    return load("classic/9x9", {"episode.steps": 12, "episode.seconds": None})


def played(monkeypatch, scenario, doings, **options):
    hands = Hands(doings)
    monkeypatch.setattr(game, "Screen", hands)
    scores = list(play(scenario, Options(side=SIDE, **options)))
    assert hands.closed
    return scores, hands


def test_keys_drive_as_actions_do(monkeypatch, short):
    told = []
    monkeypatch.setattr(
        game, "with_panel", lambda frame, status, keys, found: told.append(frame) or with_panel(frame, status, keys)
    )
    scores, _ = played(monkeypatch, short, ["up"] + [""] * 5 + ["q"], seed=3)
    assert scores == [Score(3, 6, 0.0, False)]
    expected = [game.FilmCamera(short, SIDE).frame(m.state, 0) for m in rollout(short, "forward", 3, 6)]
    assert all((one == other).all() for one, other in zip(told, expected, strict=True))


def test_the_policy_plays_to_the_end_and_waits(monkeypatch, short):
    scores, hands = played(monkeypatch, short, [""] * 15 + ["n"] + [""] * 3 + ["r", "close"], policy="oracle", seed=1)
    assert [(score.seed, score.steps, score.whole) for score in scores] == [(1, 12, True), (2, 3, False), (2, 0, False)]
    assert scores[0].total == [moment.total for moment in rollout(short, "oracle", 1, 12)][-1]
    assert len(hands.frames) == 21


def test_the_policy_takes_over_and_gives_back(monkeypatch, short):
    asked = []
    monkeypatch.setattr(game, "make_policy", lambda *_: lambda state: asked.append(state) or 1)
    played(monkeypatch, short, ["", "", "o", "", "", "o", "", "q"])
    assert len(asked) == 3


def test_a_pause_lasts_until_the_next_command(monkeypatch, short):
    scores, hands = played(monkeypatch, short, ["", "p", "", "", "", "space", "", "q"])
    assert (scores[0].steps, len(hands.frames)) == (3, 8)


def test_a_map_comes_and_goes(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["p", "m", "m", "", "q"])
    frames = hands.frames
    assert (frames[1] == frames[3]).all()
    assert (frames[1] != frames[2]).any()


@pytest.mark.parametrize(
    ("options", "error"), [({"policy": "orcale"}, UnknownPolicyError), ({"side": 2000}, PictureError)]
)
def test_what_cannot_be_played_is_refused_before_a_window_opens(monkeypatch, short, options, error):
    monkeypatch.setattr(game, "Screen", lambda *_: pytest.fail("a window was opened"))
    with pytest.raises(error):
        play(short, Options(**options))


def test_the_panel_tells_of_a_find_by_its_colour():
    frame = with_panel(np.zeros((64, 64, 3), np.uint8), "return 1", "", True)
    assert tuple(frame[-1, -1]) == FOUND


def test_a_window_of_pygame_tells_keys(monkeypatch):
    pygame = pytest.importorskip("pygame")
    screen = Screen(64, 64, "a test")
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
