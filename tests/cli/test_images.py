from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.pictures import maps
from memory_maze.rendering.images import files as image_files
from memory_maze.rendering.images import placing as image_placing
from memory_maze.rendering.images.textures import load_image
from memory_maze.rendering.software.images.texture_store import texture_store


@pytest.fixture
def alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user without labmaze."""
    monkeypatch.setattr(image_files, "installed_assets", lambda: None)
    monkeypatch.setattr(image_placing, "installed_assets", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    for cache in (load_image, texture_store, maps._tint):
        cache.cache_clear()
    return folder / "data" / "memory-maze" / "labmaze-1.0.6"


@pytest.mark.needs("labmaze")
def test_nothing_is_done_where_images_are_installed(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    place = image_files.installed_assets()
    assert run("images") == (0, f"{place}: all 89 images are there already\n", "")
    assert not (folder / "data").exists()
    assert json.loads(run("images", "--json").out) == {"folder": str(place), "images": 89, "source": None}


def test_what_cannot_be_placed_is_one_sentence(run: Callable, alone: Path) -> None:
    Path("mine.whl").write_text("no wheel")
    for arguments, sentence in (
        (("mine.whl",), "mine.whl: this is no wheel"),
        (("none.whl", "--json"), "there is no file none.whl"),
    ):
        result = run("images", "--from", *arguments)
        assert (result.code, result.out, result.sentence) == (1, "", sentence)
    assert not alone.exists()


@pytest.mark.parametrize("command", ["render", "preview"])
def test_pictures_without_images_name_the_command(run: Callable, alone: Path, command: str) -> None:
    result = run(command, "classic/9x9", "--steps", "1", "--out", "x.png")
    assert (result.code, result.out) == (1, "")
    assert result.sentence == (
        "the images of `maze.style: style_01` are not on this machine; run `memory-maze images` once, "
        "or choose `maze.style: plain`, which needs none"
    )
    assert not Path("x.png").exists()


def test_plain_pictures_need_no_images(run: Callable, alone: Path) -> None:
    result = run("render", "classic/9x9", "-o", "maze.style=plain", "--steps", "1", "--out", "x.png")
    assert result.code == 0
    assert Path("x.png").is_file()
