"""Episodes in a window."""

import threading
import time

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import AgentError, UnknownPolicyError
from memory_maze.agents.players import Player, player_of
from memory_maze.agents.rollouts import rollout
from memory_maze.dataset import check, list_games
from memory_maze.envs import screen as screens
from memory_maze.envs.screen import Event, Screen, WindowUnavailable
from memory_maze.pictures import PictureError
from memory_maze.pictures.film import FilmCamera
from memory_maze.play import Options, Score, driver, face, game, play, words
from memory_maze.play.layout import PANEL, USUAL
from memory_maze.play.page import Shown
from memory_maze.play.window import GameWindow

SIDE = 256

HEIGHT = SIDE + round(PANEL * SIDE / USUAL)

AT_ONCE = 1e9
"""Control steps a second: one each time the keyboard is looked at."""


class Hands:
    """A window that nobody sees, and a person who does what a list says, each time the keyboard is looked at."""

    def __init__(self, doings):
        self.doings = [*doings]
        self.frames = []
        self.closed = False
        self.size = (SIDE, HEIGHT)

    def __call__(self, width, height, title):
        assert (width, height) == self.size
        return self

    def show(self, frame):
        assert frame.shape == (*self.size[::-1], 3)
        self.frames.append(frame)

    def wait(self, times_a_second):
        pass

    def toggle_full_screen(self):
        self.size = (SIDE, HEIGHT) if self.size != (SIDE, HEIGHT) else (640, 480)

    def events(self):
        doing = self.doings.pop(0) if self.doings else "q"
        if doing == "interrupt":
            raise KeyboardInterrupt
        return [self.event(word) for word in doing.split()]

    @staticmethod
    def event(word):
        """`up` presses a key, `up~` releases it; `close` and `leave` are what happens to windows."""
        if word in ("close", "leave"):
            return Event(word)
        return Event("release", word[:-1]) if word.endswith("~") else Event("press", word)

    def close(self):
        self.closed = True


@pytest.fixture
def short():
    return load("classic/9x9", {"episode.steps": 12, "episode.seconds": None})


def played(monkeypatch, scenario, doings, rate=AT_ONCE, **options):
    hands = Hands(doings)
    scores: list[Score] = []
    monkeypatch.setattr(game, "GameWindow", hands)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "PATIENCE", 600.0)
    monkeypatch.setattr(game, "SELDOM", 0.0)
    try:
        scores.extend(play(scenario, Options(side=SIDE, rate=rate, sound=False, **options)))
    finally:
        assert hands.closed
    return scores, hands


def pictures(scenario, moments):
    camera = FilmCamera(scenario, SIDE)
    return [camera.frame(moment, 0.0) for moment in moments]


def test_keys_drive_as_actions_do(monkeypatch, short):
    scores, hands = played(monkeypatch, short, ["up"] + [""] * 5 + ["q"], seed=3)
    assert scores == [Score(3, 6, 0.0, False)]
    expected = pictures(short, rollout(short, "forward", 3, 6))[1:]
    shown = [frame[:SIDE] for frame in hands.frames[2:]]
    assert all((one == other).all() for one, other in zip(shown, expected, strict=True))


def test_the_policy_plays_to_the_end_and_waits(monkeypatch, short):
    doings = [""] * 15 + ["n"] + [""] * 3 + ["r", "", "close"]
    scores, _ = played(monkeypatch, short, doings, policy="oracle", seed=1)
    assert [(score.seed, score.steps, score.whole) for score in scores] == [(1, 12, True), (2, 3, False), (2, 1, False)]
    assert scores[0].total == [float(now.total[0]) for now in rollout(short, "oracle", 1, 12)][-1]


