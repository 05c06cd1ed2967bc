"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60
"""Longer words are no slip of the hand, and comparing them takes long."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The name that a slip of the hand may have turned into `word`, or None. Upper and lower case count as equal.

    A slip is a letter too many, missing, wrong, or two exchanged: one in a short word, two from six letters on, three
    from ten on.
    """
    if len(word) > _LONGEST:
        return None
    allowed = 1 + (len(word) >= 6) + (len(word) >= 10)
    distances = [(_slips(word.lower(), name.lower(), allowed), name) for name in known]
    slips, name = min(distances, key=lambda found: found[0], default=(allowed + 1, ""))
    return name if slips <= allowed else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: `; did you mean 'size'?`, or nothing if nothing comes close."""
    name = nearest(word, known)
    return f"; did you mean {name!r}?" if name is not None else ""


def _slips(word: str, name: str, allowed: int) -> int:
    """The distance of Damerau and Levenshtein, without exchanges across other changes; large if above `allowed`."""
    if abs(len(word) - len(name)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(word, start=1):
        before, row, above = row, [i], before
        for j, other in enumerate(name, start=1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
