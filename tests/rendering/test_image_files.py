"""labmaze's images: where they are looked for, how they get there, and what is said where they are not."""

import hashlib
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from memory_maze.rendering import RenderingUnavailable
from memory_maze.rendering.errors import ImagesUnavailable
from memory_maze.rendering.images import files as image_files
from memory_maze.rendering.images import placing as image_placing
from memory_maze.rendering.images.placing import known_digests, place_images
from memory_maze.rendering.images.textures import load_image

ASSETS = next((folder for folder in (image_files.installed_assets(), image_files.user_assets()) if folder), Path())

needs_images = pytest.mark.skipif(not (ASSETS / "style_01").is_dir(), reason="needs labmaze's images")

WHEEL = "labmaze-1.0.6-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"

ABOUT = {
    "METADATA": "Metadata-Version: 2.1\nName: labmaze\nVersion: 1.0.6\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp312-cp312-manylinux2014_x86_64\n",
    "RECORD": "",
}


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A user without labmaze and with an empty data folder, which is returned."""
    monkeypatch.setattr(image_files, "installed_assets", lambda: None)
    monkeypatch.setattr(image_placing, "installed_assets", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    load_image.cache_clear()
    yield tmp_path / "data"
    load_image.cache_clear()


@pytest.fixture
def wheel(tmp_path):
    """A wheel with labmaze's images and none of its code."""
    (tmp_path / "wheels").mkdir()
    return pack(tmp_path / "wheels" / WHEEL)


def pack(file, without=None, changed=None):
    with zipfile.ZipFile(file, "w") as archive:
        for name in known_digests():
            if name != without:
                archive.writestr(f"labmaze/assets/{name}", b"x" if name == changed else (ASSETS / name).read_bytes())
        for name, text in ABOUT.items():
            archive.writestr(f"labmaze-1.0.6.dist-info/{name}", text)
    return file


