"""What is raised when an agent cannot be trained or played."""

from __future__ import annotations


class TrainingError(ValueError):
    """A run cannot begin, go on or be played; the message says why, and what to do."""
