"""What can go wrong before a frame is drawn."""

from __future__ import annotations


class RenderingUnavailable(RuntimeError):
    """This machine cannot draw in the way that was asked for; the message says what to do about it."""


class ImagesUnavailable(RuntimeError):
    """labmaze's images could not be put onto this machine; the message says why and what to do."""
