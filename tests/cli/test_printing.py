"""What is printed, and in which colours."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest
from memory_maze_cli import health
from memory_maze_cli.failures import fail
from memory_maze_cli.printing import clean, clean_block, is_coloured, print_figures, print_json, print_rows


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("surroundings", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_colours_are_as_the_surroundings_want_them(
    monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], terminal: bool, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else io.StringIO()
    assert is_coloured(stream) is coloured
    monkeypatch.setattr(sys, "stderr", stream)
    fail("wrong; do this")
    plain = "error: wrong\nhint: do this\n"
    red = "\x1b[1;31merror:\x1b[0m wrong\n\x1b[1;36mhint:\x1b[0m do this\n"
    assert stream.getvalue() == (red if coloured else plain)


EVIL = "a\x00\x07\x08\x1b[31m\x7f\x9b\r\nb\t\u202e\u2066\u2028\u200b\udcff"


def test_control_characters_are_written_as_escapes() -> None:
    told = r"a\x00\x07\x08\x1b[31m\x7f\x9b\r\nb\t\u202e\u2066\u2028\u200b\udcff"
    assert clean(EVIL) == told
    assert clean_block("a\n\tb\x1b\r") == "a\n\tb\\x1b\\r"
    assert clean("Grüße, 漢字 → 👩\u200d💻 é") == "Grüße, 漢字 → 👩\u200d💻 é"
    told_all = [clean(chr(number)) for number in range(0x110000)]
    changed = [number for number, text in enumerate(told_all) if text != chr(number)]
    assert not set(range(32)) - set(changed)
    assert not [number for number in changed if chr(number).isprintable()]


def test_nothing_that_is_printed_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([(EVIL, "x")])
    print_figures(["a"], [[EVIL]])
    print_json({"a": EVIL})
    fail(EVIL)
    out, err = capsys.readouterr()
    assert not [sign for sign in out + err if not sign.isprintable() and sign not in "\n\t"]
    assert len(out.splitlines()) == 1 + 2 + 3
    assert json.loads("{" + out.partition("{")[2]) == {"a": EVIL}


def test_figures_are_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    print_figures(["name", "two\nlines"], [["a", "1"], ["long name", "100.25"]])
    assert capsys.readouterr().out == ("              two\nname        lines\na               1\nlong name  100.25\n")


def test_doctor_is_coloured_in_a_terminal(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        health, "versions", lambda: [health.Fact("x", "gone\x1b", "wrong"), health.Fact("yy", "no", "absent")]
    )
    monkeypatch.setattr(health, "library", lambda: [health.Fact("z", "1")])
    assert run("doctor").out == "!!\tx\tgone\\x1b\n--\tyy\tno\nok\tz\t1\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert run("doctor").out.splitlines() == [
        "\x1b[1;31m!!\x1b[0m  x   \x1b[1;31mgone\\x1b\x1b[0m",
        "\x1b[2m--\x1b[0m  yy  \x1b[2mno\x1b[0m",
        "\x1b[32mok\x1b[0m  z   1",
    ]
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("doctor").out == "!!  x   gone\\x1b\n--  yy  no\nok  z   1\n"


def test_glfw_needs_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr(health, "_drawing", lambda subject, renderer, environment: health.Fact(subject, "draws"))
    found = {fact.subject: (fact.finding, fact.state) for fact in health.renderers()}
    assert found["opengl (glfw)"] == ("needs a display, and there is none", "absent")
    monkeypatch.setenv("DISPLAY", ":0")
    assert ("opengl (glfw)", "draws") in [(fact.subject, fact.finding) for fact in health.renderers()]
