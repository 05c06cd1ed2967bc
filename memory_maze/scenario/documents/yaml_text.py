"""Makes the text of a document ready for PyYAML, which reads YAML 1.1: four things mean something else in YAML 1.2.

Every change keeps the length of a line, so that the places of all values stay those in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from yaml.reader import Reader

from memory_maze.scenario.documents.tree import Mark, problem_at
from memory_maze.scenario.errors import LocatedProblem, ScenarioError

BYTE_ORDER_MARK = "\ufeff"

_NO_LINE_ENDS = "\x85\u2028\u2029"
"""Line ends of YAML 1.1 that are ordinary characters in YAML 1.2, and in JSON."""

_PAIR = re.compile(r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""Two backslashes, to be passed over, or JSON's way to escape a character beyond U+FFFF."""

_STAND_INS = 5


class Prepared:
    """A text that PyYAML can read, and the way back to what its scalars say."""

    def __init__(self, text: str, file: str | None) -> None:
        """Prepares a text.

        Args:
          text: as the document holds it, but for line ends, which may be those of any system.
          file: the document's name in error messages.

        Raises:
          ScenarioError: it holds characters that YAML does not allow.
        """
        plain = text.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
        _require_allowed(plain, file)
        self.text = plain
        """The text with `\\n` for every line end; otherwise as given."""
        self.unusual = sum(plain.count(character) for character in _NO_LINE_ENDS)
        """How many characters there are that some systems end lines with and YAML does not."""
        self.disguised = plain
        """The text with stand-ins, in private use and not in the text, for what PyYAML would misread."""
        self._originals: Mapping[int, str] = {}
        self._pair: re.Pattern[str] | None = None
        self._line_ends: list[str] = []
        has_pairs = "\\u" in plain and any(match[0] != r"\\" for match in _PAIR.finditer(plain))
        if has_pairs or self.unusual:
            self._disguise()

    def unusual_in(self, scalar: str) -> int:
        """How many characters that some systems end lines with a scalar holds, as PyYAML read it."""
        return sum(scalar.count(stand_in) for stand_in in self._line_ends)

    def restore(self, scalar: str, *, is_escaped: bool) -> str:
        """What a scalar says.

        Args:
          scalar: as PyYAML read it.
          is_escaped: it stands in double quotes, where backslashes begin escapes.
        """
        if not self._originals:
            return scalar
        if is_escaped and self._pair is not None:
            scalar = self._pair.sub(lambda match: _joined(match[1], match[2]), scalar)
        return scalar.translate(self._originals)

    def _disguise(self) -> None:
        used = set(self.text)
        free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in used)
        stand_ins = [next(free) for _ in range(_STAND_INS)]
        first, second, *self._line_ends = stand_ins

        def hide(match: re.Match[str]) -> str:
            return match[0] if match[0] == r"\\" else f"{first}{match[0][1:6]}{second}{match[0][7:]}"

        plain = str.maketrans(dict(zip(_NO_LINE_ENDS, self._line_ends, strict=True)))
        self.disguised = _PAIR.sub(hide, self.text).translate(plain)
        self._pair = re.compile(f"{first}u(....){second}u(....)")
        originals = ("\\", "\\", *_NO_LINE_ENDS)
        self._originals = {ord(stand_in): original for stand_in, original in zip(stand_ins, originals, strict=True)}


def unusual_line_end(text: str, file: str | None) -> LocatedProblem | None:
    """The problem of the first character that some systems end lines with and YAML does not."""
    found = re.search(f"[{_NO_LINE_ENDS}]", text)
    if found is None:
        return None
    message = f"U+{ord(found[0]):04X} ends no line in YAML; end lines as usual, or put text that holds it in quotes"
    return problem_at(mark_at(text, found.start(), file), (), message)


def mark_at(text: str, index: int, file: str | None) -> Mark:
    """The place of a character."""
    return Mark(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _require_allowed(text: str, file: str | None) -> None:
    if "\0" in text:
        raise ScenarioError([problem_at(mark_at(text, text.index("\0"), file), (), "is a binary file, not YAML")])
    if strange := Reader.NON_PRINTABLE.search(text):
        message = f"the character U+{ord(strange[0]):04X} is not allowed in YAML; remove it"
        raise ScenarioError([problem_at(mark_at(text, strange.start(), file), (), message)])
    if BYTE_ORDER_MARK in text:
        message = "a byte order mark (U+FEFF) belongs at the very beginning of a file; remove it here"
        raise ScenarioError([problem_at(mark_at(text, text.index(BYTE_ORDER_MARK), file), (), message)])


def _joined(high: str, low: str) -> str:
    return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
