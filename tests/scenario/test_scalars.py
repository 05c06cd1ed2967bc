from __future__ import annotations

import math
from typing import Any

import pytest

from memory_maze.scenario.documents.scalars import plain_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("9", 9),
        ("-9", -9),
        ("+9", 9),
        ("010", 10),
        ("0o17", 15),
        ("0xff", 255),
        ("1e3", 1000),
        ("2E+2", 200),
        ("1.5e3", 1500.0),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("5.", 5.0),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
    ],
)
def test_numbers_and_constants_follow_yaml_1_2(text: str, value: Any) -> None:
    found = plain_scalar(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "y", "1_000", "190:20:30", "2001-12-14", "0b1", "9x9", "e3", ".", "-", "1e", "nullo"],
)
def test_what_yaml_1_1_would_convert_stays_text(text: str) -> None:
    assert plain_scalar(text) == text


def test_hostile_numbers_cost_nothing() -> None:
    assert plain_scalar("9" * 100_000) == math.inf
    assert plain_scalar("1e999999999") == math.inf
