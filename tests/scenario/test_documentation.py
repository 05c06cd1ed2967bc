"""docs/scenarios.md tells every field as the schema has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memory_maze.scenario import json_schema
from memory_maze.scenario.documents.tree import DISTRIBUTIONS
from tests.block_session import read

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"
SCHEMA = json_schema()


def rows() -> Iterator[str]:
    """The tables' rows, one a field, in the schema's order."""
    yield from _rows("", SCHEMA["properties"])


def _rows(prefix: str, properties: dict[str, Any]) -> Iterator[str]:
    for name, field in properties.items():
        model = _model(field)
        if model is not None and "description" not in field:
            yield from _rows(f"{prefix}{name}.", model["properties"])
            continue
        description = " ".join(field["description"].split())
        yield f"| `{prefix}{name}` | {_takes(field)} | {_default(field)} | {description} |"
        if model is not None:
            yield from _rows(f"{prefix}{name}.", model["properties"])


def _model(field: dict[str, Any]) -> dict[str, Any] | None:
    for option in (field, *field.get("anyOf", ())):
        if "$ref" in option:
            found: dict[str, Any] = SCHEMA["$defs"][option["$ref"].rsplit("/", 1)[-1]]
            return found
    return None


def _takes(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        options = [_takes(option) for option in field["anyOf"] if option.get("type") != "null"]
        return ", or ".join(dict.fromkeys(options))
    if set(field.get("required", ())) & DISTRIBUTIONS:
        return "drawn"
    if "enum" in field:
        return ", ".join(f"`{name}`" for name in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    kind = field.get("type")
    if kind in ("integer", "number"):
        low = field.get("minimum", field.get("exclusiveMinimum"))
        above = "above " if "exclusiveMinimum" in field else ""
        limits = f" {above}{low:g}" if low is not None else ""
        if "maximum" in field:
            limits += f" to {field['maximum']:.10g}"
        elif limits:
            limits += " or more"
        return f"{'whole ' if kind == 'integer' else ''}number{limits}"
    if kind == "array":
        return "list" if "prefixItems" not in field else "list of two whole numbers"
    return {"string": "text", "boolean": "true or false"}.get(str(kind), "mapping")


def _default(field: dict[str, Any]) -> str:
    if "default" not in field:
        return ""
    value = field["default"]
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(value)}]`" if len(value) < 5 else "all"
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value)}`"


def test_every_field_is_documented_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [row for row in rows() if row not in text]
    assert not missing, "put these rows into docs/scenarios.md:\n" + "\n".join(missing)


def test_no_field_is_documented_that_is_not_there() -> None:
    known = {row.split("`")[1] for row in rows()}
    page = PAGE.read_text(encoding="utf-8")
    told = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and line.count("|") == 5}
    assert told == known


def test_writing_the_fields_leaves_the_page_and_its_other_tables_alone() -> None:
    from tests.scenario.write_fields import rewritten

    page = PAGE.read_text(encoding="utf-8")
    assert rewritten(page) == page
    other = "| `found` | |\n|---|---|\n| `stays` | it is there to be found again |\n"
    assert rewritten(page + other) == page + other


def _examples() -> list[str]:
    blocks = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:] if PAGE.exists() else []
    return [block.partition("```")[0] for block in blocks]


@pytest.mark.parametrize("number", range(len(_examples())))
def test_the_examples_load(number: int, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(_examples()[number], encoding="utf-8")
    assert read(file).summary
