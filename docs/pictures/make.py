"""Draws the pictures of the README and of these pages. Run from anywhere: `python docs/pictures/make.py`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.files import replacing
from memory_maze.pictures import contact_sheet, sheet_rows
from memory_maze.pictures.boards import Board, BoardStyle
from memory_maze.pictures.lettering import FAINT, INK, PAPER, font
from memory_maze.pictures.smoothing import smooth
from memory_maze.play.face import HINT
from memory_maze.play.layout import PANEL, USUAL, arranged
from memory_maze.play.page import Shown, page
from memory_maze.play.pictures import Pictures
from memory_maze.play.words import aim_of, begin_card, clock_words, end_card, total_words
from memory_maze.rendering.images.textures import load_image
from memory_maze.scenario.model.fields import FLOOR_TEXTURES, WALL_TEXTURES

HERE = Path(__file__).parent

README = HERE.parents[1] / "README.md"

HUNT = ("classic/9x9", "oracle", 4, 88)
"""Scenario, policy, seed and control steps of the README's film: four objects found in 22 seconds."""

MILLISECONDS, LAST_MILLISECONDS = 70, 1500
"""How long a frame of the film stays, two a control step, and how long the last one."""


def hunt() -> list[Image.Image]:
    """What the agent sees beside the map, twice as fast as it goes."""
    scenario = load(HUNT[0])
    board = Board(scenario, BoardStyle(side=336))
    frames = [Image.fromarray(board.frame(instant)) for instant in smooth(rollout(scenario, *HUNT[1:]), per_step=2)]
    board.close()
    return frames


def my_maze() -> Image.Image:
    """The contact sheet of the README's scenario."""
    text = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[0]
    with replacing(HERE / "my_maze.yaml") as temporary:
        temporary.write_text(text, encoding="utf-8")
        scenario = load(str(temporary))
        temporary.unlink()
    return contact_sheet(scenario, "my_maze.yaml", sheet_rows(scenario, [0, 1]))


def styles() -> Image.Image:
    """labmaze's wall and floor images by style, with their names."""
    side, gap, line, margin, head = 104, 10, 20, 24, 34
    shown = [style for style in WALL_TEXTURES if style.startswith("style_")]
    most = max(len(table[style]) for table in (WALL_TEXTURES, FLOOR_TEXTURES) for style in shown)
    block = head + 2 * (side + line + gap)
    left = margin + 60
    page = Image.new("RGB", (left + most * (side + gap) + margin - gap, margin + len(shown) * block), PAPER)
    pen = ImageDraw.Draw(page)
    for number, style in enumerate(shown):
        top = margin + number * block
        pen.text((margin, top), style, fill=INK, font=font(20))
        for surface, table in (("wall", WALL_TEXTURES), ("floor", FLOOR_TEXTURES)):
            row = top + head + (surface == "floor") * (side + line + gap)
            pen.text((margin, row + side / 2), f"{surface}s", fill=FAINT, font=font(15), anchor="lm")
            for column, name in enumerate(table[style]):
                tile = Image.fromarray(load_image(style, surface, name)).resize((side, side), Image.Resampling.BOX)
                x = left + column * (side + gap)
                page.paste(tile, (x, row))
                pen.text((x, row + side + 2), name, fill=INK, font=font(14))
    return page


def game() -> Image.Image:
    """The window of `play`: before the first key, at a find, and at the end."""
    scenario = load("classic/9x9")
    moments = list(rollout(scenario, "oracle", 0, scenario.episode_steps))
    find = next(number for number, now in enumerate(moments) if now.found[0])
    gap, frames = 12, []
    for number, gain, has_map in ((0, "", False), (find, "+1", True), (len(moments) - 1, "", False)):
        now, pictures = moments[number], Pictures(scenario)
        card = {0: begin_card(scenario, False), find: None}.get(number, end_card(scenario, now, ()))
        for before in moments[:number]:
            pictures.follow(before)
        layout = arranged((USUAL, USUAL + PANEL), has_map, False)
        chart = None if layout.map is None else pictures.map(now, layout.map.side)
        status = f"{clock_words(scenario, now)}   seed 0   you drive"
        shown = Shown(*aim_of(scenario, now), total_words(now), status, HINT, gain, card)
        frames.append(Image.fromarray(page(layout, pictures.view(now, layout.picture.side), chart, shown)))
        pictures.close()
    sheet = Image.new("RGB", (3 * USUAL + 2 * gap, USUAL + PANEL), PAPER)
    for column, frame in enumerate(frames):
        sheet.paste(frame, (column * (USUAL + gap), 0))
    return sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS)


PICTURES: dict[str, Callable[[], Image.Image]] = {"my_maze.png": my_maze, "styles.png": styles, "play.webp": game}
"""Still ones, by file name."""


def main() -> None:
    for name, draw in PICTURES.items():
        with replacing(HERE / name) as temporary:
            draw().save(temporary, optimize=True)
    first, *others = hunt()
    durations = [*itertools.repeat(MILLISECONDS, len(others)), LAST_MILLISECONDS]
    with replacing(HERE / "hunt.webp") as temporary:
        first.save(temporary, save_all=True, append_images=others, duration=durations, loop=0, quality=62, method=6)


if __name__ == "__main__":
    main()
