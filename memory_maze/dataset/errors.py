"""What keeps a dataset from being made or read."""

from __future__ import annotations


class DatasetError(ValueError):
    """A dataset cannot be made, read or written as asked; the message says why and what to do."""


class WorkerLostError(DatasetError):
    """A process that worked on a dataset was ended from outside. What was complete is kept."""
