"""Encoding MP4: frames through a pipe to ffmpeg, of which nothing is believed but a whole file."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from memory_maze.pictures.errors import PictureError, VideoUnavailable

_H264 = ("-vcodec", "libx264", "-pix_fmt", "yuv420p", "-crf", "18", "-movflags", "+faststart")
"""Looks lossless on flat walls; the index comes first, so that browsers play it while it loads."""

_TAIL = 4096
"""Bytes of what the encoder says that are kept."""

_OF_THE_SYSTEM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.ENOMEM)
"""Errors that the encoder meets, and tells in the system's words."""

_OF_THE_PROGRAM = (errno.ENOENT, errno.EACCES, errno.ENOEXEC)
"""Errors of a start for which another program is the remedy."""

VARIABLE = "IMAGEIO_FFMPEG_EXE"
"""The environment variable by which imageio-ffmpeg takes another encoder than its own, and looks at nothing."""

_OWN_GROUP: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
"""Ctrl-C in a terminal reaches all processes of a group; what is to happen then is decided here."""


def encoder_program() -> str:
    """Where ffmpeg is.

    Raises:
      VideoUnavailable: the package that brings it is missing, or does not fit this machine; or another one was named
        that is no program.
    """
    try:
        program: str = import_module("imageio_ffmpeg").get_ffmpeg_exe()
    except (ImportError, RuntimeError):
        raise VideoUnavailable(
            "an MP4 needs an encoder; pip install 'memory-maze-scenarios[video]', or write a .gif, which needs none"
        ) from None
    if shutil.which(program) is None:
        raise VideoUnavailable(f"{_called(program)} is no program; {_advice(program)}")
    return program


def _called(program: str) -> str:
    """The encoder with its file, and who chose it."""
    chosen = f", which {VARIABLE} names," if os.environ.get(VARIABLE) == program else ""
    return f"the video encoder {program!r}{chosen}"


def _advice(program: str) -> str:
    """What to do about an encoder that cannot be used."""
    if os.environ.get(VARIABLE) == program:
        return f"name ffmpeg there, or unset {VARIABLE}"
    return "pip install --force-reinstall imageio-ffmpeg"


class Encoder:
    """One film in the making: a process that takes frames. Used by `with`; nothing of it is left afterwards."""

    def __init__(self, file: Path, width: int, height: int, fps: float) -> None:
        """Starts the encoder.

        Args:
          file: to be written; ends in .mp4.
          width: of the frames, in pixels, even.
          height: of the frames, in pixels, even.
          fps: frames a second.

        Raises:
          VideoUnavailable: there is no encoder, or it is no program that runs here.
          OSError: it cannot be started for want of something else.
        """
        self._file = file
        frames = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{fps:.6g}", "-i", "-")
        self._program = encoder_program()
        command = [self._program, "-y", "-v", "error", *frames, "-an", *_H264, str(file)]
        self._process = _started(self._program, command)
        self._said = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._end()

    def add(self, frame: NDArray[np.uint8]) -> None:
        """Encodes one frame.

        Args:
          frame: uint8 [height, width, 3].

        Raises:
          PictureError: the encoder has ended.
          OSError: it has ended, and says that the file cannot be written.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(frame.tobytes())
        except BrokenPipeError:
            self._end()
            raise self._failure() from None

    def finish(self) -> None:
        """Waits until the film is written.

        Raises:
          PictureError: the encoder failed, or what it has written is no film.
          OSError: it says that the file cannot be written.
        """
        self._end()
        if self._process.returncode != 0 or not _is_whole(self._file):
            raise self._failure()

    def _end(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._listener.join()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while said := stream.read1(_TAIL):  # type: ignore[attr-defined]
                self._said = (self._said + said)[-_TAIL:]

    def _failure(self) -> Exception:
        said, code = self._said.decode(errors="replace"), self._process.returncode
        if code == -getattr(signal, "SIGXFSZ", 0) and code:
            return OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        for number in _OF_THE_SYSTEM:
            if os.strerror(number) in said:
                return OSError(number, os.strerror(number))
        if code < 0:
            reason = f"it was ended by signal {-code}, perhaps for want of memory"
        elif said.strip():
            reason = said.strip().splitlines()[-1]
        else:
            reason = f"exit code {code}, and no whole film"
        called = _called(self._program) if os.environ.get(VARIABLE) else "the video encoder"
        return PictureError(f"{self._file.name}: {called} failed: {reason}")


def _started(program: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_OWN_GROUP
        )
    except OSError as error:
        if error.errno not in _OF_THE_PROGRAM:
            raise
        reason = f"{_called(program)} cannot be started: {error.strerror}"
        raise VideoUnavailable(f"{reason}; {_advice(program)}") from None


def _is_whole(file: Path) -> bool:
    """Whether an MP4 file has its index and its pictures, and every part is as long as it says."""
    found = set()
    try:
        with file.open("rb") as stream:
            end = stream.seek(0, os.SEEK_END)
            place = 0
            while place < end:
                stream.seek(place)
                header = stream.read(16)
                length, kind = int.from_bytes(header[:4], "big"), header[4:8]
                length = int.from_bytes(header[8:16], "big") if length == 1 else length
                if length < 8:
                    return False
                found.add(kind)
                place += length
    except FileNotFoundError:
        return False
    return place == end and {b"ftyp", b"moov", b"mdat"} <= found
