"""What pages are told: the catalogue, one scenario, and a document that is being written."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from memory_maze.scenario import names
from tests.web.conftest import SCENARIO

Ask = Callable[..., TestClient]


def test_every_scenario_is_in_the_catalogue_and_given_ones_come_first(ask: Ask) -> None:
    told = ask().get("/api/scenarios").json()
    assert told[0]["name"] == "mine/corridor.yaml"
    assert [one["own"] for one in told] == [True] + [False] * len(names())
    assert {one["name"] for one in told[1:]} == set(names())
    assert not any("file" in one for one in told)


def test_a_named_scenario_comes_first(ask: Ask) -> None:
    told = ask("examples/t-maze").get("/api/scenarios").json()
    assert (told[0]["name"], told[0]["own"]) == ("examples/t-maze", True)


def test_a_page_of_a_scenario_has_its_text_values_and_published_scores(ask: Ask) -> None:
    told = ask().get("/api/scenario", params={"name": "classic/9x9-Top"}).json()
    assert told["text"] == (files("memory_maze_scenarios") / "classic" / "9x9-Top.yaml").read_text()
    setters = {field: (value, setter) for field, value, setter in told["values"]}
    assert setters["camera.view"] == ("top", "document")
    assert setters["maze.size"] == ("9", "parent")
    assert setters["maze.cell_size"][1] == "default"
    assert told["published"]["human"] == 26.4


def test_a_family_has_its_members(ask: Ask) -> None:
    told = ask().get("/api/scenario", params={"name": "families/sizes"}).json()
    assert told["members"][0]["name"].startswith("families/sizes#")
    assert told["members"][0]["changes"]


def test_a_wrong_scenario_is_listed_with_what_is_wrong(ask: Ask, folder: Path) -> None:
    (folder / "wrong.yaml").write_text("summary: x\nextends: classic/9x9\nmaze: {size: 8}\n")
    client = ask()
    listed = {one["name"]: one for one in client.get("/api/scenarios").json()}
    assert "wrong.yaml:3:14" in listed["mine/wrong.yaml"]["problem"]
    assert client.get("/api/scenario", params={"name": "mine/wrong.yaml"}).json()["problems"]


@pytest.mark.parametrize("path", ["/api/card", "/api/sheet"])
def test_pictures_are_drawn(ask: Ask, path: str) -> None:
    answer = ask().get(path, params={"name": "mine/corridor.yaml"})
    assert answer.headers["content-type"] == "image/webp"
    assert answer.content[8:12] == b"WEBP"


def test_a_mistake_is_told_at_its_line_and_column_and_its_cure_shows_the_maze(ask: Ask) -> None:
    client = ask()
    told = client.post("/api/check", json={"text": SCENARIO.replace("count: 1", "count: none")}).json()
    [problem] = told["problems"]
    assert (problem["line"], problem["column"], problem["path"]) == (7, 18, "objects.count")
    assert "scene" not in told
    told = client.post("/api/check", json={"text": SCENARIO, "seed": 3}).json()
    assert told["problems"] == []
    assert told["scene"]["chart"]["free"] == ["11111"]
    assert told["scene"]["chart"]["objects"][0]["name"] == "red"
    assert told["scene"]["view"].startswith("data:image/webp;base64,")
    assert "cell_size: 2.0" in told["resolved"]


def test_parents_beside_the_document_are_found(ask: Ask) -> None:
    text = "summary: x\nextends: ./corridor.yaml\nepisode: {steps: 7}\n"
    told = ask().post("/api/check", json={"text": text, "home": "mine"}).json()
    assert told["problems"] == []
    assert "steps: 7" in told["resolved"]


def test_a_family_s_member_is_chosen(ask: Ask) -> None:
    text = "summary: x\nextends: classic/9x9\nmatrix: {maze.size: [9, 11]}\n"
    client = ask()
    assert client.post("/api/check", json={"text": text}).json()["members"] == ["9", "11"]
    told = client.post("/api/check", json={"text": text, "member": "11"}).json()
    assert told["scene"]["chart"]["width"] == 11


def test_saving_needs_a_word_before_it_replaces(ask: Ask, folder: Path) -> None:
    client = ask()
    given = {"folder": "mine", "name": "new.yaml", "text": SCENARIO}
    assert client.post("/api/save", json=given).json() == {"saved": "mine/new.yaml"}
    assert (folder / "new.yaml").read_text() == SCENARIO
    refused = client.post("/api/save", json={**given, "text": "other"})
    assert refused.status_code == 403
    assert "replace" in refused.json()["error"]
    assert client.post("/api/save", json={**given, "text": "other", "replace": True}).status_code == 200
    assert (folder / "new.yaml").read_text() == "other"


def test_the_schema_is_given_for_completion(ask: Ask) -> None:
    assert "maze" in ask().get("/api/schema").json()["properties"]


def test_a_curriculum_is_no_scenario(ask: Ask, folder: Path) -> None:
    (folder / "course.yaml").write_text("summary: x\ncurriculum: [{scenario: classic/9x9}]\n")
    names_told = [one["name"] for one in ask().get("/api/scenarios").json()]
    assert "mine/corridor.yaml" in names_told
    assert "mine/course.yaml" not in names_told