def test_an_episode_that_reaches_its_goal_waits_for_the_next(monkeypatch):
    goal = load("examples/t-maze", {"task.step_reward": 0.0})
    steps = len(list(rollout(goal, "oracle", 1, 200))) - 1
    scores, _ = played(monkeypatch, goal, [""] * (steps + 5) + ["n", "", "q"], policy="oracle", seed=1)
    assert [(score.seed, score.steps, score.whole) for score in scores] == [(1, steps, True), (2, 1, False)]
    assert scores[0].total == 1.0


def test_the_policy_takes_over_and_gives_back(monkeypatch, short):
    asked = []

    def forward(now):
        asked.append(now)
        return np.array([1])

    monkeypatch.setattr(driver, "make_player", lambda *_: player_of(forward))
    played(monkeypatch, short, ["up", "", "o", "", "", "o", "", "q"])
    assert len(asked) == 3


def test_a_pause_lasts_until_it_is_ended(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["up", "p", "", "", "", "space", "", "q"])
    assert scores[0].steps == 3


def test_keys_that_come_together_all_count(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["up", "", "n up p", "", "p", "", "r o", "m m q"])
    assert [(score.seed, score.steps) for score in scores] == [(0, 2), (1, 2)]


def test_keys_do_not_wait_for_slow_steps(monkeypatch, short):
    scores, hands = played(monkeypatch, short, ["m", "m", "up p", "n", "q"], rate=1e-6)
    assert scores == []
    assert (hands.frames[1] != hands.frames[2]).any()


def test_a_map_comes_and_goes(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["", "m", "m", "q"])
    waiting, mapped, plain = hands.frames[1:4]
    assert (waiting == plain).all()
    assert (waiting != mapped).any()


def test_nothing_is_drawn_while_nothing_changes(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["up", "p"] + [""] * 50 + ["q"])
    assert len(hands.frames) == 4


def test_an_interrupt_tells_the_score_first(monkeypatch, short):
    scores: list[Score] = []
    hands = Hands(["up", "", "interrupt"])
    monkeypatch.setattr(game, "GameWindow", hands)
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "PATIENCE", 600.0)
    with pytest.raises(KeyboardInterrupt):
        scores.extend(score for score in play(short, Options(side=SIDE, rate=AT_ONCE, sound=False)))
    episodes = play(short, Options(side=SIDE, rate=AT_ONCE, sound=False))
    hands.doings = ["up", "", "interrupt"]
    assert next(episodes).steps == 2
    with pytest.raises(KeyboardInterrupt):
        next(episodes)


def test_the_last_seed_has_no_next(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["up", "n", "up", "q"], seed=2**32 - 1)
    assert [score.seed for score in scores] == [2**32 - 1] * 2


@pytest.mark.parametrize(
    ("screen", "asked", "side"),
    [((800, 600), 1024, 448), ((1920, 1080), None, 512), ((3840, 2160), None, 1024), ((3840, 2160), 300, 300)],
)
def test_a_window_is_made_for_the_screen(monkeypatch, short, screen, asked, side):
    sizes = []
    monkeypatch.setattr(game, "desktop_size", lambda: screen)

    def window(width, height, title):
        sizes.append((width, height))
        return Hands([])

    monkeypatch.setattr(game, "GameWindow", window)
    play(short, Options(side=asked))
    assert sizes == [(side, side + round(PANEL * side / USUAL))]


@pytest.mark.parametrize(
    ("options", "error"), [({"policy": "orcale"}, UnknownPolicyError), ({"side": 2000}, PictureError)]
)
def test_what_cannot_be_played_is_refused_before_a_window_opens(monkeypatch, short, options, error):
    monkeypatch.setattr(game, "GameWindow", lambda *_: pytest.fail("a window was opened"))
    with pytest.raises(error):
        play(short, Options(**options))


