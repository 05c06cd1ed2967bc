"""A page into a file, in the format that the file's name ends in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from memory_maze.files import replacing
from memory_maze.pictures.drawing.pdf import to_pdf
from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Page
from memory_maze.pictures.drawing.svg import to_svg
from memory_maze.pictures.errors import PictureError


def _write_png(file: Path, page: Page) -> None:
    to_image(page).save(file, "PNG", optimize=True)


def _write_svg(file: Path, page: Page) -> None:
    file.write_text(to_svg(page), encoding="utf-8")


def _write_pdf(file: Path, page: Page) -> None:
    file.write_bytes(to_pdf(page))


_WRITERS: dict[str, Callable[[Path, Page], None]] = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}

PAGE_SUFFIXES = tuple(_WRITERS)
"""What the name of a page's file may end in."""


def write_page(file: Path, page: Page) -> None:
    """Writes a page.

    Args:
      file: ends in .png, or in .svg or .pdf, in which maps and letters can be enlarged without loss.
      page: what is drawn.

    Raises:
      PictureError: another ending.
      OSError: it cannot be written; nothing is left behind then.
    """
    write = _WRITERS.get(file.suffix.lower())
    if write is None:
        raise PictureError(f"{file}: no page is written so; name a file that ends in .png, .svg or .pdf")
    with replacing(file) as temporary:
        write(temporary, page)
