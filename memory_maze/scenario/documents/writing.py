"""From plain values back to YAML, so that reading the text gives the same values again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from memory_maze.scenario.documents.scalars import plain_scalar


def to_yaml(document: Mapping[str, Any]) -> str:
    """A mapping as YAML: fields in order, lists of scalars in one line, texts of several lines as blocks."""
    return yaml.dump(
        document,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=1000,
    )


def to_flow(value: Any) -> str:
    """A value as YAML in one line, as it stands behind `field=` on a command line."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, default_flow_style=True, width=10**6)
    return text.removesuffix("\n").removesuffix("\n...")


_ESCAPED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that are written as escapes: control characters, and what PyYAML would take for line ends."""


class _Dumper(yaml.SafeDumper):
    """Writes plain words only where the reader's rules (YAML 1.2), too, take them for text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if "\n" in text and not _ESCAPED.search(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
    quoted = not isinstance(plain_scalar(text), str) or _ESCAPED.search(text) is not None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if quoted else None)


def _list(dumper: _Dumper, values: list[Any] | tuple[Any, ...]) -> yaml.SequenceNode:
    scalars = not any(isinstance(value, (list, tuple, dict)) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=scalars)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)
