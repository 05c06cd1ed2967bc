"""Text from other systems, by every way that a document can arrive: read right, or refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from memory_maze.scenario import Scenario, ScenarioError, load, load_text, names
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.validation import validate

LINES = ("summary: a maze", "maze: {size: 9}", "episode: {steps: 5}", "")
PLAIN = "\n".join(LINES)
BRAIN = "\U0001f9e0"


def as_json(summary: str, **options: object) -> str:
    return json.dumps({"summary": summary, "maze": {"size": 9}, "episode": {"steps": 5}}, **options)  # type: ignore[arg-type]


class Read(NamedTuple):
    """A text, and the summary that it holds."""

    content: str | bytes
    summary: str = "a maze"


class Refused(NamedTuple):
    """A text, and the place and the sentence that refuse it."""

    content: str | bytes
    sentence: str


READ = {
    "Windows's line ends": Read("\r\n".join(LINES)),
    "line ends of an old Macintosh": Read("\r".join(LINES)),
    "mixed line ends": Read("summary: a maze\rmaze: {size: 9}\r\nepisode: {steps: 5}\n"),
    "a mark of UTF-8": Read(b"\xef\xbb\xbf" + PLAIN.encode()),
    "a mark before dashes": Read("\ufeff---\n" + PLAIN),
    "two marks": Read("\ufeff\ufeff" + PLAIN),
    "a version of YAML": Read("%YAML 1.2\n---\n" + PLAIN),
    "an older version of YAML": Read("%YAML 1.1\n---\n" + PLAIN),
    "an end of the document": Read(PLAIN + "...\n"),
    "accents": Read(PLAIN.replace("maze\n", "caf\xe9\n", 1), "a caf\xe9"),
    "an emoji": Read(PLAIN.replace("a maze", BRAIN), BRAIN),
    "JSON": Read(as_json("a maze")),
    "JSON with tabs": Read(as_json("a maze", indent="\t")),
    "JSON with an escaped emoji": Read(as_json(f"a {BRAIN}{BRAIN}."), f"a {BRAIN}{BRAIN}."),
    "JSON with an escaped emoji and tabs": Read(as_json(BRAIN, indent="\t"), BRAIN),
    "JSON with an emoji as it is": Read(as_json(BRAIN, ensure_ascii=False), BRAIN),
    "JSON with escaped slashes": Read(as_json("a/b").replace("/", r"\/"), "a/b"),
    "JSON with backslashes before a pair's letters": Read(as_json(r"\ud83e\udde0"), r"\ud83e\udde0"),
    "JSON with line ends of Unicode": Read(as_json("a\u2028b\x85c", ensure_ascii=False), "a\u2028b\x85c"),
    "JSON with both": Read(
        as_json(f"{BRAIN}\u2029", ensure_ascii=False).replace(BRAIN, r"\ud83e\udde0"), f"{BRAIN}\u2029"
    ),
    "a pair's letters without quotes": Read(PLAIN.replace("a maze", r"\ud83e\udde0"), r"\ud83e\udde0"),
    "a pair's letters in single quotes": Read(PLAIN.replace("a maze", r"'\ud83e\udde0'"), r"\ud83e\udde0"),
    "a pair's letters in a block": Read(PLAIN.replace("a maze", "|-\n  \\ud83e\\udde0"), r"\ud83e\udde0"),
    "characters of private use": Read(PLAIN.replace("a maze", '"\ue000\u2028\ue001"'), "\ue000\u2028\ue001"),
    "a word of YAML 1.1": Read(PLAIN.replace("a maze", "on"), "on"),
    "a date": Read(PLAIN.replace("a maze", "2024-01-01"), "2024-01-01"),
    "a tab after a colon": Read(PLAIN.replace(": a maze", ":\ta maze")),
    "an octal number": Read(PLAIN.replace("size: 9", "size: 0o11")),
    "a merge key": Read("summary: a maze\nmaze:\n  <<: &x {size: 9}\nepisode: {steps: 5}\n"),
}

REFUSED = {
    "next lines": Refused(PLAIN.replace("\n", "\x85"), "t.yaml:1:16: U+0085 ends no line"),
    "line separators": Refused(PLAIN.replace("\n", "\u2028"), "t.yaml:1:16: U+2028 ends no line"),
    "paragraph separators in bytes": Refused(
        PLAIN.replace("\n", "\u2029").encode(), "t.yaml:1:16: U+2029 ends no line"
    ),
    "a line separator in a bare word": Refused(PLAIN.replace("a maze", "a\u2028b"), "t.yaml:1:11: U+2028 ends no line"),
    "a comment that swallows lines": Refused("# mine\x85" + PLAIN, "t.yaml:1:7: U+0085 ends no line"),
    "a comment that swallows all": Refused("# mine\u2028a: 1\n", "t.yaml:1:7: U+2028 ends no line"),
    "a mark after the dashes": Refused("---\n\ufeff" + PLAIN, "t.yaml:2:1: a byte order mark (U+FEFF) belongs"),
    "a mark between documents put together": Refused(PLAIN + "\ufefftags: [a]\n", "t.yaml:4:1: a byte order mark"),
    "UTF-16 with a mark": Refused(PLAIN.encode("utf-16"), "t.yaml:1:1: is a binary file (or UTF-16)"),
    "UTF-16 without a mark": Refused(PLAIN.encode("utf-16-le"), "t.yaml:1:1: is a binary file (or UTF-16)"),
    "UTF-16, high byte first": Refused(PLAIN.encode("utf-16-be"), "t.yaml:1:1: is a binary file (or UTF-16)"),
    "UTF-32 with a mark": Refused(PLAIN.encode("utf-32"), "t.yaml:1:1: is a binary file (or UTF-32)"),
    "Windows-1252": Refused(
        "summary: ok\r\ntags: [caf\xe9]\r\n".encode("cp1252"), "t.yaml:2:11: is not UTF-8 text: byte 0xe9"
    ),
    "Latin-1 of an old Macintosh": Refused(
        "summary: ok\rtags: [caf\xe9]\r".encode("cp1252"), "t.yaml:2:11: is not UTF-8"
    ),
    "Latin-1 after accents": Refused("a: \xe9\xe9 ".encode() + b"\xe9\n", "t.yaml:1:7: is not UTF-8 text: byte 0xe9"),
    "halves of characters as bytes": Refused(
        b"summary: \xed\xa0\xbe\xed\xb7\xa0\n", "t.yaml:1:10: is not UTF-8 text: byte 0xed"
    ),
    "NUL": Refused("summary: a\0b\n", "is a binary file"),
    "a bell": Refused(PLAIN.replace("a maze", "a\x07"), "t.yaml:1:11: the character U+0007 is not allowed"),
    "an escape character": Refused("a: 1\r\nb: \x1b[31m\r\n", "t.yaml:2:4: the character U+001B is not allowed"),
    "a control character of eight bits": Refused("a: 1\rb: \x9b\r", "t.yaml:2:4: the character U+009B is not allowed"),
    "a high half alone": Refused('summary: "\\ud83e"\n', "t.yaml:1:13: not valid YAML: the escape is no character"),
    "a low half alone": Refused('summary: "\\udde0"\n', "t.yaml:1:13: not valid YAML: the escape is no character"),
    "halves the wrong way round": Refused('summary: "\\udde0\\ud83e"\n', "not valid YAML: the escape is no character"),
    "a character beyond all": Refused('summary: "\\U00110000"\n', "not valid YAML: the escape is no character"),
    "a tab": Refused("maze:\r\n\tsize: 9\r\n", "t.yaml:2:1: not valid YAML: a tab; indent with spaces"),
    "JSON with a key twice": Refused(
        '{"maze": {"size": 9},\n "maze": {"size": 9}}', "t.yaml:2:2: maze: duplicate key, first given"
    ),
    "JSON, a key twice deep down": Refused('{"maze": {"size": 9, "size": 9}}', "t.yaml:1:22: maze.size: duplicate key"),
    "JSON of several lines": Refused(f"{as_json('a')}\n{as_json('b')}\n", "t.yaml:2:1: "),
    "JSON of a list": Refused("[1]", "t.yaml:1:1: is a list, not a mapping"),
    "a text": Refused('"a"', "t.yaml:1:1: is a single value, not a mapping"),
    "nothing": Refused("", "t.yaml:1:1: is empty"),
    "a mark alone": Refused("\ufeff", "t.yaml:1:1: is empty"),
    "a number to the base of 60": Refused(PLAIN.replace("steps: 5", "seconds: 1:30"), "not '1:30'; write 90"),
    "hours": Refused(PLAIN.replace("steps: 5", "seconds: 1:00:30"), "not '1:00:30'; write 3630"),
    "a number with underscores": Refused(PLAIN.replace("steps: 5", "steps: 1_000"), "not '1_000'; write 1000"),
    "a number of 400 digits": Refused(
        PLAIN.replace("5}", "9" * 400 + "}"), "t.yaml:3:18: episode.steps: a number of 400 digits is more"
    ),
    "a number of 5000 digits": Refused(
        PLAIN.replace("5}", "-" + "9" * 5000 + "}"), "digits is more than any field takes"
    ),
    "a number beyond floats": Refused(
        PLAIN.replace("steps: 5", "seconds: 1e999"), "t.yaml:3:20: episode.seconds: 1e999 is more"
    ),
    "no number": Refused(PLAIN.replace("steps: 5", "seconds: .nan"), "must be a finite number, not nan"),
    "infinity": Refused(PLAIN.replace("steps: 5", "seconds: -.inf"), "must be a finite number, not -inf"),
    "a key of null": Refused("null: 1\n" + PLAIN, "t.yaml:1:1: field names must be text, not null"),
    "a key of true": Refused("true: 1\n" + PLAIN, "t.yaml:1:1: field names must be text, not true"),
    "a mapping as a key": Refused("? {a: 1}\n: 2\n" + PLAIN, "field names must be text, not a list or mapping"),
    "a program": Refused(
        PLAIN.replace("a maze", "!!python/name:os.system x"), "the tag !!python/name:os.system is not allowed"
    ),
    "a set": Refused("maze: !!set {a, b}\n", "maze: the tag !!set is not allowed"),
    "a long tag": Refused(f"maze: !{'a' * 5000} x\n", "is not allowed"),
    "a long key": Refused(f"{'a' * 100}: 1\n{PLAIN}", f"{'a' * 57}...: unknown field"),
}

WAYS: dict[str, Callable[[str | bytes, Callable[..., Path], pytest.MonkeyPatch], Scenario]] = {
    "a file": lambda content, write, _: load(write(content, "t.yaml")),
    "a parent": lambda content, write, _: _through_child(content, write),
    "the catalogue": lambda content, write, patch: _from_catalogue(content, write, patch=patch),
    "a text of a program's": lambda content, _, __: load_text(content, "t.yaml"),
    "bytes of a program's": lambda content, _, __: load_text(_bytes(content), "t.yaml"),
}


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _through_child(content: str | bytes, write: Callable[..., Path]) -> Scenario:
    write(content, "t.yaml")
    scenario = load(write("summary: child\nextends: ./t.yaml\n"))
    # A child inherits no summary; what it does inherit shows that the parent was read.
    assert scenario.maze.size == 9
    return load("t.yaml")


def _from_catalogue(content: str | bytes, write: Callable[..., Path], patch: pytest.MonkeyPatch) -> Scenario:
    write(content, "t.yaml")
    patch.setenv("MEMORY_MAZE_PATH", ".")
    assert "t" in names()
    return load("t")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", READ)
def test_it_is_read_right(case: str, way: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    content, summary = READ[case]
    scenario = WAYS[way](content, write, monkeypatch)
    assert (scenario.summary, scenario.maze.size, scenario.episode.steps) == (summary, 9, 5)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_sentence_at_its_place(
    case: str, way: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, sentence = REFUSED[case]
    with pytest.raises(ScenarioError) as caught:
        WAYS[way](content, write, monkeypatch)
    lines = [str(problem) for problem in caught.value.problems]
    assert any(sentence in line for line in lines), lines
    assert str(caught.value).splitlines() == lines
    assert all(line.isprintable() and len(line) < 400 for line in lines)


@pytest.mark.parametrize("case", READ)
def test_a_datasets_copy_of_a_scenario_is_read_alike(case: str) -> None:
    content, summary = READ[case]
    text = content if isinstance(content, str) else content.decode()
    assert validate(Scenario, *parse(text, "scenario.yaml")).summary == summary


@pytest.mark.parametrize(
    ("override", "summary"),
    [
        ('summary="\\ud83e\\udde0"', BRAIN),
        ("summary=a maze\r\n", "a maze"),
        ("summary=\ufeffa maze", "a maze"),
        ("summary='a\u2028b'", "a\u2028b"),
        ("summary=no", "no"),
    ],
)
def test_overrides_are_read_alike(override: str, summary: str) -> None:
    assert load("classic/9x9", [override]).summary == summary


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ("summary=a\u2028b", "summary: U+2028 ends no line"),
        ("summary=a\ufeffb", "summary: a byte order mark"),
        ("summary=\x1b[31m", "summary: the character U+001B is not allowed"),
        ("summary=\udcff", "summary: the character U+DCFF is not allowed"),
        ("summary=a\0", "summary: is a binary file"),
        ('summary="\\ud83e"', "summary: not valid YAML: the escape is no character"),
        ("episode.steps=" + "9" * 5000, "episode.steps: a number of 5000 digits is more"),
        ("episode.steps=!!int 5", "episode.steps: the tag !!int is not allowed"),
        ("episode={steps: 5, steps: 6}", "episode: duplicate key"),
        ("summary=a\n---\nb", "summary: holds several documents"),
        ("\ufeffmaze.size=9", "'\\ufeffmaze': unknown field"),
    ],
)
def test_overrides_are_refused_alike(override: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", [override])
    [line] = str(caught.value).splitlines()
    assert line.startswith(sentence)
    assert line.isprintable()


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"summary": "\ud800"}, "summary: expected text in Unicode, not '\\ud800'"),
        ({"summary": b"a"}, "summary: expected text, not b'a'"),
        ({"episode": {"steps": 10**5000}}, "episode.steps: must be at most 10000000, not a number of about 5000"),
        ({"maze": {"cell_size": 10**400}}, "maze.cell_size: expected a number, not a number of about 400 digits"),
        ({"maze": {"size": float("inf")}}, "maze.size: expected a whole number, not inf"),
        ({"maze": {"cell_size": float("nan")}}, "maze.cell_size: must be a finite number, not nan"),
        ({"maze": {"size": {9}}}, "maze.size: expected a whole number, not {9}"),
        ({"tags": ["a\x1b[31m", 5]}, "tags[1]: expected text, not 5"),
        ({"\x1b[31m": 1}, "'\\x1b[31m': unknown field"),
        ({None: 1}, "field names must be text, not null"),
        ({("a",): 1}, "field names must be text, not a list"),
    ],
)  # fmt: skip
def test_a_programs_mapping_is_refused_alike(mapping: dict[str, object], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load({"summary": "x", "extends": "classic/9x9", **mapping})
    [line] = str(caught.value).splitlines()
    assert line.startswith(sentence)
    assert line.isprintable()


def test_a_value_that_cannot_be_shown_is_no_crash() -> None:
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    with pytest.raises(ScenarioError, match=r"^maze.size: expected a whole number, not a Rude$"):
        load("classic/9x9", {"maze.size": Rude()})


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_layout_of_any_systems_lines_is_the_same_maze(end: str) -> None:
    from memory_maze.scenario import digest

    rows = "*****\n*P G*\n*****\n"
    changes = {"objects.count": 1}
    plain = load("classic/9x9", {"maze.layout": rows, **changes})
    foreign = load("classic/9x9", {"maze.layout": "\ufeff" + rows.replace("\n", end), **changes})
    assert foreign.maze == plain.maze
    assert digest(foreign) == digest(plain)


def test_a_document_is_no_name() -> None:
    with pytest.raises(ScenarioError, match=r"a text of several lines is no name; scenario.load_text reads"):
        load(PLAIN)


def test_a_text_may_extend_files_of_its_folder(write: Callable[..., Path]) -> None:
    write(PLAIN, "sub/base.yaml")
    assert (
        load_text("summary: x\nextends: ./base.yaml\n", folder=Path("sub"), overrides=["maze.size=11"]).maze.size == 11
    )
    with pytest.raises(ScenarioError, match=r"^-:2:10: extends: there is no file 'base.yaml'"):
        load_text("summary: x\nextends: ./base.yaml\n", "-")
