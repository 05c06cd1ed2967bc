"""`maze.layout_file`: a drawing beside the document, taken over when the scenario is loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import Scenario, ScenarioError, digest, load, load_family, load_text, resolve

ROWS = "*******\n*P   G*\n* *** *\n*  G  *\n*******\n"
TAIL = "objects: {count: 2}\nepisode: {steps: 5}\n"
NAMING = f"summary: x\nmaze: {{layout_file: maze.txt}}\n{TAIL}"

Write = Callable[..., Path]


def drawn(text: str = ROWS) -> Scenario:
    return load({"summary": "x", "maze": {"layout": text}, "objects": {"count": 2}, "episode": {"steps": 5}})


def refused(source: object, *overrides: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(source, list(overrides))  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        ROWS.rstrip("\n"),
        f"\n\n{ROWS}\n",
        f"\ufeff{ROWS}",
        ROWS.replace("\n", "\r\n"),
        ROWS.replace("\n", "\r"),
        ROWS.replace("*", "#"),
    ],
)
def test_a_scenario_holds_what_the_file_says(write: Write, content: str) -> None:
    write(content, "maze.txt")
    scenario = load(write(NAMING))
    assert digest(scenario) == digest(drawn(content))
    assert scenario.maze.layout_file is None
    assert load(scenario.model_dump(mode="json")) == load(scenario.model_dump(mode="json"))
    assert resolve("x.yaml")["maze"] == {"layout": content.removeprefix("\ufeff")}


def test_nothing_needs_the_file_once_it_is_read(write: Write) -> None:
    file = write(ROWS, "maze.txt")
    scenario = load(write(NAMING))
    file.unlink()
    assert load(scenario.model_dump(mode="json")).maze.layout == scenario.maze.layout
    assert scenario.override({"objects.count": 1}).maze.layout == scenario.maze.layout


def test_a_file_is_counted_from_the_folder_of_the_document_that_names_it(write: Write) -> None:
    write(ROWS, "mazes/maze.txt")
    write(NAMING, "mazes/base.yaml")
    write("summary: x\nextends: ../mazes/base.yaml\n", "children/child.yaml")
    assert load("children/child.yaml").maze == load("mazes/base.yaml").maze == load("mazes/base.yaml").maze
    assert load_text(NAMING, folder=Path("mazes")).maze.layout == ROWS


def test_a_mapping_and_an_override_count_it_from_the_current_folder(write: Write) -> None:
    write(ROWS, "maze.txt")
    write(NAMING, "elsewhere/base.yaml")
    assert load({"summary": "x", "maze": {"layout_file": "maze.txt"}, "episode": {"steps": 5}}, ["objects.count=2"])
    assert load("classic/9x9", ["objects.count=2", "maze.layout_file=maze.txt"]).maze.layout == ROWS
    assert load("classic/9x9").override({"objects.count": 2, "maze.layout_file": "maze.txt"}).maze.size is None
    assert refused("elsewhere/base.yaml").startswith("elsewhere/base.yaml:2:21: maze.layout_file: there is no file")
    assert refused("classic/9x9", "maze.layout_file=none.txt") == "maze.layout_file: there is no file 'none.txt'"


def test_it_takes_the_place_of_an_inherited_shape_and_gives_way_to_a_new_one(write: Write) -> None:
    write(ROWS, "maze.txt")
    write(NAMING, "base.yaml")
    child = "summary: x\nextends: {}\nmaze: {}\nobjects: {{count: 2}}\n"
    assert load(write(child.format("classic/9x9", "{layout_file: maze.txt}"))).maze.size is None
    assert load(write(child.format("./base.yaml", "{size: 9}"))).maze.layout is None
    other = "*****\\n*P  *\\n*****"
    assert load(write(child.format("./base.yaml", f'{{layout: "{other}"}}'))).maze.sides == (3, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"*\x00*", "'maze.txt' is a binary file (or UTF-16), not text in UTF-8"),
        (
            b"\xff\xfe*\x00",
            "'maze.txt' is a binary file (or UTF-16), not text in UTF-8; if it is text, save",
        ),
        (b"***\n*\xe4*\n***", "'maze.txt' is not UTF-8 text: byte 0xe4; save it as UTF-8"),
        (b"*" * (1 << 21), "'maze.txt' is larger than 1 MiB, as no scenario is"),
    ],
)
def test_what_is_no_text_is_refused_at_the_line_that_names_it(write: Write, content: bytes, sentence: str) -> None:
    write(content, "maze.txt")
    assert refused(write(NAMING)).startswith(f"x.yaml:2:21: maze.layout_file: {sentence}")


def test_what_is_no_file_is_refused_at_the_line_that_names_it(write: Write, folder: Path) -> None:
    file, begin = write(NAMING), "x.yaml:2:21: maze.layout_file: "
    assert refused(file) == f"{begin}there is no file 'maze.txt'"
    write(ROWS, "maza.txt")
    assert refused(file) == f"{begin}there is no file 'maze.txt'; did you mean 'maza.txt'?"
    (folder / "maze.txt").mkdir()
    assert refused(file) == f"{begin}'maze.txt' is a folder; name a text file in it"
    (folder / "maze.txt").rmdir()
    os.mkfifo(folder / "maze.txt")
    assert refused(file) == f"{begin}'maze.txt' is a pipe, socket or device; name a regular text file"
    for name, sentence in {
        "https://x.org/maze.txt": "'https://x.org/maze.txt' is an address, and nothing is fetched; save the file",
        "~/maze.txt": "there is no file '~/maze.txt'; ~ is not replaced here",
        "/dev/null": "'/dev/null' is a pipe, socket or device",
    }.items():
        assert refused(write(NAMING.replace("maze.txt", name))).startswith(begin + sentence)


@pytest.mark.parametrize(
    ("content", "place", "sentence"),
    [
        ("*****\n*P G*\n****\n", "3:1", "row 3 has 4 characters, row 1 has 5; make them equal"),
        ("\n\n*****\n*P+G*\n*****\n", "4:1", "row 2 has '+'; use '*' wall"),
        ("\r\n*****\r\n*P G \r\n*****", "3:1", "the outer wall is open; draw '*' along all four sides"),
        ("*****\n*P*G*\n*****\n", "2:1", "no way leads from the P in row 2, column 2 to the G in row 2, column 4"),
        ("*****\n*P00*\n*****\n", "2:1", "row 2 has a second 0; draw it once"),
    ],
)
def test_a_row_that_is_wrong_is_told_at_its_own_line(write: Write, content: str, place: str, sentence: str) -> None:
    write(content, "maze.txt")
    message = refused(write(NAMING.replace("count: 2", "count: 1")))
    assert message.startswith(f"maze.txt:{place}: maze.layout: {sentence}")


def test_other_problems_name_both_files(write: Write) -> None:
    write(ROWS, "maze.txt")
    write(NAMING, "base.yaml")
    message = refused(write("summary: x\nextends: ./base.yaml\nobjects: {count: 3}\n"))
    assert message == (
        "x.yaml:3:18: objects.count: 3 objects, but the layout has 2 G cells (maze.layout from maze.txt:1)"
    )


FAMILY = f"summary: x\n{TAIL}matrix:\n  maze.layout_file: [one.txt, other/two.txt]\n"
OTHER = "*****\n*P G*\n* G *\n*****\n"


def test_members_of_a_family_have_files_from_its_folder(write: Write) -> None:
    write(ROWS, "mazes/one.txt")
    write(OTHER, "mazes/other/two.txt")
    family = load_family(write(FAMILY, "mazes/family.yaml"))
    assert [member.name for member in family] == ["one.txt", "layout_file2"]
    assert [dict(member.changes) for member in family] == [
        {"maze.layout_file": "one.txt"},
        {"maze.layout_file": "other/two.txt"},
    ]
    assert [scenario.maze.layout for scenario in family.scenarios] == [ROWS, OTHER]
    assert load("mazes/family.yaml#layout_file2") == family["layout_file2"]
    child = write("summary: y\nextends: ../mazes/family.yaml#one.txt\n", "children/child.yaml")
    assert digest(load(child)) == digest(family["one.txt"])


def test_included_members_and_what_all_have_in_common_may_name_files(write: Write) -> None:
    write(ROWS, "maze.txt")
    write(OTHER, "two.txt")
    members = "matrix: {episode.steps: [5, 9]}\ninclude: [{maze.layout_file: two.txt}]\n"
    family = load_family(write(f"{NAMING}{members}"))
    assert [scenario.maze.layout for scenario in family.scenarios] == [ROWS, ROWS, OTHER]


def test_a_sweep_counts_files_from_the_current_folder(write: Write) -> None:
    write(ROWS, "one.txt")
    write(OTHER, "two.txt")
    write(f"summary: x\nmaze: {{size: 9}}\n{TAIL}", "elsewhere/base.yaml")
    family = load_family("elsewhere/base.yaml", sweep=["maze.layout_file=one.txt,two.txt"])
    assert [scenario.maze.layout for scenario in family.scenarios] == [ROWS, OTHER]
    assert [scenario.maze.size for scenario in family.scenarios] == [None, None]


def test_what_is_wrong_with_the_file_of_a_member_is_told_with_the_member(write: Write) -> None:
    write(ROWS, "one.txt")
    file = write(FAMILY)
    with pytest.raises(ScenarioError) as caught:
        load_family(file)
    sentence = "x.yaml:5:31: maze.layout_file: there is no file 'other/two.txt'"
    assert str(caught.value) == f"{sentence} (member layout_file2)"
    assert refused("x.yaml#layout_file2") == sentence
    write(OTHER.replace("P", "+"), "other/two.txt")
    with pytest.raises(ScenarioError, match=r"^other/two\.txt:2:1: maze\.layout: row 2 has '\+'; .*layout_file2\)$"):
        load_family(file)


@pytest.mark.parametrize("override", ["maze.size=9", "maze.layout_file=one.txt"])
def test_no_override_takes_the_files_of_members_away(write: Write, override: str) -> None:
    write(ROWS, "one.txt")
    write(OTHER, "other/two.txt")
    with pytest.raises(ScenarioError, match=r"^maze\.layout_file: the members differ in it, so no override can set it"):
        load_family(write(FAMILY), [override])


def test_a_document_that_says_both_is_refused(write: Write) -> None:
    write(ROWS, "maze.txt")
    both = NAMING.replace("maze.txt", "maze.txt, layout: '***'")
    assert "maze: layout and layout_file cannot stand side by side; give size, or width and height" in refused(
        write(both)
    )


def test_a_model_alone_reads_no_file() -> None:
    with pytest.raises(ValueError, match=r"the file was not read; load the document by memory_maze\.load"):
        Scenario.model_validate({"summary": "x", "maze": {"layout_file": "maze.txt"}, "episode": {"steps": 5}})
