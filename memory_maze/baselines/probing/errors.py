"""What is raised when a model cannot be probed."""

from __future__ import annotations


class ProbingError(ValueError):
    """Data or a model do not fit the protocol; the message says why, and what to do."""
