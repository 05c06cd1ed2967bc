"""A window's page: the picture, the map, what is to be found, how it goes, and cards over the picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.pictures.film import MAP_OPACITY
from memory_maze.pictures.lettering import FAINT, INK, PAPER, RGB, fitted, font
from memory_maze.play.layout import Layout

GOOD, BAD = (46, 139, 70), (176, 58, 46)
"""Colours of what has just been earned or lost; the sign before the number says it too."""

DIMMED = 0.22
"""How bright the picture is behind a card."""


class Card(NamedTuple):
    """What lies over the picture."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    """Two columns, such as keys and what they do."""
    points: int = 40
    """How large the title is, in pixels of a window of the usual size."""
    dims: bool = True
    """Whether the picture is dimmed all over; a band behind the letters otherwise."""


class Shown(NamedTuple):
    """All that a page says beside its pictures. Two that are equal look the same."""

    words: str
    """What is to be found."""
    swatch: RGB | None
    """The colour of what is to be found; None where it has none."""
    remark: str
    """What else is to be known of it."""
    total: str
    status: str
    hint: str
    gain: str = ""
    """What has just been earned, such as "+1"; empty for nothing."""
    card: Card | None = None


def page(layout: Layout, picture: Image.Image, chart: Image.Image | None, shown: Shown) -> NDArray[np.uint8]:
    """Draws a page.

    Args:
      layout: where things are.
      picture: as large as its place.
      chart: the map, as large as its place; None for none.
      shown: the rest.

    Returns:
      uint8 [H, W, 3].
    """
    sheet = Image.new("RGB", layout.size, PAPER)
    place = layout.picture
    sheet.paste(picture, (place.left, place.top))
    if chart is not None and layout.map is not None:
        at = (layout.map.left, layout.map.top)
        if layout.covers:
            below = sheet.crop((*at, at[0] + chart.width, at[1] + chart.height))
            chart = Image.blend(below, chart, MAP_OPACITY)
        sheet.paste(chart, at)
    if shown.gain:
        _draw_gain(sheet, layout, shown.gain)
    if shown.card is not None:
        _draw_card(sheet, layout, shown.card)
    _draw_panel(ImageDraw.Draw(sheet), layout, shown)
    return np.asarray(sheet)


def _draw_gain(sheet: Image.Image, layout: Layout, gain: str) -> None:
    """Frames the picture, and says large what was earned."""
    pen, place, scale = ImageDraw.Draw(sheet), layout.picture, layout.scale
    color = BAD if gain.startswith("-") else GOOD
    right, bottom = place.left + place.side - 1, place.top + place.side - 1
    pen.rectangle((place.left, place.top, right, bottom), outline=color, width=max(4, round(12 * scale)))
    letters, middle = font(max(12, round(72 * scale))), (place.left + place.side // 2, place.top + place.side // 4)
    pen.text(
        middle, gain, fill=color, font=letters, anchor="mm", stroke_width=max(2, round(4 * scale)), stroke_fill=PAPER
    )


def _draw_card(sheet: Image.Image, layout: Layout, card: Card) -> None:
    place, scale = layout.picture, layout.scale
    area = (place.left, place.top, place.left + place.side, place.top + place.side)
    large, small = max(10, round(scale * card.points)), max(8, round(scale * (14 if card.rows else 16)))
    step = round(1.5 * small)
    tall = round(1.7 * large) + step * (len(card.lines) + len(card.rows))
    top = place.top + (place.side - tall) // 2
    band = area if card.dims else (area[0], max(area[1], top - small), area[2], min(area[3], top + tall + small // 2))
    picture = sheet.crop(band)
    sheet.paste(Image.blend(Image.new("RGB", picture.size, INK), picture, DIMMED), (band[0], band[1]))
    pen, middle, room = ImageDraw.Draw(sheet), place.left + place.side // 2, place.side - 2 * small
    pen.text((middle, top + large // 2), fitted(card.title, large, room), fill=PAPER, font=font(large), anchor="mm")
    y = top + round(1.7 * large)
    for line in card.lines:
        pen.text((middle, y), fitted(line, small, room), fill=PAPER, font=font(small), anchor="mm")
        y += step
    for key, does in card.rows:
        split = place.left + round(0.34 * place.side)
        pen.text((split - small, y), key, fill=PAPER, font=font(small), anchor="rm")
        pen.text((split, y), fitted(does, small, area[2] - split - 4), fill=PAPER, font=font(small), anchor="lm")
        y += step


def _draw_panel(pen: ImageDraw.ImageDraw, layout: Layout, shown: Shown) -> None:
    """What is to be found, large, with a swatch; the return; how it goes, and a hint."""
    scale, top = layout.scale, layout.panel
    width, height = layout.size
    pen.rectangle((0, top, width, height), fill=PAPER)
    margin, swatch = round(10 * scale), round(40 * scale)
    sizes = [max(8, round(points * scale)) for points in (24, 24, 14, 13)]
    right = width - margin
    pen.text((right, top + margin + swatch // 2), shown.total, fill=INK, font=font(sizes[1]), anchor="rm")
    room = right - font(sizes[1]).getlength(shown.total) - margin
    left = margin
    if shown.swatch is not None:
        box = (left, top + margin, left + swatch, top + margin + swatch)
        pen.rounded_rectangle(box, radius=swatch // 5, fill=shown.swatch, outline=INK, width=max(1, round(2 * scale)))
        left += swatch + margin
    words = fitted(shown.words, sizes[0], room - left)
    middle = top + margin + swatch // 2 - (round(7 * scale) if shown.remark else 0)
    pen.text((left, middle), words, fill=INK, font=font(sizes[0]), anchor="lm")
    if shown.remark:
        remark = fitted(shown.remark, sizes[2], room - left)
        pen.text((left, middle + round(21 * scale)), remark, fill=FAINT, font=font(sizes[2]), anchor="lm")
    lines = ((shown.status, sizes[2], INK, 67), (shown.hint, sizes[3], FAINT, 88))
    for text, size, color, down in lines:
        at = (margin, top + round(down * scale))
        pen.text(at, fitted(text, size, width - 2 * margin), fill=color, font=font(size), anchor="lm")
