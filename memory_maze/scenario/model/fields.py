"""The base of every scenario model, and the field types that several of them share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from memory_maze.scenario.documents.contents import ADDRESS
from memory_maze.scenario.model.text_layout import LONGEST_LAYOUT, LONGEST_SIDE, PATTERN, in_one_alphabet

PHYSICS_STEP = 0.005
"""MuJoCo's time step in every Memory Maze, in seconds; part of the benchmark."""

SMALLEST_PICTURE, LARGEST_PICTURE = 16, 1024
"""How many pixels a side a picture may have, at least and at most."""

BALL_RADIUS = 0.2
"""The radius of the ball that the walker rolls on (dm_control's rolling ball), in metres."""

HEAD_TOP = 0.59
"""Metres above the floor that the walker's head reaches, the highest part that can touch an object."""

PALETTE: dict[str, tuple[int, int, int]] = {
    "red": (170, 38, 30),
    "green": (99, 170, 88),
    "blue": (39, 140, 217),
    "purple": (93, 105, 199),
    "yellow": (220, 193, 59),
    "salmon": (220, 128, 107),
}
"""The benchmark's object colours, in slot order; RGB out of `PALETTE_SCALE`."""

HEX_COLOR = "#[0-9a-fA-F]{6}"
"""`#rrggbb`, as a regular expression."""

PALETTE_SCALE = 220
"""What stands for full intensity in `PALETTE`."""

WALL_TEXTURES: dict[str, tuple[str, ...]] = {
    "plain": ("blue", "cerise", "green_bright", "green", "purple", "red_bright", "red", "yellow"),
    "style_01": ("blue", "cerise", "green_bright", "green", "purple", "red_bright", "red", "yellow"),
    "style_02": ("blue_bright", "blue", "dblue", "lgreen", "purple", "yellow_bright", "yellow"),
    "style_03": ("blue", "cyan", "gray_bright", "gray", "orange_bright", "orange", "purple"),
    "style_04": ("cerise", "green_bright", "green", "purple", "red_bright", "red"),
    "style_05": ("red_bright", "red", "yellow_bright", "yellow"),
}
"""The wall images by style: our own, and labmaze's. The order decides which image a random number stands for."""

FLOOR_TEXTURES: dict[str, tuple[str, ...]] = {
    "plain": ("blue_bright", "blue", "blue_team", "orange_bright", "orange", "red_team"),
    "style_01": ("blue_bright", "blue", "blue_team", "orange_bright", "orange", "red_team"),
    "style_02": ("blue_bright", "blue", "green_bright", "green", "orange"),
    "style_03": ("blue_bright", "blue", "green_bright", "green", "orange", "purple", "red"),
    "style_04": ("blue_bright", "blue", "cyan", "dorange", "orange_bright", "orange"),
    "style_05": ("blue_bright", "blue", "orange_bright", "orange"),
}
"""The floor images by style."""

PLAIN = "plain"
"""The style whose images are computed."""

Style = Literal["style_01", "style_02", "style_03", "style_04", "style_05", "plain"]


def most_pillars(width: int, height: int) -> int:
    """How many pillars an arena of so many cells can be sure to hold.

    None stands at the outer wall, and each keeps the cells around it free of others: nine with its own.
    """
    return -(-(width - 2) * (height - 2) // 9)


def _list_to_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _require_odd(cells: int) -> int:
    if cells % 2 == 0:
        message = "must be odd, as the sides of all generated mazes are: {lower} or {upper}"
        raise PydanticCustomError("even", message, {"lower": cells - 1, "upper": cells + 1})
    return cells


OddCells = Annotated[
    int, Field(ge=3, le=LONGEST_SIDE, json_schema_extra={"not": {"multipleOf": 2}}), AfterValidator(_require_odd)
]
"""Cells along a side of a generated maze."""

LayoutText = Annotated[
    str, Field(max_length=LONGEST_LAYOUT, json_schema_extra={"pattern": PATTERN}), AfterValidator(in_one_alphabet)
]
"""A maze drawn as text; its rows may end as any system ends lines, and its walls be `*` or `#`."""

FileName = Annotated[str, Field(min_length=1, json_schema_extra={"not": {"pattern": ADDRESS}})]
"""A file, named from the folder of the document."""

ListToTuple = BeforeValidator(_list_to_tuple)
"""Lets a YAML list stand where a frozen model holds a tuple."""

Names = Annotated[tuple[str, ...], ListToTuple]

# The lengths stand before the conversion: after it Pydantic would describe them as those of text.
Images = Annotated[tuple[str, ...], Field(min_length=1, max_length=26), ListToTuple]
"""Images of a style, up to the number of floor areas that labmaze knows."""


def _require_nine(images: tuple[str, ...]) -> tuple[str, ...]:
    if len(images) != 9:
        raise PydanticCustomError("wrong_length", "must have {length} values", {"length": 9})
    return images


NineImages = Annotated[
    tuple[str, ...],
    Field(json_schema_extra={"minItems": 9, "maxItems": 9}),
    AfterValidator(_require_nine),
    ListToTuple,
]
"""One image for each of 3 x 3 blocks."""

Colors = Annotated[
    tuple[Annotated[str, Field(json_schema_extra={"pattern": f"^({'|'.join(PALETTE)}|{HEX_COLOR})$"})], ...],
    ListToTuple,
]
"""Colours of the palette, and `#rrggbb`."""

Order = Annotated[tuple[Annotated[int, Field(ge=0, le=99)], ...], Field(min_length=1, max_length=1000), ListToTuple]
"""Numbers of objects, counted from 0."""


def _pairs(value: Any) -> Any:
    """A mapping as sorted pairs, which a frozen model can hold; lists in it become tuples."""
    if not isinstance(value, dict):
        return value
    return tuple((name, _list_to_tuple(item)) for name, item in sorted(value.items()))


def _mapping(pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: list(item) if isinstance(item, tuple) else item for name, item in pairs}


Plain = bool | int | float | str | None

Options = Annotated[
    tuple[tuple[str, Plain | tuple[Plain, ...]], ...],
    BeforeValidator(_pairs),
    PlainSerializer(_mapping),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": ["boolean", "number", "string", "null"]},
                    {"type": "array", "items": {"type": ["boolean", "number", "string", "null"]}},
                    {"type": "object", "required": ["uniform"]},
                    {"type": "object", "required": ["integers"]},
                    {"type": "object", "required": ["choice"]},
                ]
            },
        }
    ),
]
"""Values by name for code of another package, held as sorted pairs."""

Coordinate = Annotated[int, Field(ge=0, le=LONGEST_SIDE - 1)]
"""Cells from the left or from the bottom of the largest maze."""

CellOfMaze = Annotated[tuple[Coordinate, Coordinate], ListToTuple]
"""A cell [x, y], counted from the bottom-left cell inside the outer wall."""

CellsOfMaze = Annotated[tuple[CellOfMaze, ...], Field(min_length=1, max_length=100), ListToTuple]
"""One cell for each of some objects."""


class Model(BaseModel):
    """A frozen piece of a scenario: no conversion of types, no unknown fields, docstrings describe it."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=False,
    )
