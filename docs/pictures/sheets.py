"""Draws the sheets of docs/cookbook.md, catalogue.md and variants.md: `python docs/pictures/sheets.py [NAME ...]`.

A name is a picture's path in this folder without its ending, such as `cookbook/water`, `catalogue/sizes` or
`classic/9x9-Vis`; without any, all are drawn.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from memory_maze.files import replacing
from memory_maze.pictures import SheetRow, contact_sheet, sheet_rows
from memory_maze.scenario import Scenario, load, load_either
from memory_maze.scenario.catalogue import names

HERE = Path(__file__).parent

COOKBOOK = HERE.parent / "cookbook.md"

SIDE = 150
"""Pixels a side of each map and frame."""

SMALL = 128
"""The same, of the benchmark's sixty-four."""

TINTS = 256
"""Colours of a picture: a third of the file's size, and no difference that is seen."""

SHOWN: dict[str, tuple[int, ...]] = {
    "t_maze": (0,),
    "water": (0,),
    "distracted": (1,),
    "afar": (0,),
    "top": (0,),
    "random_worlds": (0, 1, 3),
}
"""Documents of the cookbook that have a picture, and the seeds of its rows."""

STEPS = {"cookbook/t_maze": 60, "catalogue/exploration": 240, "catalogue/prompts": 40, "catalogue/delayed-recall": 400}
"""Control steps that the rows of some pictures span, where half a minute does not show what they are about."""


def recipe(document: str) -> Image.Image:
    """The sheet of a document of the cookbook, by its name there without the ending."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in re.findall(r"<!-- file: (\w+\.yaml) -->\n```yaml\n(.*?)```", _page(), re.DOTALL):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        scenario = load_either(Path(folder) / f"{document}.yaml")
    assert isinstance(scenario, Scenario)
    rows = sheet_rows(scenario, SHOWN[document], steps=STEPS.get(f"cookbook/{document}"), side=SIDE)
    return _reduced(contact_sheet(scenario, f"{document}.yaml", rows))


def shipped(name: str) -> Image.Image:
    """The sheet of an example: one row; or of a family: a row for each member."""
    found = load_either(name)
    steps = STEPS.get(f"catalogue/{name.partition('/')[2]}")
    if isinstance(found, Scenario):
        return _reduced(contact_sheet(found, name, sheet_rows(found, [0], steps=steps, side=SIDE)))
    rows: list[SheetRow] = []
    for member in found:
        rows += sheet_rows(member.scenario, [0], steps=steps, side=SIDE, name=member.label)
    return _reduced(contact_sheet(found, name, rows))


def variant(name: str) -> Image.Image:
    """The small sheet of one of the benchmark's scenarios."""
    scenario = load(name)
    return contact_sheet(scenario, name, sheet_rows(scenario, [0], side=SMALL))


def told_of(*folders: str) -> Iterator[str]:
    """What ships in these folders of the catalogue."""
    yield from (name for name in names() if name.startswith(folders))


def _page() -> str:
    return COOKBOOK.read_text(encoding="utf-8")


def _reduced(sheet: Image.Image) -> Image.Image:
    return sheet.quantize(TINTS, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    **{f"cookbook/{document}": partial(recipe, document) for document in SHOWN},
    **{f"catalogue/{name.partition('/')[2]}": partial(shipped, name) for name in told_of("examples/", "families/")},
    **{name: partial(variant, name) for name in told_of("classic/")},
}
"""All pictures, by path without the ending."""


def main() -> None:
    for name in sys.argv[1:] or PICTURES:
        if name.startswith("classic/"):
            with replacing(HERE / f"{name}.webp") as temporary:
                PICTURES[name]().save(temporary, quality=60, method=6)
        else:
            with replacing(HERE / f"{name}.png") as temporary:
                PICTURES[name]().save(temporary, optimize=True)


if __name__ == "__main__":
    main()
