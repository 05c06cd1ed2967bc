"""Results that are handed in are what `evaluate --json` printed, of the task that has that name, and add up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import memory_maze
from memory_maze.agents.evaluation import Played, summarise
from memory_maze.results.checking import EPISODES, SEED, check
from memory_maze.results.files import ResultsError, read_results
from memory_maze.scenario import digest, load

NAME = "examples/t-maze"


def told(**changes: Any) -> dict[str, Any]:
    """A result as `evaluate --json` prints it: every second episode reached the goal."""
    from memory_maze_cli.scores import Result, facts

    scenario = load(NAME)
    played = [Played(SEED + k, 30, (float(k % 2),), k % 2 == 1) for k in range(EPISODES)]
    result = Result(
        NAME, "mine.py:Agent", SEED, summarise(scenario, played), [one.total for one in played], digest(scenario)
    )
    return {**json.loads(json.dumps(facts(result))), **changes}


def faults(tmp_path: Path, content: Any) -> list[tuple[str, str]]:
    file = tmp_path / "results.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return [(fault.place, fault.message) for fault in check(file).faults]


def test_what_evaluate_prints_is_in_order(tmp_path: Path) -> None:
    assert faults(tmp_path, told()) == []
    assert faults(tmp_path, [told(), told(agent="Another")]) == []
    [result] = read_results(tmp_path / "results.json")[1:]
    assert (result.name, result.version) == ("Another", memory_maze.__version__)


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"mean": 0.6}, "mean", "is 0.6, and the returns say 0.5"),
        ({"standard_error": None}, "standard_error", "is nothing, and the returns say 0.0502519"),
        ({"most": 2.0}, "most", "is 2, and the returns say 1"),
        ({"least": -1.0}, "least", "is -1, and the returns say 0"),
        ({"rewarded": 3}, "rewarded", "is 3, and the returns say 50"),
        ({"returns": [1.0]}, "returns", "has 1 returns of 100 episodes"),
        ({"seed": 0}, "episodes", "the table is of 100 episodes, the first of the seeds 1000 to 1099"),
        ({"digest": "00"}, "digest", "is not that of examples/t-maze"),
        ({"digest": None}, "digest", "is missing"),
        ({"version": None}, "version", "says nothing and no version"),
        ({"version": "new"}, "version", "says 'new' and no version"),
        ({"steps": 1e6}, "steps", "is 1e+06, and an episode has 1 to 200"),
        ({"scenario": "examples/t-mase"}, "scenario", "cannot be looked up: there is no scenario 'examples/t-mase'"),
        ({"mean": "high"}, "mean", "expected a number, not 'high'"),
        ({"returns": [0.0, None]}, "returns[1]", "expected a number, not null"),
        ({"returns": None}, "returns", "expected a list such as [a, b], not null"),
        ({"seed": -1}, "seed", "must be at least 0, not -1"),
        ({"episodes": 0}, "episodes", "must be at least 1, not 0"),
        ({"policy": ""}, "policy", "must have at least 1 character, not 0"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_fault_is_one_sentence_with_its_place(
    tmp_path: Path, changes: dict[str, Any], place: str, words: str
) -> None:
    [(where, message)] = faults(tmp_path, told(**changes))
    assert where == place
    assert message.startswith(words)


def test_a_fault_in_a_list_names_the_result(tmp_path: Path) -> None:
    wrong = told(agent="Another")
    del wrong["span"]
    assert [place for place, _ in faults(tmp_path, [told(), wrong])] == ["[1].span"]


def test_a_result_stands_there_once(tmp_path: Path) -> None:
    [(place, message)] = faults(tmp_path, [told(), told()])
    assert place == "[1]"
    assert message == "is 'mine.py:Agent' in examples/t-maze, as [0] is; leave one of them out"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is no JSON (Expecting value"),
        ("{", "is no JSON (Expecting property name"),
        ("[" * 100_000, "is no JSON (maximum recursion depth"),
        ("[]", "is neither a result nor a list of results"),
        ("3", "is neither a result nor a list of results"),
        ("[1]", "is neither a result nor a list of results"),
    ],
    ids=["empty", "begun", "deep", "none", "number", "numbers"],
)
def test_what_holds_no_results_is_said(tmp_path: Path, content: str, words: str) -> None:
    [(place, message)] = faults(tmp_path, content)
    assert place == ""
    assert message.startswith(words)
    with pytest.raises(ResultsError, match="holds no results"):
        read_results(tmp_path / "results.json")


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    text = json.dumps(told()).replace('"mean": 0.5', '"mean": NaN')
    assert faults(tmp_path, text) == [("mean", "must be a finite number, not nan")]


def test_a_scenario_of_ones_own_is_looked_for_beside_its_results(tmp_path: Path) -> None:
    document = "summary: A T-maze that is mine.\nextends: examples/t-maze\nepisode: {steps: 150}\n"
    (tmp_path / "mine.yaml").write_text(document)
    mine = told(scenario="mine.yaml", digest=digest(load(tmp_path / "mine.yaml")))
    assert faults(tmp_path, mine) == []
    [(place, message)] = faults(tmp_path, {**mine, "scenario": "yours.yaml"})
    assert (place, message) == ("scenario", "cannot be looked up: there is no file 'yours.yaml'")
