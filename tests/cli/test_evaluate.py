"""`memory-maze evaluate` tells scores."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest

import memory_maze
from memory_maze.scenario import digest, load

SHORT = ("-o", "episode.seconds=10")


def test_it_tells_the_return_of_a_policy(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", *SHORT, "--policy", "forward", "--episodes", "2")
    assert result.code == 0
    [row] = [line.split("\t") for line in result.out.splitlines()]
    assert row[:4] == ["classic/9x9", "forward", "0", "2"]
    assert row[9:11] == ["", ""]


def test_json_has_every_number(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", *SHORT, "--policy", "noop", "--episodes", "2", "--seed", "7", "--json")
    facts = json.loads(result.out)
    assert facts["returns"] == [0.0, 0.0]
    assert (facts["scenario"], facts["policy"], facts["seed"], facts["episodes"]) == ("classic/9x9", "noop", 7, 2)
    assert facts["mean"] == 0
    assert facts["digest"] == digest(load("classic/9x9", {"episode.seconds": 10}))
    assert facts["version"] == memory_maze.__version__
    assert facts["published"] is None


def test_the_published_returns_are_told_with_their_source(run: Callable) -> None:
    facts = json.loads(run("evaluate", "classic/9x9", "--policy", "noop", "--episodes", "1", "--json").out)
    assert facts["published"]["oracle"] == 34.8
    assert "arXiv" in facts["published"]["source"]
    assert facts["of_oracle"] == facts["mean"] / 34.8
    assert facts["standard_error"] is None


def test_an_unknown_policy_is_one_sentence(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", "--policy", "orcale")
    assert result.code == 1
    assert result.sentence == "there is no policy 'orcale'; did you mean 'oracle'?"


def test_seeds_end_somewhere(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", "--seed", str(2**32 - 1), "--episodes", "2")
    assert result.code == 2
    assert "--seed" in result.err


def test_several_policies_are_compared(run: Callable) -> None:
    several = ("--policy", "noop", "--policy", "forward", "--policy", "noop")
    told = json.loads(run("evaluate", "classic/9x9", *SHORT, *several, "--episodes", "2", "--json").out)
    assert [one["policy"] for one in told] == ["noop", "forward"]
    assert all(len(one["returns"]) == 2 for one in told)


def test_csv_and_a_pipe_have_the_same_columns(run: Callable) -> None:
    command = ("evaluate", "classic/9x9", "--policy", "oracle", "--policy", "noop", "--episodes", "2")
    header, *rows = list(csv.reader(io.StringIO(run(*command, "--csv").out)))
    assert header[:5] == ["scenario", "policy", "seed", "episodes", "mean"]
    assert header[-10:] == [f"reward_{number}" for number in range(1, 11)]
    assert rows == [line.split("\t") for line in run(*command).out.splitlines()]
    one = dict(zip(header, rows[0], strict=True))
    assert (one["scenario"], one["policy"], one["rewarded"], one["span"]) == ("classic/9x9", "oracle", "2", "100")
    rewards = [float(one[f"reward_{number}"]) for number in range(1, 11)]
    assert sum(rewards) == float(one["mean"])
    assert float(one["of_published_oracle"]) == pytest.approx(float(one["mean"]) / 34.8, rel=1e-4)


@pytest.mark.parametrize("columns", ["80", "140"])
def test_a_terminal_gets_a_table_with_words(run: Callable, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    result = run("evaluate", "classic/9x9", "--policy", "noop", "--policy", "forward", "--episodes", "2")
    text = re.sub(r"\x1b\[[0-9;]*m", "", result.out)
    words = " ".join(text.split())
    assert words.startswith("classic/9x9: 2 episodes each, seeds 0 to 1 ")
    assert "standard" in words
    assert "published" in words
    assert "0 of 2" in words
    assert "mean reward in 100 steps, up to step 100 200 300 400 500 600 700 800 900 1000" in words
    assert max(len(line) for line in text.splitlines()) <= int(columns)


def test_long_episodes_have_ten_figures(run: Callable) -> None:
    long = ("-o", "episode.steps=2500", "-o", "episode.seconds=null")
    facts = json.loads(run("evaluate", "examples/t-maze", *long, "--policy", "noop", "--episodes", "1", "--json").out)
    assert (facts["span"], len(facts["reward_per_span"])) == (300, 9)
    assert facts["rewarded"] == 0
