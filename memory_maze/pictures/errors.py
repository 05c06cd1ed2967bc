"""What keeps a picture from being made or written."""

from __future__ import annotations


class PictureError(ValueError):
    """A picture was asked for that cannot be made; the message says why and what can."""


class VideoUnavailable(RuntimeError):
    """The packages that encode video are not installed; the message says which."""
