"""Rules over several fields, as far as JSON Schema can say them. What needs arithmetic only the loader can say.

A document with `extends` is judged by what it says itself: what its parent says is not known here.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from pydantic import BaseModel

from memory_maze.scenario.documents.tree import ALTERNATIVES, CHOICES
from memory_maze.scenario.model.fields import FLOOR_TEXTURES, HEAD_TOP, HEX_COLOR, PALETTE, PLAIN, WALL_TEXTURES
from memory_maze.scenario.model.maze_section import Maze, Rooms
from memory_maze.scenario.model.sections import Camera, Control, Objects
from memory_maze.scenario.model.words import PROMPT_KEYS

Schema = dict[str, Any]

_SHAPES = ALTERNATIVES["maze",]


def rules_of_any() -> list[Schema]:
    """What holds for every document, with a parent or without."""
    one_shape = [_not_both(f"maze.{one}", f"maze.{other}") for one, other in _exclusive()]
    return [
        *one_shape,
        _not_both("maze.layout", "maze.seed"),
        _not_both("maze.layout_file", "maze.seed"),
        _not_both("episode.seconds", "episode.steps"),
        *(_of_generator(*field) for field in CHOICES["maze", "generator"].items()),
        *(_images_of(style) for style in WALL_TEXTURES),
        _never(
            _at("observation.form", {"const": "image"}),
            _at("observation.prompt", {"const": "none"}),
            _at("task.prompts", {"not": {"const": "none"}}),
        ),
        _never(_at("task.prompts", {"const": "none"}), _given("observation.prompt_steps")),
        _never(_at("task.prompts", {"const": "none"}), _given("observation.prompt_until")),
        _never(
            _at("observation.prompt", {"const": "none"}),
            _given("observation.prompt_steps"),
            _at("observation.keys", {"not": {"contains": {"enum": list(PROMPT_KEYS)}}}),
        ),
        _never(
            _at("objects.colors", {"enum": ["palette", "shuffled"]}),
            _at("objects.count", {"exclusiveMinimum": len(PALETTE)}),
        ),
        _if(
            _all_of(_at("objects.colors", {"type": "array"}), _left_out("task.distractors"), _left_out("task.prompts")),
            _below("objects.colors", {"uniqueItems": True}),
        ),
    ]


def rules_of_complete() -> list[Schema]:
    """What holds for a document without a parent too, since every field that it leaves out has its default."""
    objects, pixels, cell = _default(Objects), _default(Camera)["resolution"], _default(Maze)["cell_size"]
    least, most = -objects["radius"], HEAD_TOP + objects["radius"]
    return [
        {"anyOf": [_all_of(*(_given(f"maze.{name}") for name in shape)) for shape in _SHAPES]},
        {"anyOf": [_given("episode.seconds"), _given("episode.steps")]},
        _if_left_out("maze.generator", _below("maze.pillars", {"const": _default(Maze)["pillars"]})),
        _if_left_out("maze.style", _images(_default(Maze)["style"])),
        _if_left_out("objects.colors", _below("objects.count", {"maximum": len(PALETTE)})),
        _if_left_out("objects.count", _below("objects.colors", {"minItems": objects["count"]})),
        _if_left_out("maze.cell_size", _below("objects.radius", {"maximum": cell / 2})),
        _if_left_out("objects.radius", _below("maze.cell_size", {"minimum": 2 * objects["radius"]})),
        _if_left_out("objects.radius", _below("objects.height", {"exclusiveMinimum": least, "exclusiveMaximum": most})),
        _if_left_out("maze.rooms.max_side", _below("maze.rooms.min_side", {"maximum": _default(Rooms)["max_side"]})),
        _if_left_out("control.frequency", _below("episode.seconds", {"minimum": 1 / _default(Control)["frequency"]})),
        *(
            _if(_given(cells), {"anyOf": [_given(f"maze.{field}") for field in ("layout", "layout_file", "seed")]})
            for cells in ("episode.start.cell", "objects.places")
        ),
        _if(
            _all_of(_at("observation.prompt", {"const": "none"}), _left_out("task.prompts")),
            _at("observation.form", {"const": "dict"}),
        ),
        _if_left_out("objects.count", _below("task.distractors", {"exclusiveMaximum": objects["count"]})),
        _if(
            _all_of(_at("observation.minimap", {"const": True}), _left_out("camera.resolution")),
            _all_of(*(_below(f"maze.{side}", {"maximum": pixels // 2}) for side in ("size", "width", "height"))),
        ),
    ]


def _exclusive() -> list[tuple[str, str]]:
    pairs = combinations(_SHAPES, 2)
    return [(one, other) for first, second in pairs for one in first for other in second]


def _of_generator(field: str, word: str) -> Schema:
    """The field has its default unless the generator is of that word."""
    default = _default(Maze)[field]
    fields = _default(type(default)) if isinstance(default, BaseModel) else None
    same = {"const": default} if fields is None else {"properties": {n: {"const": v} for n, v in fields.items()}}
    return _if(_at("maze.generator", {"not": {"const": word}}), _below(f"maze.{field}", same))


def _images_of(style: str) -> Schema:
    return _if(_at("maze.style", {"const": style}), _images(style))


def _images(style: str) -> Schema:
    walls: Schema = {"enum": list(WALL_TEXTURES[style])}
    if style == PLAIN:
        walls = {"anyOf": [walls, {"pattern": f"^{HEX_COLOR}$"}]}
    return _all_of(
        _below("maze.walls", {"items": walls}),
        _below("maze.walls.blocks", {"items": walls}),
        _below("maze.floors", {"items": {"enum": list(FLOOR_TEXTURES[style])}}),
    )


def _at(field: str, schema: Schema) -> Schema:
    """The field is there and fits."""
    for part in reversed(field.split(".")):
        schema = {"type": "object", "required": [part], "properties": {part: schema}}
    return schema


def _below(field: str, schema: Schema) -> Schema:
    """The field fits if it is there."""
    for part in reversed(field.split(".")):
        schema = {"properties": {part: schema}}
    return schema


def _given(field: str) -> Schema:
    return _at(field, {"not": {"type": "null"}})


def _left_out(field: str) -> Schema:
    return {"not": _at(field, {})}


def _not_both(one: str, other: str) -> Schema:
    return _never(_given(one), _given(other))


def _never(*schemas: Schema) -> Schema:
    return {"not": _all_of(*schemas)}


def _all_of(*schemas: Schema) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"allOf": list(schemas)}


def _if(condition: Schema, then: Schema) -> Schema:
    return {"if": condition, "then": then}


def _if_left_out(field: str, then: Schema) -> Schema:
    return _if(_left_out(field), then)


def _default(model: Any) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items()}
