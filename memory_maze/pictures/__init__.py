"""Pictures for people: maps, contact sheets and clips of rollouts. No agent sees any of them."""

from memory_maze.agents.rollouts import rollout
from memory_maze.files import check_writable
from memory_maze.pictures.clips import check_clip, write_clip, write_picture
from memory_maze.pictures.drawing.writing import PAGE_SUFFIXES, write_page
from memory_maze.pictures.errors import PictureError, VideoUnavailable
from memory_maze.pictures.film import Style, film
from memory_maze.pictures.filming import FilmStyle, Take, boards, film_rollout
from memory_maze.pictures.layers import paint_depth, paint_labels
from memory_maze.pictures.maps import draw_map
from memory_maze.pictures.sheets import SheetRow, contact_sheet, sheet_page, sheet_rows

__all__ = [
    "PAGE_SUFFIXES",
    "FilmStyle",
    "PictureError",
    "SheetRow",
    "Style",
    "Take",
    "VideoUnavailable",
    "boards",
    "check_clip",
    "check_writable",
    "contact_sheet",
    "draw_map",
    "film",
    "film_rollout",
    "paint_depth",
    "paint_labels",
    "rollout",
    "sheet_page",
    "sheet_rows",
    "write_clip",
    "write_page",
    "write_picture",
]
