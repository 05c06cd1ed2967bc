"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar of `known`, or None if nothing comes close. Upper and lower case count as equal."""
    import difflib

    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: `; did you mean 'size'?`, or nothing if nothing comes close."""
    name = nearest(word, known)
    return f"; did you mean {name!r}?" if name is not None else ""
