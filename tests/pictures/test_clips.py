"""Clips: what was written can be read again, and what fails leaves nothing."""

import builtins
import errno
import importlib.util
import os
import re

import numpy as np
import pytest
from PIL import Image

from memory_maze.pictures import PictureError, VideoUnavailable, check_clip, encoder, write_clip, write_picture

FRAMES = [np.full((34, 48, 3), 20 * k, dtype=np.uint8) for k in range(5)]


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_a_gif_has_every_frame_and_its_pace(tmp_path):
    write_clip(tmp_path / "x.gif", iter(FRAMES), fps=20)
    with Image.open(tmp_path / "x.gif") as gif:
        assert gif.n_frames == 5
        assert gif.size == (48, 34)
        assert gif.info["duration"] == 50
        gif.seek(4)
        assert gif.convert("RGB").getpixel((3, 3)) == pytest.approx((80, 80, 80), abs=6)


@pytest.mark.parametrize(("name", "unit"), [("x.gif", 10), ("x.webp", 1)])
def test_frames_stay_for_whole_units_that_are_right_in_sum(tmp_path, name, unit):
    frames = [np.full((34, 48, 3), 8 * k, dtype=np.uint8) for k in range(30)]
    write_clip(tmp_path / name, frames, fps=30)
    durations = []
    with Image.open(tmp_path / name) as clip:
        for number in range(clip.n_frames):
            clip.seek(number)
            clip.load()
            durations.append(clip.info["duration"])
    assert sum(durations) == pytest.approx(1000, abs=unit)
    assert max(durations) - min(durations) <= unit


def test_a_webp_has_every_frame(tmp_path):
    write_clip(tmp_path / "x.webp", iter(FRAMES), fps=20)
    with Image.open(tmp_path / "x.webp") as film:
        assert (film.n_frames, film.size) == (5, (48, 34))
        film.seek(4)
        assert film.convert("RGB").getpixel((3, 3)) == pytest.approx((80, 80, 80), abs=6)


@pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning")  # the reader leaves pipes open
@pytest.mark.parametrize("shape", [(34, 48), (33, 47)])
def test_an_mp4_has_every_frame_in_colours_that_every_player_knows(tmp_path, shape):
    video = pytest.importorskip("imageio_ffmpeg")
    write_clip(tmp_path / "x.mp4", (frame[: shape[0], : shape[1]] for frame in FRAMES), fps=10)
    facts, *frames = video.read_frames(tmp_path / "x.mp4")
    assert facts["codec"] == "h264"
    assert facts["pix_fmt"].startswith("yuv420p")
    assert facts["size"] == (48, 34)
    assert facts["fps"] == 10
    assert len(frames) == 5
    assert np.abs(np.frombuffer(frames[3], np.uint8).astype(int) - 60).max() < 6


def test_a_png_is_the_last_frame(tmp_path):
    write_clip(tmp_path / "x.PNG", FRAMES)
    assert (np.asarray(Image.open(tmp_path / "x.PNG")) == FRAMES[-1]).all()


def test_a_numbered_png_is_a_file_for_each_frame(tmp_path):
    write_clip(tmp_path / "a" / "b" / "f-%03d.png", FRAMES)
    assert names(tmp_path / "a" / "b") == [f"f-{k:03d}.png" for k in range(5)]
    assert (np.asarray(Image.open(tmp_path / "a" / "b" / "f-002.png")) == FRAMES[2]).all()


@pytest.mark.parametrize(
    "name", ["a%d%d.png", "b%s.png", "%5d.png", "%010d.png", "%05.png", "%%d.png", "%d.mp4", "%03d.gif", "%D.png"]
)
def test_a_broken_number_in_a_name_is_refused(tmp_path, name):
    with pytest.raises(PictureError, match=r"frames are numbered by one %d, or such as %05d, in the name of a \.png"):
        check_clip(tmp_path / name)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "files"), [("100%.png", ["100%.png"]), ("5% x.png", ["5% x.png"]), ("9%-%d.PNG", ["9%-0.PNG", "9%-1.PNG"])]
)
def test_a_sign_that_begins_no_number_is_a_part_of_the_name(tmp_path, name, files):
    write_clip(tmp_path / name, FRAMES[:2])
    assert names(tmp_path) == files


