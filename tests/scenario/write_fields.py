"""Writes the tables of fields into docs/scenarios.md from the schema: `python -m tests.scenario.write_fields`."""

from __future__ import annotations

import re

from tests.scenario.test_documentation import PAGE, rows

FIELD = re.compile(r"\| `([\w.]+)` \|(?:[^|]*\|){3}$")
"""A row of a table of fields, which alone have four columns."""


def rewritten(text: str) -> str:
    """The page with each row as the schema has it; a new field's row follows that of the field before it."""
    wanted = {match[1]: row for row in rows() if (match := FIELD.match(row))}
    lines = [line for line in text.split("\n") if not (match := FIELD.match(line)) or match[1] in wanted]
    before = ""
    for field, row in wanted.items():
        place = next((number for number, line in enumerate(lines) if line.startswith(f"| `{field}` |")), None)
        if place is None:
            place = next(number for number, line in enumerate(lines) if line.startswith(f"| `{before}` |")) + 1
            lines.insert(place, row)
        lines[place] = row
        before = field
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
