"""What is raised when something cannot be trained or used."""

from __future__ import annotations


class TrainingError(ValueError):
    """A run cannot begin, go on or be used; the message says why, and what to do."""
