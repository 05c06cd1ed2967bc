"""A page that has every kind of shape."""

import numpy as np
from PIL import Image

from memory_maze.pictures.drawing.shapes import Area, Disc, Line, Page, Picture, Polygon, Ring, Text

RED, GREEN, BLUE, BLACK, GREY, PURPLE = (
    *((255, 0, 0), (0, 160, 0), (0, 0, 255)),
    *((0, 0, 0), (120, 120, 120), (160, 0, 160)),
)

PICTURE = Image.fromarray(np.array([[[255, 200, 0], [0, 200, 255]]], np.uint8))

EVERYTHING = Page(
    200,
    120.5,
    (
        Area(((10, 10, 30, 20), (40, 10.4, 10, 20)), RED),
        Polygon(((70, 10), (90, 10), (90, 30), (70, 30)), GREEN),
        Disc(110, 20, 10, BLUE),
        Ring(150, 20, 9, BLACK, 4),
        Line(((10, 60), (40, 60), (40, 90)), GREY, 6),
        Picture((60, 50, 40, 40), PICTURE),
        Text(120, 80, "A <b> & (c)", 16, PURPLE),
        Text(190, 110, "right", 16, BLACK, "r"),
    ),
)

SPOTS = {
    (25, 20): RED,
    (45, 20): RED,
    (80, 20): GREEN,
    (110, 20): BLUE,
    (150, 20): EVERYTHING.paper,
    (150, 11): BLACK,
    (20, 60): GREY,
    (40, 80): GREY,
    (65, 70): (255, 200, 0),
    (95, 70): (0, 200, 255),
    (5, 5): EVERYTHING.paper,
}
"""Pixels of the page, and what they are in."""