@pytest.mark.parametrize("name", ["x.avi", "x", "x.mp4.txt"])
def test_other_endings_are_refused_before_any_frame_is_drawn(tmp_path, name):
    def frames():
        yield pytest.fail("a frame was drawn")

    with pytest.raises(PictureError, match=re.escape("name a file that ends in .mp4, .gif, .webp or .png")):
        write_clip(tmp_path / name, frames())
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["new/x.gif", "new/x.webp", "new/x.mp4", "new/x.png", "new/%d.png"])
def test_a_clip_that_breaks_off_leaves_nothing_and_keeps_what_was_there(tmp_path, name):
    if name.endswith(".mp4"):
        pytest.importorskip("imageio_ffmpeg")

    def frames():
        yield from FRAMES[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_clip(tmp_path / name, frames())
    assert names(tmp_path) == []
    old = tmp_path / "x.gif"
    old.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_clip(old, frames())
    assert old.read_bytes() == b"old"


def test_no_frames_are_no_clip(tmp_path):
    with pytest.raises(PictureError, match="no frames"):
        write_clip(tmp_path / "x.gif", [])


def test_a_file_that_was_there_is_replaced_and_readable_by_all_who_may(tmp_path):
    file = tmp_path / "x.png"
    file.write_bytes(b"old")
    write_picture(file, Image.new("RGB", (4, 4)))
    with Image.open(file) as picture:
        assert picture.size == (4, 4)
    plain = tmp_path / "plain"
    plain.touch()
    assert file.stat().st_mode == plain.stat().st_mode


def test_checking_leaves_nothing(tmp_path):
    check_clip(tmp_path / "new" / "folder" / "x.gif")
    assert names(tmp_path) == []


def test_a_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "x.gif").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        check_clip(tmp_path / "x.gif")
    assert caught.value.filename == str(tmp_path / "x.gif")


def test_a_file_where_a_folder_should_be_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as caught:
        write_clip(tmp_path / "file" / "sub" / "x.gif", FRAMES)
    assert caught.value.filename == str(tmp_path / "file")


def test_a_folder_that_cannot_be_made_is_named_and_the_ones_around_it_go_again(tmp_path, monkeypatch):
    def half(self, *args, **kwargs):
        os.mkdir(tmp_path / "a")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "a" / "b"))

    monkeypatch.setattr(type(tmp_path), "mkdir", half)
    with pytest.raises(OSError, match="the folder cannot be created: No space left") as caught:
        check_clip(tmp_path / "a" / "b" / "x.gif")
    assert caught.value.filename == str(tmp_path / "a" / "b")
    assert names(tmp_path) == []


def test_an_error_names_the_file_that_was_asked_for(tmp_path, monkeypatch):
    def full(self, target, *args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target.name)

    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(OSError, match="cannot be written: No space left") as caught:
        write_clip(tmp_path / "x.gif", FRAMES)
    assert caught.value.filename == str(tmp_path / "x.gif")
    assert names(tmp_path) == []


ENDS = {
    "exit code 1, and no whole film": "cat > /dev/null; printf half > $file; exit 1",
    "exit code 0, and no whole film": "cat > /dev/null; printf half > $file",
    "exit code 0, and no whole film ": "cat > /dev/null",
    "it was ended by signal 9, perhaps for want of memory": "cat > /dev/null; printf half > $file; kill -9 $$",
    "it was ended by signal 9, perhaps for want of memory ": "kill -9 $$",
    "Unknown encoder 'libx264'": "echo \"Unknown encoder 'libx264'\" >&2; exit 1",
    "cannot be written: No space left on device": "cat > /dev/null; echo 'No space left on device' >&2; exit 1",
    "cannot be written: Disk quota exceeded": "echo 'Error muxing: Disk quota exceeded' >&2; exit 122",
    "cannot be written: File too large": "kill -XFSZ $$",
}


