"""The pictures of the pages are what `docs/pictures/make.py` and `docs/pictures/sheets.py` draw today."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from tests.pages import ROOT

FOLDER = ROOT / "docs" / "pictures"

LARGEST_FILM = 1_200_000
"""Bytes; more is slow to load at the top of a page."""


MOST_SHEETS = 3_000_000
"""Bytes of all sheets together; they come with every clone."""

LOSSY = 4.0
"""How far, in steps of 255, a sheet that is kept with loss may be from what is drawn, on average."""

SLOW_SHEETS = ("catalogue/giant-63x63",)
"""Those that take a minute."""


def made(script: str = "make") -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{script}_pictures", FOLDER / f"{script}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", ["my_maze.png", "styles.png"])
def test_still_pictures_are_up_to_date(name):
    drawn = np.asarray(made().PICTURES[name]())
    with Image.open(FOLDER / name) as kept:
        # Letters may be a shade lighter with another Pillow.
        assert np.abs(np.asarray(kept.convert("RGB")).astype(int) - drawn).mean() < 0.5


@pytest.mark.slow
def test_the_film_is_up_to_date():
    frames = made().hunt()
    with Image.open(FOLDER / "hunt.webp") as film:
        assert film.n_frames == len(frames)
        for number in (0, len(frames) // 2, len(frames) - 1):
            film.seek(number)
            # The film is compressed with loss.
            apart = np.abs(np.asarray(film.convert("RGB")).astype(int) - np.asarray(frames[number]))
            assert apart.mean() < 6


def test_the_film_is_small_and_moves():
    with Image.open(FOLDER / "hunt.webp") as film:
        assert film.format == "WEBP"
        assert film.n_frames > 100
        assert film.info["loop"] == 0, "it is to begin anew for ever"
    assert (FOLDER / "hunt.webp").stat().st_size < LARGEST_FILM


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in made("sheets").PICTURES if name not in SLOW_SHEETS])
def test_sheets_are_up_to_date(name: str) -> None:
    drawn = np.asarray(made("sheets").PICTURES[name]().convert("RGB")).astype(int)
    file = sheet(name)
    with Image.open(file) as kept:
        apart = np.abs(np.asarray(kept.convert("RGB")) - drawn).mean()
    assert apart < (0.5 if file.suffix == ".png" else LOSSY)


def test_every_sheet_is_there_and_none_is_left_over() -> None:
    folders = ("cookbook", "catalogue", "classic")
    kept = [file for folder in folders for file in (FOLDER / folder).iterdir()]
    assert {f"{file.parent.name}/{file.stem}" for file in kept} == set(made("sheets").PICTURES)
    assert sum(file.stat().st_size for file in kept) < MOST_SHEETS


def sheet(name: str) -> Path:
    """The file of a sheet, whichever way it is kept."""
    (file,) = FOLDER.glob(f"{name}.*")
    return file
