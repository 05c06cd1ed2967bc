"""Games of people: recorded, read, counted and checked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze import load
from memory_maze.dataset import DatasetError, Game, GameRecorder, check, list_games, look_at, tallies
from memory_maze.dataset.files.entries import OBSERVED, entries, recorded
from memory_maze.dataset.inspecting.preview import chosen
from memory_maze.dataset.inspecting.sheet import sheet
from memory_maze.dataset.making import games as making
from memory_maze.game.actions import ACTIONS
from memory_maze.one_maze import OneMaze
from memory_maze.scenario.schema import Scenario

STEPS = 12


@pytest.fixture(scope="module")
def short() -> Scenario:
    return load("classic/9x9", {"episode.steps": STEPS, "episode.seconds": None})


def actions_of(scenario: Scenario, seed: int, count: int) -> list[Any]:
    random = np.random.default_rng(seed)
    if scenario.control.actions == "discrete":
        return random.integers(len(ACTIONS), size=count).tolist()
    return list(random.uniform(-1.0, 1.0, size=(count, 2)))


def play(recorder: GameRecorder, scenario: Scenario, seed: int, actions: Sequence[Any], helped: int = 0) -> Game | None:
    """Plays and records a game, of which the first `helped` actions are not the person's own."""
    maze = OneMaze(scenario, seed)
    maze.begin()
    recorder.begin(seed, maze.moments)
    for number, action in enumerate(actions):
        _, reward, terminated, _ = maze.play(action)
        recorder.step(action, reward, terminated, maze.moments, own=number >= helped)
    maze.close()
    return recorder.end()


