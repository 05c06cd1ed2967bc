"""What a plain word in YAML means: the core rules of YAML 1.2. `no` is text, `1e3` a number, `010` is ten."""

from __future__ import annotations

import math
import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_BASED = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WHOLE = re.compile(r"([-+]?[0-9]{1,18})[eE]\+?([0-9]|1[0-8])")
_SPECIAL = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}


def plain_scalar(text: str) -> str | int | float | bool | None:
    """The value of an unquoted word."""
    if text in _NULLS:
        return None
    number = _number(text)
    return _BOOLS.get(text, text) if number is None else number


def is_too_large(text: str, value: object) -> bool:
    """Whether an unquoted word is a number beyond all that Python's floats hold, such as `1e999`."""
    return isinstance(value, float) and math.isinf(value) and text.lower() not in _SPECIAL


def _number(text: str) -> int | float | None:
    """Whole powers of ten stay whole, so that `1e3` also does for a field that counts."""
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if whole := _WHOLE.fullmatch(text):
        return int(whole[1]) * int(10 ** int(whole[2]))
    if _FLOAT.fullmatch(text) or text.lower() in _SPECIAL:
        return float(_SPECIAL.get(text.lower(), text))
    return None
