"""Trajectories as pages replay them, and reports of them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from memory_maze.agents.evaluation import play
from memory_maze.dataset import generate, make_recipe
from memory_maze.dataset import open as open_dataset
from memory_maze.scenario import load
from memory_maze.web.replay import replay
from memory_maze.web.report import MODULES, bundle, report
from memory_maze.web.sprites import sheet, sprites_of
from memory_maze.web.trajectories import opened

STEPS = 300


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sets") / "data"
    recipe = make_recipe(load("classic/9x9"), policy="oracle", splits={"train": 2, "eval": 1}, steps=STEPS)
    generate(recipe, folder)
    return folder


def test_a_replay_has_what_the_arrays_have(data: Path) -> None:
    recording = open_dataset(data)["train"][0]
    told = replay(recording)
    [part] = told["parts"]
    np.testing.assert_allclose([part["x"], part["y"]], recording["agent_pos"].T, atol=1e-3)
    assert (told["length"], told["frequency"]) == (STEPS + 1, 4.0)
    assert sum(told["rewards"]) == recording["reward"].sum() > 2
    assert part["chart"]["free"][0] == "".join(str(cell) for cell in (recording["maze_layout"][0, 0] != 0).astype(int))
    for moment in (0, STEPS // 2, STEPS):
        shown = part["chart"]["objects"][part["target"][moment]]["color"]
        red, green, blue = (round(255 * value) for value in recording["target_color"][moment])
        assert shown == f"#{red:02x}{green:02x}{blue:02x}"
    assert ["policy", "oracle"] in told["facts"]


def test_a_file_of_others_is_replayed_from_its_arrays_alone(data: Path, tmp_path: Path) -> None:
    recording = open_dataset(data)["train"][0]
    arrays: dict[str, Any] = {name: recording[name] for name in recording}
    np.savez_compressed(tmp_path / "20220915T000000-300.npz", **arrays)
    dataset, file = opened(tmp_path / "20220915T000000-300.npz")
    told = replay(next(iter(dataset.values()))[0])
    assert file == "20220915T000000-300.npz"
    assert told["parts"][0]["x"] == replay(recording)["parts"][0]["x"]
    assert told["facts"] == []


def test_a_file_with_pictures_and_rewards_alone_has_no_map(tmp_path: Path) -> None:
    np.savez(tmp_path / "x-9.npz", image=np.zeros((10, 8, 8, 3), np.uint8), reward=np.zeros(10))
    told = replay(open_dataset(tmp_path)["all"][0])
    assert told["chart"] is None
    assert "parts" not in told


def test_objects_that_move_and_episodes_that_follow_one_another(tmp_path: Path) -> None:
    moves = load("examples/moving-objects")
    generate(make_recipe(moves, 1, policy="oracle", steps=200), tmp_path / "moves")
    [part] = replay(open_dataset(tmp_path / "moves")["train"][0])["parts"]
    assert len(part["moves"]) > 1
    ends = load("examples/t-maze")
    generate(make_recipe(ends, 1, policy="oracle", steps=150), tmp_path / "ends")
    recording = open_dataset(tmp_path / "ends")["train"][0]
    parts = replay(recording)["parts"]
    assert [part["begin"] for part in parts] == np.flatnonzero(recording["reset"]).tolist()
    assert len(parts) > 1


def test_sprites_hold_the_very_pixels(data: Path) -> None:
    recording = open_dataset(data)["eval"][0]
    sprites = sprites_of(recording)
    assert (sprites.side, sprites.across, sprites.sheets) == (64, 16, 2)
    for moment in (0, 17, 255, 256, STEPS):
        number, place = divmod(moment, 256)
        page = np.asarray(Image.open(io.BytesIO(sheet(recording, sprites, number))).convert("RGB"))
        top, left = 64 * (place // 16), 64 * (place % 16)
        np.testing.assert_array_equal(page[top : top + 64, left : left + 64], recording["image"][moment])


def test_a_report_is_one_page_without_addresses(data: Path) -> None:
    made = report(data)
    assert made.trajectories == 3
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\(|fetch\(\"|import ", made.html)
    content = json.loads(re.search(r'id="content">(.*?)</script>', made.html, re.DOTALL)[1])  # type: ignore[index]
    assert [one["title"] for one in content["trajectories"]] == [
        "train/00000000-300.npz",
        "train/00000001-300.npz",
        "eval/00000002-300.npz",
    ]
    assert all(
        sheet.startswith("data:image/webp") for one in content["trajectories"] for sheet in one["sprites"]["sheets"]
    )
    assert len(made.html) < 200_000 * 3 + 60_000


def test_a_report_of_results_plays_again_what_comes_out_the_same(tmp_path: Path) -> None:
    scenario = load("examples/t-maze")
    [played] = play(scenario, "oracle", [5])
    result = {
        **{"scenario": "examples/t-maze", "policy": "oracle", "seed": 5, "episodes": 1, "mean": played.total},
        **{"standard_error": None, "least": 1.0, "most": 1.0, "span": 100, "reward_per_span": played.rewards},
        **{"published": None, "returns": [played.total]},
    }
    other = {**result, "returns": [played.total + 1]}
    (tmp_path / "r.json").write_text(json.dumps([result, other, {**result, "policy": "their.module:Agent"}]))
    made = report(tmp_path / "r.json")
    assert (made.trajectories, made.results) == (1, 3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "holds no results"),
        ("[]x", "holds no results"),
        ("[1]", "holds no results"),
        ('{"a": 1}', r"r\.json: scenario: is missing; write the file by"),
        ('[{"scenario": "classic/9x9", "policy": 1}]', r"r\.json: \[0\]\.policy: expected text, not 1"),
    ],
)
def test_what_is_no_result_is_said(tmp_path: Path, content: str, words: str) -> None:
    from memory_maze.results.files import ResultsError

    (tmp_path / "r.json").write_text(content)
    with pytest.raises(ResultsError, match=words):
        report(tmp_path / "r.json")


def test_modules_of_a_report_share_no_name() -> None:
    names = re.findall(r"^(?:const|let|function|class|async function) (\w+)", bundle(MODULES), re.MULTILINE)
    assert len(names) > 30
    assert sorted(names) == sorted(set(names))


def test_the_command_writes_a_report(data: Path, tmp_path: Path) -> None:
    from memory_maze_cli.app import app

    out = tmp_path / "new" / "r.html"
    told = CliRunner().invoke(app, ["report", str(data / "train" / "00000001-300.npz"), "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert out.read_text().startswith("<!doctype html>")
    assert "1 trajectory" in told.output
    told = CliRunner().invoke(app, ["report", str(data), "--out", str(tmp_path / "r.pdf")])
    assert told.exit_code == 2
