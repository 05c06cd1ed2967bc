"""What is raised when a page asks for something that it cannot have."""

from __future__ import annotations


class WebError(ValueError):
    """Something that was asked for cannot be given; the message says why and what to do."""

    status = 400
    """HTTP's number for it."""


class NotThereError(WebError):
    """There is nothing of that name."""

    status = 404


class NotAllowedError(WebError):
    """It is there, and whoever asks may not have it."""

    status = 403


class TooMuchError(WebError):
    """It is larger, or there are more, than the limits allow."""

    status = 413


class BusyError(WebError):
    """The server does as much at once as it may; the same later will do."""

    status = 503
