"""YAML broken in many ways. Each case: the document, then every line of the message that must be there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import ScenarioError, load

REST = "episode: {seconds: 250}\n"
ALIAS_BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)

NOT_YAML = {
    "an empty file": (b"", ["x.yaml:1:1: is empty"]),
    "comments only": ("# nothing\n\n", ["x.yaml:", "is empty"]),
    "only null": ("~\n", ["x.yaml:1:1: is empty"]),
    "a binary file": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ["x.yaml:1:1: is a binary file"]),
    "NUL in text": (b"summary: a\0b\n", ["x.yaml:1:1: is a binary file"]),
    "UTF-16": ("summary: a\n".encode("utf-16"), ["x.yaml:1:1: is a binary file (or UTF-16)"]),
    "Latin-1": ("summary: ok\nx: caf\xe9\n".encode("latin-1"), ["x.yaml:2:7: is not UTF-8", "0xe9"]),
    "a control character": (b"summary: a\nx: \x07\n", ["x.yaml:2:4: the character U+0007"]),
    "a tab": ("maze:\n\tsize: 9\n", ["x.yaml:2:1: not valid YAML: a tab; indent with spaces"]),
    "two colons": ("summary: a: b\n", ["x.yaml:1:11: not valid YAML: a second ':'"]),
    "an indented line": ("summary: a\n  maze: b\n", ["x.yaml:2:7: not valid YAML:"]),
    "an open list": ("tags: [a, b\n", ["x.yaml:1:7: not valid YAML: what begins here is never closed"]),
    "an open brace": ("maze: {size: 9\n", ["x.yaml:1:7: not valid YAML: what begins here is never closed"]),
    "an open quote": ("summary: 'abc\n", ["x.yaml:1:10: not valid YAML: what begins here is never closed"]),
    "a colour without quotes": (
        "objects: {colors: [#ff0000]}\n",
        ["x.yaml:2:1: not valid YAML:", "'#' begins a comment"],
    ),
    "a line without a colon": ("summary: a\nmaze\n", ["x.yaml:2:1: not valid YAML: a line without ':'"]),
    "an indentation that does not fit": (
        "maze:\n    size: 9\n  seed: 1\n",
        ["x.yaml:3:3: not valid YAML: the indentation does not fit"],
    ),
    "text after a quote": (
        "summary: 'a' b\n",
        ["x.yaml:1:14: not valid YAML: the indentation does not fit, or something"],
    ),
    "a bare at sign": ("summary: @home\n", ["x.yaml:1:10: not valid YAML: a value cannot begin with '@'"]),
    "a bare percent": ("summary: %x\n", ["x.yaml:1:10: not valid YAML: a value cannot begin with '%'"]),
    "an unknown version of YAML": (
        "%YAML 9.9\n---\na: 1\n",
        ["x.yaml:1:1: not valid YAML: a line that begins with '%' may only be '%YAML 1.2', once; remove it"],
    ),
    "an unknown directive": (
        "%FOO\n---\na: 1\n",
        ["x.yaml:1:", "not valid YAML: a line that begins with '%' may only be '%YAML 1.2', once; remove it"],
    ),
    "a bad escape": ('summary: "\\q"\n', ["x.yaml:1:11: not valid YAML: found unknown escape character"]),
    "a list": ("- summary\n- maze\n", ["x.yaml:1:1: is a list, not a mapping"]),
    "a word": ("hello\n", ["x.yaml:1:1: is a single value, not a mapping"]),
    "two documents": ("summary: a\n---\nsummary: b\n", ["x.yaml:2:1: holds several documents"]),
    "an unknown alias": ("summary: *x\n", ["x.yaml:1:10: summary: the alias *x names no anchor"]),
    "an alias inside itself": ("a: &x [1, *x]\n", ["x.yaml:1:11: a[1]: the alias *x stands inside"]),
    "an alias bomb": (ALIAS_BOMB, ["more than 10000 values, aliases expanded"]),
    "deep brackets": ("a: " + "[" * 100_000, ["x.yaml:1:", "nested deeper than 64 levels"]),
    "deep braces": ("{a: " * 1000, ["x.yaml:1:", "nested deeper than 64 levels"]),
    "deep indentation": ("".join(" " * n + f"k{n}:\n" for n in range(200)), ["nested deeper than 64 levels"]),
    "many values": ("a: [" + "1," * 20_000 + "]\n", ["x.yaml:1:", "more than 10000 values"]),
    "a huge file": ("# " + "x" * (1 << 20), ["x.yaml:1:1: is larger than 1 MiB"]),
}

NOT_A_SCENARIO = {
    "a duplicate key": (
        f"summary: a\nmaze: {{size: 9}}\nmaze: {{size: 11}}\n{REST}",
        ["x.yaml:3:1: maze: duplicate key, first given in line 2"],
    ),
    "a nested duplicate": (
        f"summary: a\nmaze:\n  size: 9\n  size: 11\n{REST}",
        ["x.yaml:4:3: maze.size: duplicate key, first given in line 3"],
    ),
    "a Python tag": (
        f"summary: a\nmaze: !!python/object/apply:os.system [ls]\n{REST}",
        ["x.yaml:2:7: maze: the tag !!python/object/apply:os.system is not allowed"],
    ),
    "a local tag": (
        f"summary: a\nmaze: {{size: !odd 9}}\n{REST}",
        ["x.yaml:2:14: maze.size: the tag !odd is not allowed"],
    ),
    "a number as a key": (
        f"summary: a\n9: b\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:2:1: field names must be text, not 9"],
    ),
    "a list as a key": (
        f"summary: a\n? [a, b]\n: 1\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:2:3: field names must be text, not a list or mapping"],
    ),
    "a section of nothing": (
        "summary: a\nmaze: {size: 9}\nepisode:\n",
        ["x.yaml:3:9: episode: expected a mapping of fields, not null"],
    ),
    "a missing section": (
        "summary: a\nmaze: {size: 9}\n",
        ["x.yaml:1:1: episode: is missing; write episode: {seconds: 250}"],
    ),
    "no summary": (f"maze: {{size: 9}}\n{REST}", ["x.yaml:1:1: summary: is missing; write summary: what is"]),
    "an empty summary": (
        f"summary: ''\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:1:10: summary: must have at least 1 character, not 0"],
    ),
    "an unknown section": (
        f"summary: a\nmaze: {{size: 9}}\n{REST}object: {{count: 3}}\n",
        ["x.yaml:4:1: object: unknown field; did you mean 'objects'?"],
    ),
    "an unknown field": (
        f"summary: a\nmaze:\n  sise: 9\n{REST}",
        ["x.yaml:3:3: maze.sise: unknown field; did you mean 'size'?"],
    ),
    "a field in the wrong section": (
        f"summary: a\nmaze: {{size: 9, count: 3}}\n{REST}",
        ["x.yaml:2:17: maze.count: unknown field; did you mean 'objects.count'?"],
    ),
    "a field like no other": (
        f"summary: a\nmaze: {{size: 9, qqqq: 3}}\n{REST}",
        ["x.yaml:2:17: maze.qqqq: unknown field; this section has size, width"],
    ),
    "a field name of several lines": (
        f'summary: a\n"q\\nq": 1\nmaze: {{size: 9}}\n{REST}',
        ["x.yaml:2:1: 'q\\nq': unknown field"],
    ),
    "text for a whole number": (
        f'summary: a\nmaze: {{size: "9"}}\n{REST}',
        ["x.yaml:2:14: maze.size: expected a whole number, not '9'"],
    ),
    "a fraction for a whole number": (
        f"summary: a\nmaze: {{size: 9.5}}\n{REST}",
        ["x.yaml:2:14: maze.size: expected a whole number, not 9.5"],
    ),
    "an underscore in a number": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: 1_000}\n",
        ["x.yaml:3:20: episode.seconds: expected a number, not '1_000'"],
    ),
    "a boolean for a number": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: true}\n",
        ["x.yaml:3:20: episode.seconds: expected a number, not true"],
    ),
    "two words for a value that is drawn": (
        "summary: a\nmaze: {size: {integers: [7, 9], choice: [7]}}\nepisode: {steps: 9}\n",
        [
            "x.yaml:2:14: maze.size: expected a whole number, not a mapping; a value that episodes draw has one word, "
            "uniform, integers or choice, and nothing beside it"
        ],
    ),
    "infinity": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: .inf}\n",
        ["x.yaml:3:20: episode.seconds: must be a finite number, not inf"],
    ),
    "yes for true": (
        f"summary: a\nmaze: {{size: 9}}\nobservation: {{minimap: yes}}\n{REST}",
        ["x.yaml:3:24: observation.minimap: expected true or false, not 'yes'"],
    ),
    "a number for text": (
        f"summary: 5\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:1:10: summary: expected text, not 5; put it in quotes"],
    ),
    "a word for a list": (
        f"summary: a\ntags: vis\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:2:7: tags: expected a list such as [a, b], not 'vis'"],
    ),
    "a number in a list of words": (
        f"summary: a\ntags: [vis, 9]\nmaze: {{size: 9}}\n{REST}",
        ["x.yaml:2:13: tags[1]: expected text, not 9; put it in quotes"],
    ),
    "a list for a section": (
        f"summary: a\nmaze: [9]\n{REST}",
        ["x.yaml:2:7: maze: expected a mapping of fields, not a list"],
    ),
    "too small": (f"summary: a\nmaze: {{size: 1}}\n{REST}", ["x.yaml:2:14: maze.size: must be at least 3, not 1"]),
    "too large": (f"summary: a\nmaze: {{size: 999}}\n{REST}", ["x.yaml:2:14: maze.size: must be at most 255, not 999"]),
    "zero seconds": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: 0}\n",
        ["x.yaml:3:20: episode.seconds: must be more than 0, not 0"],
    ),
    "a number of many digits": (
        f"summary: a\nmaze: {{size: {'9' * 5000}}}\n{REST}",
        ["x.yaml:2:14: maze.size: a number of 5000 digits is more than any field takes"],
    ),
    "a misspelt choice": (
        f"summary: a\nmaze: {{size: 9}}\ncamera: {{view: topp}}\n{REST}",
        ["x.yaml:3:16: camera.view: expected first-person or top, not 'topp'; did you mean 'top'?"],
    ),
    "a misspelt choice in a list": (
        f"summary: a\nmaze: {{size: 9}}\nobservation: {{keys: [image, agent_po]}}\n{REST}",
        ["x.yaml:3:29: observation.keys[1]: expected image,", "did you mean 'agent_pos'?"],
    ),
    "a union, nothing fits": (
        f"summary: a\nmaze: {{size: 9}}\nobjects: {{colors: palett}}\n{REST}",
        ["x.yaml:3:19: objects.colors: expected palette, shuffled, distinct or a list such as [a, b], not 'palett'"],
    ),
    "a union, a list with a bad item": (
        f"summary: a\nmaze: {{size: 9}}\nobjects: {{colors: [red, 5]}}\n{REST}",
        ["x.yaml:3:25: objects.colors[1]: expected text, not 5"],
    ),
    "a union, a mapping with a bad field": (
        "summary: a\nmaze: {size: 9}\nepisode:\n  seconds: 9\n  start: {cel: [0, 0]}\n",
        ["x.yaml:5:11: episode.start.cel: unknown field; did you mean 'cell'?"],
    ),
    "too few coordinates": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: 9, start: {cell: [1]}}\n",
        ["x.yaml:3:37: episode.start.cell: has too few values: 1"],
    ),
    "too many coordinates": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: 9, start: {cell: [1, 2, 3]}}\n",
        ["x.yaml:3:37: episode.start.cell: must have at most 2 values, not 3"],
    ),
    "an even size": (f"summary: a\nmaze: {{size: 8}}\n{REST}", ["x.yaml:2:14: maze.size: must be odd", "7 or 9"]),
    "two lengths": (
        "summary: a\nmaze: {size: 9}\nepisode: {seconds: 9, steps: 36}\n",
        ["x.yaml:3:10: episode: seconds and steps are both there; give exactly one"],
    ),
    "two shapes": (
        f"summary: a\nmaze: {{size: 9, width: 9}}\n{REST}",
        ["x.yaml:2:7: maze: size and width cannot stand side by side; give size, or width and height"],
    ),
    "a hole in the wall": (
        f"summary: a\nmaze:\n  layout: |\n    ***\n    *  \n    ***\nobjects: {{count: 1}}\n{REST}",
        ["x.yaml:3:11: maze.layout: the outer wall is open"],
    ),
    "more objects than colours": (
        f"summary: a\nmaze: {{size: 31, rooms: {{max: 9}}}}\nobjects: {{count: 7}}\n{REST}",
        ["x.yaml:3:18: objects.count: 7 objects, but only 6 colours"],
    ),
    "an odd frequency": (
        f"summary: a\nmaze: {{size: 9}}\ncontrol: {{frequency: 7}}\n{REST}",
        ["x.yaml:3:22: control.frequency: 7 Hz", "no multiple of the physics step"],
    ),
    "an unknown parent": (
        "summary: a\nextends: classic/9x9-vis\n",
        ["x.yaml:2:10: extends: there is no scenario 'classic/9x9-vis'; did you mean 'classic/9x9-Vis'?"],
    ),
    "a parent file that is not there": (
        "summary: a\nextends: ./y.yaml\n",
        ["x.yaml:2:10: extends: there is no file 'y.yaml'"],
    ),
    "several parents": (
        "summary: a\nextends: [classic/9x9, classic/11x11]\n",
        ["x.yaml:2:10: extends: name one parent"],
    ),
    "itself as parent": (
        "summary: a\nextends: ./x.yaml\n",
        ["x.yaml:2:10: extends: a circle of parents: x.yaml -> x.yaml"],
    ),
    "a merge key of a word": (
        f"summary: a\nmaze:\n  <<: big\n  size: 9\n{REST}",
        ["x.yaml:3:7: maze: `<<` takes a mapping or a list of mappings"],
    ),
}


@pytest.mark.parametrize("case", [*NOT_YAML, *NOT_A_SCENARIO])
def test_each_mistake_is_one_sentence_with_its_place(case: str, write: Callable[..., Path]) -> None:
    content, fragments = {**NOT_YAML, **NOT_A_SCENARIO}[case]
    with pytest.raises(ScenarioError) as caught:
        load(write(content))
    message = str(caught.value)
    assert len(message.splitlines()) == 1, message
    for fragment in fragments:
        assert fragment in message


def test_all_mistakes_of_a_document_are_told_at_once_in_reading_order(write: Callable[..., Path]) -> None:
    file = write("summary: 5\nmaze:\n  sise: 9\n  style: blue\ntags: x\ntags: y\nepisode: {seconds: 0}\n")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    places = [(problem.line, problem.column, problem.path) for problem in caught.value.problems]
    assert places == [
        (1, 10, "summary"),
        (3, 3, "maze.sise"),
        (4, 10, "maze.style"),
        (6, 1, "tags"),
        (7, 20, "episode.seconds"),
    ]


def test_a_mistake_in_a_parent_is_placed_in_the_parent(write: Callable[..., Path]) -> None:
    write("summary: base\nmaze:\n  size: 8\nepisode: {seconds: 1}\n", "bases/base.yaml")
    file = write("summary: child\nextends: ./bases/base.yaml\ncamera: {resolution: 1}\n")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert str(caught.value).splitlines() == [
        "bases/base.yaml:3:9: maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8",
        "x.yaml:3:22: camera.resolution: must be at least 16, not 1",
    ]


def test_unreadable_things_are_named(folder: Path) -> None:
    (folder / "sub.yaml").mkdir()
    with pytest.raises(ScenarioError, match=r"^'sub.yaml' is a folder"):
        load("sub.yaml")
    with pytest.raises(ScenarioError, match=r"^there is no file 'nowhere.yaml'"):
        load("nowhere.yaml")
    with pytest.raises(ScenarioError, match="cannot read"):
        load("a\0b.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_what_cannot_be_read_to_its_end_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    os.symlink("/dev/zero", folder / "zero.yaml")
    for name in ("pipe.yaml", "zero.yaml"):
        with pytest.raises(ScenarioError, match=f"^'{name}' is a pipe, socket or device; name a regular .yaml file$"):
            load(name)