@pytest.fixture(scope="module")
def games(short: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Games of two people in two scenarios; not to be changed."""
    folder = tmp_path_factory.mktemp("people") / "games"
    for player, seed, count, helped in [
        ("Ada", 1, STEPS, 0),
        ("Ada", 2, STEPS, 0),
        ("", 3, 5, 0),
        ("Ada", 4, STEPS, 2),
    ]:
        recorder = GameRecorder(folder, short, "classic/9x9", player)
        play(recorder, short, seed, actions_of(short, seed, count), helped)
        recorder.close()
    other = load("examples/continuous")
    recorder = GameRecorder(folder, other, "./mine.yaml", "Ada")
    play(recorder, other, 5, actions_of(other, 5, 7))
    recorder.close()
    return folder


@pytest.mark.parametrize("name", ["classic/9x9", "examples/continuous", "examples/t-maze"])
def test_the_recorded_actions_lead_to_the_same_observations(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    recorder = GameRecorder(tmp_path / "games", scenario, name)
    play(recorder, scenario, 9, actions_of(scenario, 9, 20))
    recorder.close()
    (game,) = memory_maze.dataset.open(tmp_path / "games")[name.replace("/", "-")]
    assert list(game) == [entry.name for entry in entries(scenario)]
    env = memory_maze.make(recorded(scenario))
    observation, _ = env.reset(seed=9)
    for moment in range(21):
        for key in OBSERVED:
            np.testing.assert_array_equal(game[key][moment], observation[key], strict=True)
        if moment < 20:
            given = game["action"][moment + 1]
            action = given.argmax() if scenario.control.actions == "discrete" else given
            observation, reward, terminated, _, _ = env.step(action)
            assert (game["reward"][moment + 1], game["terminal"][moment + 1]) == (reward, terminated)
    env.close()
    assert game["reset"].tolist() == [True] + [False] * 20


def test_a_folder_of_games_says_who_played_what(games: Path) -> None:
    found = sorted(list_games(str(games)), key=lambda game: game.seed)
    assert [(game.name, game.player, game.seed, game.steps, game.whole, game.helped) for game in found] == [
        ("classic/9x9", "Ada", 1, STEPS, True, 0),
        ("classic/9x9", "Ada", 2, STEPS, True, 0),
        ("classic/9x9", "", 3, 5, False, 0),
        ("classic/9x9", "Ada", 4, STEPS, True, 2),
        ("./mine.yaml", "Ada", 5, 7, False, 0),
    ]
    assert all((games / game.file).is_file() for game in found)
    assert list_games(str(games / "mine"))[0].seed == 5
    assert list_games(str(games / "nowhere")) == []


def test_games_are_added_up_by_scenario_and_player() -> None:
    def game(total: float, player: str = "Ada", **facts: Any) -> Game:
        told: dict[str, Any] = {"whole": True, "helped": 0, "name": "classic/9x9", "began": "", "seconds": 0.0}
        told |= {"version": "", "drawn": {}, "scenario": "x"}
        return Game(player=player, seed=0, steps=10, total=total, **(told | facts))

    played = [game(2.0), game(4.0), game(9.0, whole=False), game(9.0, helped=1), game(1.0, "Bo")]
    ada, bo = tallies(played)
    assert (ada.whole, ada.partial, ada.helped, ada.steps, ada.mean_return) == (2, 1, 1, 40, 3.0)
    assert ada.standard_error == pytest.approx(1.0)
    assert (bo.player, bo.mean_return, bo.standard_error) == ("Bo", 1.0, None)


def test_games_can_be_looked_at_as_any_dataset(games: Path) -> None:
    overview = look_at(games)
    assert {part.name: part.trajectories for part in overview.parts} == {"classic-9x9": 4, "mine": 1}
    counts = {(tally.scenario, tally.player): (tally.whole, tally.partial, tally.helped) for tally in overview.games}
    assert counts == {
        ("classic/9x9", "Ada"): (2, 0, 1),
        ("classic/9x9", ""): (0, 1, 0),
        ("./mine.yaml", "Ada"): (0, 1, 0),
    }
    dataset = memory_maze.dataset.open(games)
    assert {name: len(split) for name, split in dataset.items()} == {"classic-9x9": 4, "mine": 1}
    assert memory_maze.dataset.open(games / "mine")["games"][0].length == 8
    assert sheet(dataset, "games", chosen(dataset, 3)).width > 0
    batch = next(iter(memory_maze.dataset.Windows(dataset["classic-9x9"], length=4, batch=2)))
    assert batch["image"].shape == (2, 4, 64, 64, 3)


def test_games_pass_the_check(games: Path) -> None:
    report = check(games)
    assert (report.trajectories, report.findings) == (5, ())
    assert check(games / "classic-9x9", quick=True).trajectories == 4


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9, 0.999])
def test_a_flipped_bit_is_found(short: Scenario, tmp_path: Path, place: float) -> None:
    recorder = GameRecorder(tmp_path / "games", short, "classic/9x9")
    game = play(recorder, short, 1, actions_of(short, 1, 4))
    recorder.close()
    assert game is not None
    file = tmp_path / "games" / game.file
    data = bytearray(file.read_bytes())
    data[int(place * len(data))] ^= 1
    file.write_bytes(data)
    assert [finding.file for finding in check(tmp_path / "games").findings] == [game.file]


def test_what_is_no_game_is_found(short: Scenario, tmp_path: Path) -> None:
    recorder = GameRecorder(tmp_path / "games", short, "classic/9x9")
    game = play(recorder, short, 1, actions_of(short, 1, 4))
    recorder.close()
    assert game is not None
    file = tmp_path / "games" / game.file
    earlier = file.with_name(file.name.replace("-4.npz", "-2.npz"))
    earlier.write_bytes(file.read_bytes())
    (file.parent / "note.txt").write_text("")
    found = {finding.file.partition("/")[2]: finding.message for finding in check(tmp_path / "games").findings}
    assert found == {
        earlier.name: "is an earlier state of a game that went on; remove it",
        "note.txt": "is no game's file",
    }
    assert len(list_games(str(tmp_path / "games"))) == 1


def test_a_running_game_is_saved_now_and_then(short: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SAVED_EVERY", 3)
    recorder = GameRecorder(tmp_path / "games", short, "classic/9x9")
    maze = OneMaze(short, 1)
    maze.begin()
    recorder.begin(1, maze.moments)
    steps = []
    for action in actions_of(short, 1, STEPS):
        _, reward, terminated, _ = maze.play(action)
        recorder.step(action, reward, terminated, maze.moments)
        steps.append([(game.steps, game.whole) for game in list_games(str(tmp_path / "games"))])
    assert steps == [[]] * 2 + [[(3, False)]] * 3 + [[(6, False)]] * 3 + [[(9, False)]] * 4
    recorder.close()
    assert [(game.steps, game.whole) for game in list_games(str(tmp_path / "games"))] == [(STEPS, True)]
    assert check(tmp_path / "games").findings == ()


def test_a_game_without_a_step_is_none(short: Scenario, tmp_path: Path) -> None:
    recorder = GameRecorder(tmp_path / "games", short, "classic/9x9")
    assert play(recorder, short, 1, []) is None
    assert recorder.end() is None
    recorder.close()
    assert look_at(tmp_path / "games").games == ()
    assert check(tmp_path / "games").findings == ()


def test_one_scenario_of_the_same_name_gets_another_folder(short: Scenario, tmp_path: Path) -> None:
    places = [
        GameRecorder(tmp_path / "games", scenario, "classic/9x9").place
        for scenario in (short, load("classic/9x9"), short, load("classic/9x9"))
    ]
    assert places[0] == str(tmp_path / "games" / "classic-9x9")
    assert places[1].startswith(f"{places[0]}-")
    assert places[2:] == places[:2]
    assert GameRecorder(places[0], short, "whatever").place == places[0]
    with pytest.raises(DatasetError, match="other things than games of this scenario; record into another folder"):
        GameRecorder(places[0], load("classic/9x9"), "classic/9x9")


def test_a_generated_dataset_is_left_alone(short: Scenario, complete: Path) -> None:
    with pytest.raises(DatasetError, match="is a dataset that was generated; record games into another folder"):
        GameRecorder(complete, short, "classic/9x9")


@pytest.mark.parametrize("player", ["x" * 61, "a\nb"])
def test_a_name_that_is_none_is_refused(short: Scenario, tmp_path: Path, player: str) -> None:
    with pytest.raises(DatasetError, match="a player cannot be called"):
        GameRecorder(tmp_path / "games", short, "classic/9x9", player)
    assert not (tmp_path / "games").exists()


def record_many(folder: Path, count: int) -> None:
    scenario = load("classic/9x9", {"episode.steps": STEPS, "episode.seconds": None})
    recorder = GameRecorder(folder, scenario, "classic/9x9")
    for seed in range(count):
        play(recorder, scenario, seed, actions_of(scenario, seed, 2))
    recorder.close()


def test_several_may_record_into_one_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=record_many, args=(tmp_path / "games", 6)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)
    assert sorted(game.seed for game in list_games(str(tmp_path / "games"))) == sorted([*range(6), *range(6)])
    assert check(tmp_path / "games").findings == ()
