"""What a vector environment checks before anything happens: one sentence that names the maze and the value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
