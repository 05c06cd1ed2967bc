"""`memory-maze describe` measures what a scenario is like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

SHORT = ("describe", "examples/t-maze", "-o", "episode.steps=30", "--episodes", "2")


def test_a_pipe_gets_one_line_a_measure(run: Callable) -> None:
    result = run(*SHORT, "--seed", "5")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert {len(row) for row in rows} == {10}
    assert rows[0][:3] == ["way between objects", "s", "4"]
    assert rows[2] == ["rooms", "rooms", "0", *[""] * 7]
    assert rows[-1][:3] == ["memory gap", "return", "2"]


def test_json_has_every_value(run: Callable) -> None:
    facts = json.loads(run(*SHORT, "--seed", "5", "--json").out)
    assert (facts["scenario"], facts["seed"], facts["episodes"]) == ("examples/t-maze", 5, 2)
    assert [one["policy"] for one in facts["policies"]] == ["oracle", "explorer-oracle", "forgetful", "random"]
    assert facts["policies"][0]["evaluation"]["episodes"] == 2
    by_name = {measure["name"]: measure for measure in facts["measures"]}
    gap = by_name["memory gap"]
    assert facts["memory_gap"] == {"mean": gap["mean"], "standard_error": gap["standard_error"]}
    scores = [by_name[f"return, {policy}"]["values"] for policy in ("explorer-oracle", "forgetful")]
    assert gap["values"] == [more - less for more, less in zip(*scores, strict=True)]


def test_a_terminal_gets_tables(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", run(*SHORT).out).splitlines()
    assert lines[0] == "examples/t-maze"
    assert lines[1].startswith("2 episodes, seeds 0 to 1, digest ")
    assert lines[2].startswith("memory gap, explorer-oracle less forgetful: ")
    assert any(line.startswith("oracle ") and "±" in line for line in lines)
    assert any(line.split()[:3] == ["way", "between", "objects"] for line in lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", ["figure.png", "deep/figure.pdf"])
def test_a_figure_is_drawn(run: Callable, folder: Path, name: str) -> None:
    result = run(*SHORT, "--out", name)
    assert (result.code, result.err) == (0, f"wrote {name}\n")
    assert result.out.startswith("way between objects")
    if name.endswith(".png"):
        with Image.open(folder / name) as picture:
            assert picture.size[0] == 2200
    else:
        assert (folder / name).read_bytes().startswith(b"%PDF")


FAMILY = ("describe", "examples/t-maze", "--sweep", "episode.steps=30,60", "--episodes", "2")

MEMBERS = [f"examples/t-maze episode.steps={steps}" for steps in (30, 60)]


def test_each_member_of_a_family_is_measured(run: Callable) -> None:
    rows = [line.split("\t") for line in run(*FAMILY).out.splitlines()]
    assert list(dict.fromkeys(row[0] for row in rows)) == MEMBERS
    assert {len(row) for row in rows} == {11}
    told = json.loads(run(*FAMILY, "--json").out)
    assert [one["scenario"] for one in told] == MEMBERS
    alone = json.loads(run("describe", "examples/t-maze", "-o", "episode.steps=60", "--episodes", "2", "--json").out)
    assert told[1] == {**alone, "scenario": MEMBERS[1]}


def test_a_terminal_gets_one_table_of_a_family(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", run(*FAMILY).out).splitlines()
    assert lines[0] == "examples/t-maze: 2 episodes each, seeds 0 to 1, mean ± standard error"
    assert [" ".join(line.split()[:2]) for line in lines[4:6]] == MEMBERS
    assert lines[6:8] == ["", f"{MEMBERS[0]}: in 2 episodes explorer-oracle did not come to see all objects"]
    assert lines[3].split()[:3] == ["scenario", "objects", "(s)"]


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_a_family_has_a_figure_a_member(run: Callable, folder: Path, ending: str) -> None:
    assert run(*FAMILY, "--out", f"figure.{ending}").code == 0
    assert run(*SHORT, "--out", "one.png").code == 0
    if ending == "pdf":
        assert (folder / "figure.pdf").read_bytes().count(b"/Type /Page\n") == 2
    else:
        with Image.open(folder / "figure.png") as both, Image.open(folder / "one.png") as one:
            assert both.width == one.width
            assert both.height > 1.9 * one.height


def test_what_cannot_be_done_is_said_before_anything_is_played(run: Callable) -> None:
    assert run(*SHORT, "--out", "figure.txt").sentence.startswith("--out: name a file that ends in .png or .pdf")
    assert run(*SHORT, "--seed", str(2**32 - 1)).sentence.startswith("--seed: the last seed would be more than")
    assert run("describe", "classic/9x8").sentence.startswith("there is no scenario 'classic/9x8'")
