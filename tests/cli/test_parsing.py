"""From what was typed to values."""

from __future__ import annotations

import enum
from collections.abc import Callable

import pytest
import typer
from memory_maze_cli import parsing
from memory_maze_cli.failures import parted


class Kind(enum.StrEnum):
    one = "one"
    two = "two"
    three = "three"


@pytest.mark.parametrize(
    ("read", "given", "value"),
    [
        (parsing.whole(0, 9), "9", 9),
        (parsing.whole(0, 9), 0, 0),
        (parsing.whole(-5), " -5 ", -5),
        (parsing.number(0.1, 2), "2", 2.0),
        (parsing.number(0.1, 2), "1e-1", 0.1),
        (parsing.one_of(Kind), "two", Kind.two),
        (parsing.seed, str(2**32 - 1), 2**32 - 1),
        (lambda text: parsing.numbers(text, "--x", "1", 20), "0,3, 10-12 ", [0, 3, 10, 11, 12]),
        (lambda text: parsing.numbers(text, "--x", "1", 20), "20", [20]),
        (lambda text: parsing.splits(text, "--x"), "train=3, eval=0", {"train": 3, "eval": 0}),
        (lambda text: parsing.share(text, "--x"), "3/16", (3, 16)),
    ],
)
def test_what_is_right_is_read(read: Callable[[object], object], given: object, value: object) -> None:
    assert read(given) == value
    assert type(read(given)) is type(value)


@pytest.mark.parametrize(
    ("read", "given", "sentence"),
    [
        *((parsing.whole(0, 9), text, f"give a whole number from 0 to 9, not '{text}'") for text in ("10", "-1", "x")),
        *((parsing.whole(1), text, "give a whole number of at least 1, not") for text in ("0", "1.5", "", "1_0", "٣")),
        (parsing.whole(1), "9" * 5000, "give a whole number of at least 1, not"),
        *((parsing.number(0.1, 2), text, "give a number from 0.1 to 2, not") for text in ("nan", "inf", "3", "x", "")),
        (parsing.one_of(Kind), "four", "give one, two or three, not 'four'"),
        *((lambda text: parsing.numbers(text, "--x", "1,2", 20), text, "") for text in ("", "a", "1,", "-1", "1.5")),
        (lambda text: parsing.numbers(text, "--x", "1,2", 20), "x", "'x' is no list of numbers; write 1,2"),
        (lambda text: parsing.numbers(text, "--x", "1,2", 20), "2-1", "'2-1' is no range of numbers up to 20"),
        (lambda text: parsing.numbers(text, "--x", "1,2", 20), "21", "'21' is no range of numbers up to 20"),
        (lambda text: parsing.numbers(text, "--x", "1", 10**17, 5), "0-99999999999999999", "5 are the most"),
        *((lambda text: parsing.splits(text, "--x"), text, "is no list of splits") for text in ("a", "a=1,a=2", "=1")),
        *((lambda text: parsing.share(text, "--x"), text, "is no share") for text in ("2/2", "x", "1", "-1/2")),
    ],
)
def test_what_is_wrong_is_told(read: Callable[[object], object], given: str, sentence: str) -> None:
    with pytest.raises(typer.BadParameter) as caught:
        read(given)
    assert sentence in caught.value.message


def test_what_is_long_is_cut_short() -> None:
    with pytest.raises(typer.BadParameter) as caught:
        parsing.whole(1)("9" * 5000)
    assert len(caught.value.message) < 120


def test_counts_are_words() -> None:
    assert [parsing.counted(count, "seed") for count in (0, 1, 2)] == ["0 seeds", "1 seed", "2 seeds"]
    assert parsing.counted(2, "trajectory", "trajectories") == "2 trajectories"
    assert [parsing.either(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("no such thing", ("no such thing", "")),
        ("wrong; do this", ("wrong", "do this")),
        ("wrong; so; do this", ("wrong; so", "do this")),
        ("there is no file 'a; b.yaml'", ("there is no file 'a; b.yaml'", "")),
        (
            "there is no file 'a; b.yaml'; did you mean 'c; d'?",
            ("there is no file 'a; b.yaml'", "did you mean 'c; d'?"),
        ),
        ('there is no "a\'; b"; write c', ('there is no "a\'; b"', "write c")),
        ("the scenario's maze; write c", ("the scenario's maze", "write c")),
        ("8 is even (8 by default; set maze.size)", ("8 is even (8 by default; set maze.size)", "")),
        ("8 is even; use 9 (8 by default; set it)", ("8 is even", "use 9 (8 by default; set it)")),
        ("no file a(; name another", ("no file a(", "name another")),
        ("", ("", "")),
    ],
)
def test_the_way_out_follows_the_last_semicolon(sentence: str, parts: tuple[str, str]) -> None:
    assert parted(sentence) == parts