def images_in(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_sentence_says_what_to_do(alone):
    with pytest.raises(RenderingUnavailable) as caught:
        load_image("style_03", "wall", "cyan")
    assert str(caught.value) == (
        "the images of `maze.style: style_03` are not on this machine; run `memory-maze images` once, "
        "or choose `maze.style: plain`, which needs none"
    )
    assert load_image("plain", "wall", "red").shape == (1024, 1024, 3)


@needs_images
def test_images_come_from_a_wheel_and_are_then_drawn_with(alone, wheel):
    before = load_image_from(ASSETS)
    placed = place_images(wheel)
    assert placed == (alone / "memory-maze" / "labmaze-1.0.6", len(known_digests()), str(wheel))
    assert images_in(placed.folder) == known_digests()
    assert os.listdir(placed.folder.parent) == [placed.folder.name]
    assert (load_image("style_01", "wall", "blue") == before).all()
    assert place_images() == (placed.folder, placed.images, None)


def load_image_from(folder):
    import numpy as np
    from PIL import Image

    with Image.open(folder / "style_01" / "wall_blue_d.png") as image:
        return np.array(image.convert("RGBA").convert("RGB"))


@needs_images
def test_nothing_is_done_where_images_are_installed(alone, wheel, monkeypatch):
    monkeypatch.setattr(image_placing, "installed_assets", lambda: ASSETS)
    assert place_images() == (ASSETS, len(known_digests()), None)
    assert not alone.exists()
    assert place_images(wheel).folder == alone / "memory-maze" / "labmaze-1.0.6"


@needs_images
def test_an_installed_package_with_damaged_images_does_not_count(alone, wheel, tmp_path, monkeypatch):
    damaged = tmp_path / "damaged"
    shutil.copytree(ASSETS, damaged)
    (damaged / "style_01" / "wall_blue_d.png").write_bytes(b"")
    monkeypatch.setattr(image_placing, "installed_assets", lambda: damaged)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    assert place_images().source == "the wheel that pip downloaded"


@needs_images
def test_images_come_from_a_wheel_that_pip_finds(alone, wheel, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    placed = place_images()
    assert placed.source == "the wheel that pip downloaded"
    assert images_in(placed.folder) == known_digests()


@needs_images
@pytest.mark.parametrize("damage", ["shorter", "absent", "file"])
def test_what_is_damaged_is_told_and_mended(alone, wheel, damage):
    folder = place_images(wheel).folder
    image = folder / "style_01" / "wall_blue_d.png"
    if damage == "shorter":
        image.write_bytes(image.read_bytes()[:1000])
    elif damage == "absent":
        image.unlink()
    else:
        shutil.rmtree(folder)
        folder.write_text("no folder")
    with pytest.raises(RenderingUnavailable, match="run `memory-maze images`"):
        load_image("style_01", "wall", "blue")
    assert place_images(wheel).source == str(wheel)
    assert images_in(folder) == known_digests()
    assert os.listdir(folder.parent) == [folder.name]


def test_without_network_pips_reason_and_the_way_out_are_told(alone, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ImagesUnavailable) as caught:
        place_images()
    message = str(caught.value)
    assert message.startswith("pip could not download labmaze's wheel (ERROR: No matching distribution found")
    assert message.endswith("then here `memory-maze images --from` that wheel")
    assert "`pip download labmaze==1.0.6 --no-deps " in message
    assert not alone.exists()


def test_a_python_without_pip_is_told(alone, monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(ImagesUnavailable, match="No module named"):
        place_images()


def test_what_is_no_wheel_of_labmaze_is_refused(alone, tmp_path):
    text = tmp_path / "text.whl"
    text.write_text("no archive")
    empty = tmp_path / "empty.whl"
    zipfile.ZipFile(empty, "w").close()
    for file, sentence in (
        (tmp_path / "nothing.whl", f"there is no file {tmp_path / 'nothing.whl'}"),
        (tmp_path, f"there is no file {tmp_path}"),
        (text, f"{text}: this is no wheel"),
        (empty, f"{empty} has no image sky_01/bk.png; labmaze 1.0.6 is needed"),
    ):
        with pytest.raises(ImagesUnavailable) as caught:
            place_images(file)
        assert str(caught.value) == sentence
    assert not alone.exists()


@needs_images
def test_a_wheel_with_other_images_is_refused(alone, tmp_path):
    missing = pack(tmp_path / "missing.whl", without="style_03/wall_cyan_d.png")
    with pytest.raises(ImagesUnavailable, match=r"has no image style_03/wall_cyan_d\.png; labmaze 1\.0\.6 is needed"):
        place_images(missing)
    other = pack(tmp_path / "other.whl", changed="style_03/wall_cyan_d.png")
    with pytest.raises(ImagesUnavailable, match=r"the image style_03/wall_cyan_d\.png is not that of labmaze 1\.0\.6"):
        place_images(other)
    broken = pack(tmp_path / "broken.whl")
    content = bytearray(broken.read_bytes())
    content[2000:3000] = bytes(1000)
    broken.write_bytes(content)
    with pytest.raises(ImagesUnavailable, match="cannot be unpacked; get the wheel again"):
        place_images(broken)
    assert not alone.exists()


@needs_images
def test_a_data_folder_that_cannot_be_written_is_named(alone, wheel):
    alone.write_text("a file where a folder should be")
    with pytest.raises(OSError, match="cannot be written") as caught:
        place_images(wheel)
    assert caught.value.filename == str(alone / "memory-maze" / "labmaze-1.0.6")


def test_the_data_folder_is_the_systems(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    for given in (None, "", "relative/folder"):
        if given is None:
            monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        else:
            monkeypatch.setenv("XDG_DATA_HOME", given)
        for platform, place in (
            ("linux", ".local/share"),
            ("darwin", "Library/Application Support"),
            ("win32", "AppData/Local"),
        ):
            monkeypatch.setattr(sys, "platform", platform)
            assert image_files.user_assets() == tmp_path / place / "memory-maze" / "labmaze-1.0.6"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert image_files.user_assets() == tmp_path / "local" / "memory-maze" / "labmaze-1.0.6"


def test_a_user_without_a_home_is_told_what_to_set(alone, monkeypatch):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(ImagesUnavailable, match="set XDG_DATA_HOME to a folder for the images"):
        place_images()
    with pytest.raises(RenderingUnavailable, match="run `memory-maze images` once"):
        load_image("style_01", "wall", "blue")