@pytest.mark.skipif(os.name != "posix", reason="the encoder is a script of the shell")
@pytest.mark.parametrize("sentence", ENDS)
def test_an_encoder_that_fails_is_an_error_and_leaves_the_old_film(tmp_path, monkeypatch, capfd, sentence):
    program = tmp_path / "encoder"
    program.write_text(f"#!/bin/sh\nfor file; do :; done\n{ENDS[sentence]}\n")
    program.chmod(0o755)
    monkeypatch.setattr(encoder, "encoder_program", lambda: str(program))
    (tmp_path / "x.mp4").write_bytes(b"old")
    # More than a pipe holds, so that an encoder which has ended is noticed with a frame too.
    frames = [np.zeros((256, 256, 3), np.uint8)] * 3
    with pytest.raises((OSError, PictureError), match=re.escape(sentence.strip())) as caught:
        write_clip(tmp_path / "x.mp4", frames)
    if isinstance(caught.value, OSError):
        assert caught.value.filename == str(tmp_path / "x.mp4")
    assert (tmp_path / "x.mp4").read_bytes() == b"old"
    assert names(tmp_path) == ["encoder", "x.mp4"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits a process's files")
def test_a_film_larger_than_files_may_be_is_an_error(tmp_path, run_python):
    pytest.importorskip("imageio_ffmpeg")
    code = f"""
import resource, numpy as np
from pathlib import Path
from memory_maze.pictures import write_clip
frames = list(np.random.default_rng(0).integers(0, 256, (30, 128, 128, 3), np.uint8))
file = Path({str(tmp_path / "x.mp4")!r})
write_clip(file, frames[:1])
before = file.read_bytes()
resource.setrlimit(resource.RLIMIT_FSIZE, (20480, 20480))
try:
    write_clip(file, frames)
except OSError as error:
    print(error.strerror, file.read_bytes() == before, len(list(file.parent.iterdir())))
"""
    assert run_python(code).stdout == "cannot be written: File too large True 1\n"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_an_encoder_is_ended_with_what_feeds_it(tmp_path, monkeypatch, stop):
    pytest.importorskip("imageio_ffmpeg")
    # The first time in a process imageio-ffmpeg starts the program to see whether it is one.
    encoder.encoder_program()
    started = []
    popen = encoder.subprocess.Popen

    def starting(*args, **kwargs):
        # Code that runs between the two halves of a fork swallows interrupts.
        assert "preexec_fn" not in kwargs
        started.append(popen(*args, **kwargs))
        return started[-1]

    def frames():
        yield from FRAMES
        raise stop

    monkeypatch.setattr(encoder.subprocess, "Popen", starting)
    with pytest.raises(stop):
        write_clip(tmp_path / "x.mp4", frames())
    assert [process.returncode for process in started] == [-9]
    assert names(tmp_path) == []


def test_a_missing_video_package_is_named_with_its_remedy(tmp_path, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(encoder, "import_module", missing)
    with pytest.raises(VideoUnavailable, match=re.escape("pip install 'memory-maze-scenarios[video]'")):
        check_clip(tmp_path / "x.mp4")
    check_clip(tmp_path / "x.gif")


def test_an_encoder_that_was_named_is_told_with_the_variable(tmp_path, monkeypatch):
    pytest.importorskip("imageio_ffmpeg")
    for named in ("/nonexistent", str(tmp_path), str(tmp_path / "not one either")):
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", named)
        with pytest.raises(VideoUnavailable) as caught:
            check_clip(tmp_path / "x.mp4")
        assert str(caught.value) == (
            f"the video encoder {named!r}, which IMAGEIO_FFMPEG_EXE names, is no program; name ffmpeg there, or unset "
            "IMAGEIO_FFMPEG_EXE"
        )
    check_clip(tmp_path / "x.gif")


@pytest.mark.skipif(os.name != "posix", reason="the encoder is a script of the shell")
@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"\x7fELF\0", VideoUnavailable, " cannot be started: Exec format error; name ffmpeg there"),
        (b"#!/bin/sh\ncat > /dev/null\n", PictureError, " failed: exit code 0, and no whole film"),
    ],
)
def test_a_program_that_is_no_encoder_is_told_too(tmp_path, monkeypatch, content, error, sentence):
    pytest.importorskip("imageio_ffmpeg")
    program = tmp_path / "other"
    program.write_bytes(content)
    program.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    with pytest.raises(error) as caught:
        write_clip(tmp_path / "x.mp4", FRAMES)
    assert f"the video encoder {str(program)!r}, which IMAGEIO_FFMPEG_EXE names,{sentence}" in str(caught.value)
    assert names(tmp_path) == ["other"]


def test_writing_prints_nothing(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(builtins, "print", None)
    write_clip(tmp_path / "x.gif", FRAMES)
    if importlib.util.find_spec("imageio_ffmpeg"):
        write_clip(tmp_path / "x.mp4", FRAMES)
    assert capfd.readouterr() == ("", "")
