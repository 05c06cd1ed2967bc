"""What keeps a dataset from being made or read."""

from __future__ import annotations


class DatasetError(ValueError):
    """A dataset cannot be made, read or written as asked; the message says why and what to do."""


class NoSuchKeyError(DatasetError, KeyError):
    """A dataset has no split, or a trajectory no array, of that name; the message names those there are."""

    def __str__(self) -> str:
        # As a sentence, where KeyError shows what stands in quotation marks.
        return str(self.args[0])


class WorkerLostError(DatasetError):
    """A process that worked on a dataset was ended from outside. What was complete is kept."""
