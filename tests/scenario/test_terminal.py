"""Nothing in people's data rules a terminal."""

from __future__ import annotations

import json

import pytest

from memory_maze.scenario import LocatedProblem, ScenarioError
from memory_maze.scenario.terminal import visible, visible_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, caf\xe9, \U0001f9e0, 迷路", "plain, caf\xe9, \U0001f9e0, 迷路"),
        ("a\x1b[31mred\x07", "a\\x1b[31mred\\x07"),
        ("two\nlines\tand a tab\r", "two\\nlines\\tand a tab\\r"),
        ("\x9b2J\x7f\x00", "\\x9b2J\\x7f\\x00"),
        ("turned \u202eround\u2066", "turned \\u202eround\\u2066"),
        ("\u2028\u2029\x85\ufeff", "\\u2028\\u2029\\x85\\ufeff"),
        ("half \ud83e", "half \\ud83e"),
        ("hidden \U000e0041", "hidden \\U000e0041"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_text_of_several_lines_may_keep_them() -> None:
    assert visible("a\n\tb\x1b\n", keep="\n\t") == "a\n\tb\\x1b\n"


def test_json_stays_the_same_json() -> None:
    values = {"summary": "a\x1b\x7f\x9b\u2028\u202e\U000e0041\U0001f9e0\n", "tags": ["\ud83e"]}
    text = visible_json(json.dumps(values, ensure_ascii=False, indent=2))
    assert json.loads(text) == values
    assert not set("\x1b\x7f\x9b\u2028\u202e\U000e0041\ud83e") & set(text)
    assert "\U0001f9e0" in text


def test_each_problem_is_one_line() -> None:
    problem = LocatedProblem("is\x1b[2J wrong", "maze.'a\nb'", "my\nfile.yaml", 3, 1)
    assert str(problem) == "my\\nfile.yaml:3:1: maze.'a\\nb': is\\x1b[2J wrong"
    assert str(ScenarioError([problem, LocatedProblem("too")])).splitlines() == [str(problem), "too"]
