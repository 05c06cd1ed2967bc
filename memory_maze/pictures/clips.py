"""Writing frames: MP4, GIF, WebP, one PNG or a numbered series of them. A file is there whole or not at all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.files import check_writable, replacing
from memory_maze.pictures.encoder import Encoder, encoder_program
from memory_maze.pictures.errors import PictureError

Frame = NDArray[np.uint8]

_SERIES = re.compile(r"(.*)(%(?:0[1-9])?d)(.*\.[pP][nN][gG])")
"""A name with a place for a number, such as `frame-%05d.png`."""

_PATTERN = re.compile(r"%(?=[0-9A-Za-z%])")
"""What means a number's place, well or badly written. The sign alone, as in `100%.png`, is a part of the name."""


def check_clip(file: Path) -> None:
    """Finds out before any frame is made whether a clip can be written.

    Args:
      file: ends in .mp4, .gif, .webp or .png. A PNG's name may hold a number's place, as in `frame-%05d.png`.

    Raises:
      PictureError: another ending, or a number's place that is not understood.
      VideoUnavailable: an MP4 without the package that encodes it.
      OSError: the file cannot be written there.
    """
    _writer(file)
    if file.suffix.lower() == ".mp4":
        encoder_program()
    check_writable(file)


def write_clip(file: Path, frames: Iterable[Frame], fps: float = 10.0) -> None:
    """Writes frames as they come.

    Args:
      file: .mp4, .gif and .webp hold all frames, .png the last one; `frame-%05d.png` stands for one file a frame,
        counted from 0. Its folder is made if need be; what is there of that name is replaced.
      frames: uint8 [H, W, 3] each, of one size; at least one.
      fps: frames a second, for MP4, GIF and WebP.

    Raises:
      PictureError: another ending, a number's place that is not understood, no frame, or the encoder failed.
      VideoUnavailable: an MP4 without the package that encodes it.
      OSError: it cannot be written; nothing is left behind then.
    """
    write = _writer(file)
    frames = iter(frames)
    first = next(frames, None)
    if first is None:
        raise PictureError(f"{file}: there are no frames to write")
    with replacing(file) as temporary:
        write(temporary, itertools.chain([first], frames), fps)


def write_picture(file: Path, picture: Image.Image, dots_per_inch: float | None = None) -> None:
    """Writes one picture in the format that the name ends in.

    Args:
      file: the file's ending is one that Pillow knows, such as .png or .pdf.
      picture: RGB.
      dots_per_inch: how large it is on paper; by default whatever the format takes.

    Raises:
      OSError: it cannot be written; nothing is left behind then.
    """
    write_pages(file, [picture], dots_per_inch)


def write_pages(file: Path, pages: Sequence[Image.Image], dots_per_inch: float | None = None) -> None:
    """Writes pictures of one width: in a .pdf one a page, in other formats one below the other.

    Args:
      file: as for `write_picture`.
      pages: RGB, at least one.
      dots_per_inch: how large they are on paper; by default whatever the format takes.

    Raises:
      OSError: it cannot be written; nothing is left behind then.
    """
    first, *others = pages if file.suffix.lower() == ".pdf" else [_below_one_another(pages)]
    how: dict[str, Any] = {"save_all": True, "append_images": others} if others else {}
    if dots_per_inch is not None:
        how["dpi"] = (dots_per_inch, dots_per_inch)
    with replacing(file) as temporary:
        first.save(temporary, **how)


def _below_one_another(pages: Sequence[Image.Image]) -> Image.Image:
    if len(pages) == 1:
        return pages[0]
    tall = Image.new("RGB", (pages[0].width, sum(page.height for page in pages)))
    tops = itertools.accumulate((page.height for page in pages), initial=0)
    for page, top in zip(pages, tops, strict=False):
        tall.paste(page, (0, top))
    return tall


def _writer(file: Path) -> Callable[[Path, Iterator[Frame], float], None]:
    if file.suffix.lower() not in _WRITERS:
        fault = f"no clip is written as {file.suffix}" if file.suffix else "the name does not say what to write"
        raise PictureError(f"{file}: {fault}; name a file that ends in .mp4, .gif, .webp or .png")
    places = _PATTERN.findall(file.name)
    if not places:
        return _WRITERS[file.suffix.lower()]
    if len(places) > 1 or _SERIES.fullmatch(file.name) is None:
        raise PictureError(
            f"{file}: frames are numbered by one %d, or such as %05d, in the name of a .png; change this name"
        )
    return _write_series


def _write_mp4(file: Path, frames: Iterator[Frame], fps: float) -> None:
    first = _even(next(frames))
    height, width = first.shape[:2]
    with Encoder(file, width, height, fps) as encoder:
        encoder.add(first)
        for frame in frames:
            encoder.add(_even(frame))
        encoder.finish()


def _even(frame: Frame) -> Frame:
    """A frame of even sides: 4:2:0 has one colour for two pixels each way."""
    odd = [(0, side % 2) for side in frame.shape[:2]]
    return np.pad(frame, [*odd, (0, 0)], mode="edge")


def _write_gif(file: Path, frames: Iterator[Frame], fps: float) -> None:
    # Players slow frames of less than 2 hundredths of a second down.
    times = _times(min(fps, 50.0), milliseconds=10)

    def pictures() -> Iterator[Image.Image]:
        for frame in frames:
            # The octree keeps the colours of small things, such as objects on the map.
            picture = Image.fromarray(frame).quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            picture.info["duration"] = next(times)
            yield picture

    rest = pictures()
    # Opened here, so that it is closed when a frame cannot be made.
    with file.open("wb") as out:
        next(rest).save(out, "GIF", save_all=True, append_images=rest, loop=0, optimize=False)


def _write_webp(file: Path, frames: Iterator[Frame], fps: float) -> None:
    first, *rest = map(Image.fromarray, frames)
    durations = list(itertools.islice(_times(fps, milliseconds=1), 1 + len(rest)))
    settings: dict[str, Any] = {"loop": 0, "quality": 80, "method": 4}
    with file.open("wb") as out:
        first.save(out, "WEBP", save_all=True, append_images=rest, duration=durations, **settings)


def _times(fps: float, milliseconds: int) -> Iterator[int]:
    """How long each frame stays, in milliseconds: multiples of a format's unit, and right in sum."""
    ends = (round(number * 1000 / fps / milliseconds) for number in itertools.count())
    return (milliseconds * (end - begin) for begin, end in itertools.pairwise(ends))


def _write_png(file: Path, frames: Iterator[Frame], fps: float) -> None:
    last = None
    for frame in frames:
        last = frame
    assert last is not None
    Image.fromarray(last).save(file, optimize=True)


def _write_series(file: Path, frames: Iterator[Frame], fps: float) -> None:
    parts = _SERIES.fullmatch(file.name)
    assert parts is not None
    before, place, after = parts.groups()
    for number, frame in enumerate(frames):
        Image.fromarray(frame).save(file.with_name(f"{before}{place % number}{after}"))


_WRITERS: Mapping[str, Callable[[Path, Iterator[Frame], float], None]] = {
    ".mp4": _write_mp4,
    ".gif": _write_gif,
    ".webp": _write_webp,
    ".png": _write_png,
}
