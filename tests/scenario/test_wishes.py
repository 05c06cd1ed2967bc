"""What people look for and scenarios do not have: a sentence that helps, and no suggestion that misleads."""

from __future__ import annotations

import re
from typing import Any

import pytest

from memory_maze.scenario import ScenarioError, load
from memory_maze.scenario.documents.tree import dotted
from memory_maze.scenario.messages.hints import _BY_NAME, _FLAGS, _LISTS, _NUMBERS
from memory_maze.scenario.messages.sentences import _all_fields
from memory_maze.scenario.messages.wishes import _MEANT, _WISHES, _WISHES_IN
from memory_maze.scenario.model.sections import Content
from memory_maze.suggestions import nearest

FIELDS = {dotted(path) for path in _all_fields(Content)} | {"extends"}
NAMES = {field.rpartition(".")[2] for field in FIELDS}

SENTENCES = [
    ({"reward": 1}, "reward: unknown field; did you mean 'task.reward'?"),
    ({"task": {"penalty": 1}}, "task.penalty: unknown field; did you mean 'task.wrong_touch'?"),
    ({"task": {"goal": 1}}, "task.goal: unknown field; the section task says what is played: prompts, reward"),
    ({"sweep": {"maze.size": [9, 11]}}, "sweep: unknown field; several scenarios of one document are a family"),
    ({"curriculum": []}, "curriculum: unknown field; several scenarios of one document are a family"),
    ({"distractors": 2}, "distractors: unknown field; did you mean 'task.distractors'?"),
    ({"objects.distractors": 2}, "objects.distractors: unknown field; did you mean 'task.distractors'?"),
    ({"objects.targets": 2}, "objects.targets: unknown field; task.prompts says what is prompted"),
    ({"objects.visible": 0}, "objects.visible: expected always, never or a mapping of fields, not 0; write {steps: 0}"),
    ({"objects.hidden": True}, "objects.hidden: unknown field; did you mean 'objects.visible'?"),
    ({"camera.objects": False}, "camera.objects: unknown field; write objects.visible: always, never, or {steps: k}"),
    ({"agent": {"speed": 2}}, "agent: unknown field; the agent's body is fixed"),
    ({"seed": 3}, "seed: unknown field; maze.seed fixes the walls"),
    ({"objects.seed": 3}, "objects.seed: unknown field; maze.seed fixes the walls"),
    ({"maze.seeds": [1, 2]}, "maze.seeds: unknown field; maze.seed takes one seed"),
    ({"maze.seed": [0, 99]}, "maze.seed: expected a whole number, not a list; write one number, or {integers: [0, 99"),
    ({"maze.size": [7, 9, 11]}, "maze.size: expected a whole number, not a list; write one number, or {choice: [7, 9,"),
    ({"objects.radius": {"min": 0.3, "max": 0.9}}, "objects.radius: expected a number, not a mapping; write one numb"),
    ({"objects.size": 1}, "objects.size: unknown field; write objects.radius, in metres"),
    ({"task.prompts": ["red"]}, "task.prompts[0]: expected a whole number, not 'red'; objects are named by numbers"),
    ({"objects.colors": [[255, 0, 16]]}, "objects.colors[0]: expected text, not a list; write \"#ff0010\""),
    ({"task.end_on_wrong": True}, "task.end_on_wrong: unknown field; did you mean 'task.ends_on_wrong_touch'?"),
    ({"episode.start": [1, 1, 90]}, "episode.start: expected random or a mapping of fields, not a list; write start"),
    ({"episode.start.heading": "north"}, "episode.start.heading: expected a number, not 'north'; write 90, in degrees"),
    ({"observation.prompt": False}, "observation.prompt: expected border or none, not false; write none"),
    ({"maze.texture": "red"}, "maze.texture: unknown field; did you mean 'maze.walls'?"),
    ({"maze.fixed": True}, "maze.fixed: unknown field; this section has size, width, height, layout, layout_file"),
    ({"maze.path": "x.txt"}, "maze.path: unknown field; did you mean 'maze.layout_file'?"),
    ({"fps": 10}, "fps: unknown field; did you mean 'control.frequency'?"),
    ({"camera.fov": 90}, "camera.fov: unknown field; did you mean 'camera.field_of_view'?"),
    ({"name": "x"}, "name: unknown field; did you mean 'summary'?"),
    ({"inherits": "classic/9x9"}, "inherits: unknown field; did you mean 'extends'?"),
    ({"$schema": "./schema.json"}, "'$schema': unknown field; name the schema in a comment"),
    ({"good_visibility": True}, "good_visibility: unknown field; write maze.wall_height: 0.4 and objects.height: 1.1"),
    ({"_target_": "os.system"}, "_target_: unknown field; a scenario holds values alone and names no program"),
    ({"observation.height": 3}, "observation.height: unknown field; this section has form, keys"),
    ({"maze": "7x7"}, "maze: expected a mapping of fields, not '7x7'; write size: 7"),
    ({"maze": "9 x 21"}, "maze: expected a mapping of fields, not '9 x 21'; for 9 x 21 write width: 9 and height: 21"),
    ({"maze": 7}, "maze: expected a mapping of fields, not 7; write maze: {size: 7}"),
    ({"maze": "***\n*P*\n***"}, "maze: expected a mapping of fields, not '***\\n*P*\\n***'; write the rows under ma"),
    ({"objects": 5}, "objects: expected a mapping of fields, not 5; write objects: {count: 5}"),
    ({"camera": "top"}, "camera: expected a mapping of fields, not 'top'; write camera: {view: top}"),
    ({"control": "continuous"}, "control: expected a mapping of fields, not 'continuous'; write control: {actions: "),
    ({"observation": "dict"}, "observation: expected a mapping of fields, not 'dict'; write observation: {form: dict}"),
    ({"maze.size": [9, 21]}, "maze.size: expected a whole number, not a list; for 9 x 21 write width: 9 and height:"),
    ({"maze.size": [9, 9]}, "maze.size: expected a whole number, not a list; write size: 9"),
    ({"maze.size": "7x7"}, "maze.size: expected a whole number, not '7x7'; write size: 7"),
    ({"maze.size": "9"}, "maze.size: expected a whole number, not '9'; write 9, without quotes"),
    ({"maze.size": 9.0}, "maze.size: expected a whole number, not 9.0; write 9"),
    ({"maze.seed": "random"}, "maze.seed: expected a whole number, not 'random'; leave it out for a new maze"),
    ({"maze.seed": [1, 2, 3]}, "maze.seed: expected a whole number, not a list; write one number, or {choice: [1, 2"),
    ({"maze.layout": "./maze.txt"}, "maze.layout: here stand the rows of the maze, after `layout: |`; name a file"),
    ({"maze.layout": "maze.txt"}, "maze.layout: here stand the rows of the maze, after `layout: |`; name a file"),
    ({"maze.layout": ["***", "*P*", "***"]}, "maze.layout: expected text, not a list; write the rows as one text"),
    ({"maze.walls": "red"}, "maze.walls: expected a list such as [a, b] or a mapping of fields, not 'red'; wri"),
    ({"tags": "mine"}, "tags: expected a list such as [a, b], not 'mine'; write [mine]"),
    ({"episode.start": [1, 1]}, "episode.start: expected random or a mapping of fields, not a list; write start: {c"),
    ({"episode.start": 90}, "episode.start: expected random or a mapping of fields, not 90; write start: {heading: "),
    ({"episode.seconds": "5 minutes"}, "episode.seconds: expected a number, not '5 minutes'; write 300"),
    ({"episode.seconds": "4:10"}, "episode.seconds: expected a number, not '4:10'; write 250"),
    ({"control.frequency": "10Hz"}, "control.frequency: expected a number, not '10Hz'; write 10, without Hz"),
    ({"objects.radius": [0.3, 1.0]}, "objects.radius: expected a number, not a list; write one number"),
    ({"objects.colors": ["#fff", "red", "blue"]}, "objects.colors[0]: '#fff' is no colour; use '#ffffff'"),
    ({"objects.colors": ["pink", "red", "blue"]}, "objects.colors[0]: 'pink' is no colour; use red, green"),
    ({"objects.colors": ["Red", "green", "blue"]}, "objects.colors[0]: 'Red' is no colour; use red"),
    ({"objects.colors": ["ff0000", "green", "blue"]}, "objects.colors[0]: 'ff0000' is no colour; use '#ff0000'"),
    ({"objects.colors": ["red", "green", "red"]}, "objects.colors[2]: red is there twice, as number 0 too"),
    ({"objects.colors": ["#00ff00", "red", "#00FF00"]}, "objects.colors[2]: #00FF00 is there twice, as number 0 too"),
    ({"camera.resolution": [64, 64]}, "camera.resolution: expected a whole number, not a list; pictures are square"),
    ({"camera.resolution": "64x64"}, "camera.resolution: expected a whole number, not '64x64'; pictures are square"),
    ({"camera.outputs": "depth"}, "camera.outputs: expected a list such as [a, b], not 'depth'; write [image, depth]"),
    ({"observation.keys": "all"}, "observation.keys: expected a list such as [a, b], not 'all'; leave it out for all"),
    ({"observation.minimap": "yes"}, "observation.minimap: expected true or false, not 'yes'; write true"),
    ({"observation.minimap": 0}, "observation.minimap: expected true or false, not 0; write false"),
    ({"observation.prompt": {"steps": 10}}, "observation.prompt: expected border or none, not a mapping; write prom"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"), SENTENCES, ids=lambda given: next(iter(given), "") if isinstance(given, dict) else ""
)
def test_a_foreign_wish_gets_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", changes)
    [line] = str(caught.value).splitlines()
    assert line.startswith(sentence)


@pytest.mark.parametrize("field", ["tasks", "objects.seed", "camera.objects", "maze.goal", "control.sky"])
def test_a_word_that_is_near_no_field_of_its_section_gets_no_misleading_suggestion(field: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", {field: 1})
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"maze.cell_size": 5.0}, "maze.cell_size: must be at most 4, not 5.0"),
        ({"maze.size": 8}, "maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8"),
        ({"maze.walls": []}, "maze.walls: must have at least 1 value, not 0"),
        ({"maze.walls": {"blocks": ["red", "blue"]}}, "maze.walls.blocks: must have exactly 9 values, not 2"),
        ({"episode.steps": 10**8}, "episode.steps: must be at most 10000000, not 100000000"),
        ({"summary": ""}, "summary: must have at least 1 character, not 0"),
    ],
)
def test_a_value_of_the_right_kind_gets_no_advice_on_its_form(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", changes)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("sise", "size", "size"),
        ("szie", "size", "size"),
        ("SIZE", "size", "size"),
        ("task", "tags", None),
        ("heigth", "height", "height"),
        ("colours", "colors", "colors"),
        ("agent_po", "agent_pos", "agent_pos"),
        ("wall", "walls", "walls"),
        ("seed", "speed", "speed"),
        ("reward", "rooms", None),
        ("", "a", None),
        ("x" * 1_000_000, "x", None),
    ],
)
def test_slips_of_the_hand_are_near_and_other_words_are_not(word: str, known: str, found: str | None) -> None:
    if word == "":
        assert nearest(word, []) is None
    else:
        assert nearest(word, [known]) == found


def test_every_field_that_the_tables_send_to_is_there() -> None:
    assert set(_MEANT.values()) <= FIELDS
    sentences = " ".join([*_WISHES.values(), *_WISHES_IN.values()])
    told = re.findall(r"\b(?:maze|objects|episode|camera|control|observation)\.[a-z_.]+[a-z]", sentences)
    assert set(told) <= FIELDS
    assert len(told) > 10


def test_the_tables_hold_no_field_that_a_document_has() -> None:
    assert not set(_MEANT) & {field for field in FIELDS if "." not in field}
    assert NAMES & set(_WISHES) == {"seed"}
    assert set(_BY_NAME) | set(_FLAGS) | set(_LISTS) | set(_NUMBERS) <= NAMES