def test_the_window_answers_while_a_policy_plans(monkeypatch, short):
    planned = threading.Event()
    monkeypatch.setattr(
        driver, "make_player", lambda *_: Player(False, lambda sight: np.array([planned.wait(600) and 0]))
    )
    monkeypatch.setattr(game, "GameWindow", hands := Hands([]))
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    monkeypatch.setattr(game, "WAITS", 1000.0)
    statuses = []
    monkeypatch.setattr(face.View, "show", lambda self, pair, shown: statuses.append(shown.status))

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
    monkeypatch.setattr(driver, "make_player", lambda *_: Player(False, lambda sight: np.array([never.wait(600)])))
    monkeypatch.setattr(game, "PATIENCE", 0.01)
    monkeypatch.setattr(game, "GameWindow", hands := Hands([]))
    monkeypatch.setattr(game, "desktop_size", lambda: (1920, 1080))
    begin = time.perf_counter()
    seen = []
    monkeypatch.setattr(face.View, "show", lambda self, pair, shown: seen.append(shown.status))

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

    monkeypatch.setattr(driver, "make_player", lambda *_: Player(False, fail))
    with pytest.raises(AgentError, match="x failed"):
        played(monkeypatch, short, [""] * 5, policy="oracle")


def told(monkeypatch, scenario, doings, **options):
    """What is said while a game is played; each different thing once, in order."""
    said: list[Shown] = []
    show = face.View.show

    def noted(self, pair, shown):
        if not said or said[-1] != shown:
            said.append(shown)
        show(self, pair, shown)

    monkeypatch.setattr(face.View, "show", noted)
    played(monkeypatch, scenario, doings, **options)
    return said


def titles(said):
    return [shown.card.title if shown.card else None for shown in said]


def test_the_clock_waits_for_a_person_s_first_key(monkeypatch, short):
    said = told(monkeypatch, short, [""] * 20 + ["up", "q"])
    assert titles(said) == ["getting ready ...", "press an arrow to begin", None]
    assert "step 0 of 12" in said[1].status
    assert "step 1 of 12" in said[2].status


def test_a_find_flashes_and_is_heard(monkeypatch):
    tones = []
    monkeypatch.setattr(face.Sounds, "play", lambda self, what: tones.append(what))
    goal = load("examples/t-maze", {"task.step_reward": 0.0})
    said = told(monkeypatch, goal, [""] * 60, policy="oracle", seed=1)
    assert tones == [face.FIND]
    assert said[-1].card.title == "return 1"
    assert said[-1].card.lines[0] == "the goal is reached"


def test_a_find_is_told_in_numbers(monkeypatch, short):
    long = load("classic/9x9", {"episode.steps": 60, "episode.seconds": None})
    said = told(monkeypatch, long, [""] * 60, policy="oracle", seed=0)
    assert {shown.gain for shown in said} == {"", "+1"}


def test_help_stops_the_clock(monkeypatch, short):
    said = told(monkeypatch, short, ["up", "", "h"] + [""] * 20 + ["x", "", "q"])
    assert titles(said) == ["getting ready ...", "press an arrow to begin", None, None, "keys", None, None]
    assert "step 2 of 12" in said[-3].status
    assert "step 3 of 12" in said[-2].status


def test_step_by_step_takes_an_action_a_key(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["up", "", "up~", "", "left", ".", "", "", "q"], stepwise=True)
    assert [score.steps for score in scores] == [3]


def test_step_by_step_can_be_switched(monkeypatch, short):
    scores, _ = played(monkeypatch, short, ["up", "t", "", "", "up", "t", "", "q"])
    assert [score.steps for score in scores] == [4]


def test_a_window_that_is_left_holds_no_key(monkeypatch, short):
    _, left = played(monkeypatch, short, ["up", "leave", "", "q"], seed=3)
    _, released = played(monkeypatch, short, ["up", "up~", "", "q"], seed=3)
    _, held = played(monkeypatch, short, ["up", "", "", "q"], seed=3)
    assert (left.frames[-1] == released.frames[-1]).all()
    assert (left.frames[-1] != held.frames[-1]).any()


