"""The base of every scenario model, and the field types that several of them share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

PHYSICS_STEP = 0.005
"""Seconds. MuJoCo's time step in every Memory Maze; part of the benchmark."""

PALETTE: dict[str, tuple[int, int, int]] = {
    "red": (170, 38, 30),
    "green": (99, 170, 88),
    "blue": (39, 140, 217),
    "purple": (93, 105, 199),
    "yellow": (220, 193, 59),
    "salmon": (220, 128, 107),
}
"""The benchmark's object colours, in slot order; RGB out of `PALETTE_SCALE`."""

PALETTE_SCALE = 220

WALL_TEXTURES: dict[str, tuple[str, ...]] = {
    "style_01": ("blue", "cerise", "green_bright", "green", "purple", "red_bright", "red", "yellow"),
    "style_02": ("blue_bright", "blue", "dblue", "lgreen", "purple", "yellow_bright", "yellow"),
    "style_03": ("blue", "cyan", "gray_bright", "gray", "orange_bright", "orange", "purple"),
    "style_04": ("cerise", "green_bright", "green", "purple", "red_bright", "red"),
    "style_05": ("red_bright", "red", "yellow_bright", "yellow"),
}
"""labmaze's wall images by style. The order decides which image a random number stands for."""

FLOOR_TEXTURES: dict[str, tuple[str, ...]] = {
    "style_01": ("blue_bright", "blue", "blue_team", "orange_bright", "orange", "red_team"),
    "style_02": ("blue_bright", "blue", "green_bright", "green", "orange"),
    "style_03": ("blue_bright", "blue", "green_bright", "green", "orange", "purple", "red"),
    "style_04": ("blue_bright", "blue", "cyan", "dorange", "orange_bright", "orange"),
    "style_05": ("blue_bright", "blue", "orange_bright", "orange"),
}
"""labmaze's floor images by style."""

Style = Literal["style_01", "style_02", "style_03", "style_04", "style_05"]


def _list_to_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_list_to_tuple)]


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