def test_the_agent_s_own_pixels_are_shown(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["", "v", "q"])
    blocks = hands.frames[2][:SIDE].reshape(64, 4, 64, 4, 3)[:4]
    assert (blocks == blocks[:, :1, :, :1]).all()


def test_a_window_may_change_its_size(monkeypatch, short):
    _, hands = played(monkeypatch, short, ["", "f", "m", "f", "q"])
    assert [frame.shape[:2] for frame in hands.frames[1:]] == [(HEIGHT, SIDE), (480, 640), (480, 640), (HEIGHT, SIDE)]


def test_chance_takes_a_share_of_the_actions(monkeypatch, short, tmp_path):
    played(monkeypatch, short, ["up"] + [""] * 12, chance=0.5, record=str(tmp_path / "games"))
    (one,) = list_games(str(tmp_path / "games"))
    assert 0 < one.helped < 12


def test_games_are_recorded_whole_and_partial(monkeypatch, short, tmp_path):
    folder = tmp_path / "games"
    doings = ["up"] + [""] * 12 + ["n", "up", "o", "", "close"]
    scores, _ = played(monkeypatch, short, doings, seed=3, record=str(folder), player="Ada", name="classic/9x9")
    games = {game.seed: game for game in list_games(str(folder))}
    assert [(score.seed, score.file) for score in scores] == [(seed, games[seed].file) for seed in (3, 4)]
    facts = [(one.player, one.steps, one.whole, one.helped) for _, one in sorted(games.items())]
    assert facts == [("Ada", 12, True, 0), ("Ada", 3, False, 2)]
    assert check(folder).findings == ()


def test_recorded_games_are_filmed(monkeypatch, short, tmp_path):
    pytest.importorskip("imageio_ffmpeg")
    played(monkeypatch, short, ["up", "", "n", "q"], record=str(tmp_path), film=True, name="classic/9x9")
    (one,) = list_games(str(tmp_path))
    (film,) = (tmp_path / "classic-9x9" / "films").iterdir()
    assert film.name == one.file.partition("/")[2].replace("-2.npz", ".mp4")
    assert check(tmp_path).findings == ()


def test_the_end_says_what_a_session_amounts_to(monkeypatch, short):
    said = told(monkeypatch, short, ([""] * 14 + ["n"]) * 2 + [""] * 14, policy="noop")
    last = said[-1].card
    assert last.lines[-3:] == ("3 whole episodes: mean return 0.00 ± 0.00", "", "N: next    R: again    Q: quit")


def test_published_means_are_told_where_there_are_some():
    scenario = load("classic/9x9")
    *_, last = rollout(scenario, "noop", 0, 1)
    card = words.end_card(scenario, last, ())
    assert "people: 26.4 on average, trained oracle: 34.8" in card.lines


def test_a_window_of_pygame_tells_keys():
    pygame = pytest.importorskip("pygame")
    screen = Screen(64, 48, "a test")
    assert screen.size == (64, 48)
    list(screen.events())
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_UP))
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_8, unicode="["))
    pygame.event.post(pygame.event.Event(pygame.KEYUP, key=pygame.K_w))
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert [event for event in screen.events() if event.key or event.kind == "close"] == [
        Event("press", "up"),
        Event("press", "["),
        Event("release", "w"),
        Event("close"),
    ]
    screen.close()
    screen.close()


def test_a_game_s_window_fills_the_screen_and_hears_a_gamepad():
    pygame = pytest.importorskip("pygame")
    window = GameWindow(64, 48, "a test")
    window.toggle_full_screen()
    list(window.events())
    assert window.size == (1024, 768)
    window.toggle_full_screen()
    list(window.events())
    assert window.size == (64, 48)
    pygame.event.post(pygame.event.Event(pygame.JOYAXISMOTION, axis=0, value=-0.9))
    pygame.event.post(pygame.event.Event(pygame.JOYBUTTONDOWN, button=1))
    assert [event for event in window.events() if event.key] == [Event("press", "left"), Event("press", "r")]
    window.close()


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
