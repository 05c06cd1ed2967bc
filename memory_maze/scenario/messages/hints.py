"""Values that people write where a field takes another form: how to write what they want."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from memory_maze.scenario.documents.tree import DISTRIBUTIONS, Path
from memory_maze.scenario.model.drawn import DRAWABLE

_NUMBER = r"[-+]?[0-9]+(?:\.[0-9]+)?"
_UNIT = re.compile(rf"({_NUMBER})\s*([a-zA-Z°%]+)")
_BY = re.compile(r"\s*([0-9]{1,3})\s*[x×*]\s*([0-9]{1,3})\s*")

_LARGEST_WHOLE = 1e15
"""Floats below it are written as whole numbers in advice."""

_SECONDS = {"s": 1, "sec": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60}
_SECONDS |= {"h": 3600, "hour": 3600, "hours": 3600}

_WORDS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}

_DIRECTIONS = {"east": 0, "right": 0, "north": 90, "up": 90, "west": 180, "left": 180, "south": 270, "down": 270}

_FLAGS = ("centre_object_counts_at_start", "shortest_path", "minimap", "ends_on_wrong_touch")

_LISTS = ("tags", "walls", "floors")

_NUMBERS = (
    *("size", "width", "height", "seed", "max", "min_side", "max_side", "objects", "spawns", "cell_size"),
    *("wall_height", "count", "radius", "seconds", "steps", "heading", "resolution", "field_of_view", "frequency"),
    *("prompt_steps", "prompt_until", "cell", "reward", "wrong_touch", "step_reward", "find", "distractors"),
    "first_prompt_after",
)

_FIRST_FIELDS: Mapping[str, str] = {"maze": "size", "objects": "count", "episode": "steps", "control": "frequency"}
"""The field that a number stands for, where a section is due."""

_CHOICES: Mapping[str, Mapping[str, str]] = {
    "camera": {"top": "view", "first-person": "view", "opengl": "renderer", "software": "renderer"},
    "control": {"discrete": "actions", "continuous": "actions"},
    "observation": {"image": "form", "dict": "form"},
    "objects": {"shuffled": "colors", "palette": "colors", "distinct": "colors"},
    "task": {"random": "prompts", "in-order": "prompts", "cycle": "prompts", "hunt": "rule"},
}
"""The field that a word stands for, where a section is due."""


def hint_for(path: Path, given: Any) -> str:
    """The end of a sentence about a value of the wrong kind: `; write 90`, or nothing."""
    name = str(path[-1]) if path else ""
    advice = None
    if isinstance(given, Mapping) and not DISTRIBUTIONS.isdisjoint(given):
        advice = "a value that episodes draw has one word, uniform, integers or choice, and nothing beside it"
    elif len(path) == 1 and name not in ("tags", "summary"):
        advice = _for_section(name, given)
    elif path[:-1] in _IN_LISTS:
        advice = _IN_LISTS[path[:-1]](given)
    elif name in _BY_NAME:
        advice = _BY_NAME[name](given)
    advice = advice or _for_kind(path, name, given)
    return f"; {advice}" if advice else ""


def _for_section(name: str, given: Any) -> str | None:
    if isinstance(given, int) and not isinstance(given, bool) and name in _FIRST_FIELDS:
        return f"write {name}: {{{_FIRST_FIELDS[name]}: {given}}}"
    if isinstance(given, str) and (field := _CHOICES.get(name, {}).get(given)):
        return f"write {name}: {{{field}: {given}}}"
    if name == "maze" and isinstance(given, str):
        if given.lstrip().startswith("*"):
            return "write the rows under maze.layout"
        return _sides(given)
    return None


def _sides(given: Any) -> str | None:
    """9 x 21, however it is written."""
    if isinstance(given, str) and (match := _BY.fullmatch(given)):
        width, height = int(match[1]), int(match[2])
    elif isinstance(given, (list, tuple)) and len(given) == 2 and all(type(side) is int for side in given):
        width, height = given
    else:
        return None
    return (
        f"write size: {width}"
        if width == height
        else f"for {width} x {height} write width: {width} and height: {height}"
    )


def _start(given: Any) -> str | None:
    if isinstance(given, (list, tuple)) and len(given) in (2, 3):
        heading = f", heading: {given[2]}" if len(given) == 3 else ""
        return f"write start: {{cell: [{given[0]}, {given[1]}]{heading}}}"
    is_angle = isinstance(given, (int, float)) and not isinstance(given, bool)
    return f"write start: {{heading: {given}}}" if is_angle else None


def _layout(given: Any) -> str | None:
    return "write the rows as one text, after `layout: |`" if isinstance(given, (list, tuple)) else None


def _resolution(given: Any) -> str | None:
    side = given[0] if isinstance(given, (list, tuple)) and given else None
    if side is None and isinstance(given, str) and (match := _BY.fullmatch(given)):
        side = match[1]
    return f"pictures are square, so write resolution: {side}" if isinstance(side, (int, str)) else None


def _seconds(given: Any) -> str | None:
    if isinstance(given, str) and (match := _UNIT.fullmatch(given)) and match[2].lower() in _SECONDS:
        return f"write {float(match[1]) * _SECONDS[match[2].lower()]:g}"
    return None


def _seed(given: Any) -> str | None:
    return "leave it out for a new maze in every episode" if isinstance(given, str) and given == "random" else None


def _keys(given: Any) -> str | None:
    return "leave it out for all keys" if given == "all" else None


def _outputs(given: Any) -> str | None:
    return f"write [image, {given}]" if given in ("depth", "segmentation") else None


def _heading(given: Any) -> str | None:
    degrees = _DIRECTIONS.get(given.lower()) if isinstance(given, str) else None
    return None if degrees is None else f"write {degrees}, in degrees anticlockwise from the right of the map"


def _prompt(given: Any) -> str | None:
    if given is None or given is False:
        return "write none"
    return "write prompt_steps beside prompt" if isinstance(given, dict) and "steps" in given else None


def _visible(given: Any) -> str | None:
    if isinstance(given, bool):
        return "write always" if given else "write never"
    return f"write {{steps: {given}}}" if isinstance(given, int) else None


def _prompts(given: Any) -> str | None:
    if given is None or given is False:
        return "write prompts: none"
    return f"write [{given}]" if isinstance(given, int) and not isinstance(given, bool) else None


_BY_NAME: Mapping[str, Callable[[Any], str | None]] = {
    "size": _sides,
    "start": _start,
    "layout": _layout,
    "heading": _heading,
    "resolution": _resolution,
    "seconds": _seconds,
    "seed": _seed,
    "prompt": _prompt,
    "keys": _keys,
    "outputs": _outputs,
    "visible": _visible,
    "prompts": _prompts,
}


def _prompted(given: Any) -> str | None:
    return "objects are named by numbers, from 0 in the order of objects.colors" if isinstance(given, str) else None


def _color(given: Any) -> str | None:
    is_rgb = isinstance(given, (list, tuple)) and len(given) == 3
    if not is_rgb or not all(type(part) is int and 0 <= part <= 255 for part in given):
        return None
    red, green, blue = given
    return f'write "#{red:02x}{green:02x}{blue:02x}"'


_IN_LISTS: Mapping[Path, Callable[[Any], str | None]] = {("task", "prompts"): _prompted, ("objects", "colors"): _color}
"""Hints on the values of lists, by the list."""


def _for_kind(path: Path, name: str, given: Any) -> str | None:
    if name in _FLAGS:
        return _for_flag(given)
    if name in _LISTS:
        return f"write [{given}]" if isinstance(given, str) and re.fullmatch(r"[\w.-]{1,30}", given) else None
    if name not in _NUMBERS:
        return None
    if isinstance(given, (list, tuple, dict)):
        return _for_several(path, given)
    return _for_number(given)


def _for_flag(given: Any) -> str | None:
    if type(given) is int and given in (0, 1):
        return "write true" if given else "write false"
    word = _WORDS.get(given.lower()) if isinstance(given, str) else None
    return f"write {word}" if word else None


def _for_several(path: Path, given: Sequence[Any] | Mapping[str, Any]) -> str | None:
    """A range or a list of numbers, where one is due."""
    kinds = DRAWABLE.get(tuple(map(str, path)))
    if isinstance(given, dict):
        given = list(given.values()) if given.keys() in ({"min", "max"}, {"low", "high"}) else []
    if not given or not all(isinstance(number, (int, float)) for number in given):
        return None
    if not kinds:
        return "write one number"
    kind = kinds[0] if len(given) == 2 else "choice"
    return f"write one number, or {{{kind}: [{', '.join(map(str, given))}]}} to draw one in each episode"


def _for_number(given: Any) -> str | None:
    if isinstance(given, float) and given.is_integer() and abs(given) < _LARGEST_WHOLE:
        return f"write {given:.0f}"
    if not isinstance(given, str):
        return None
    matches = ((form.fullmatch(given), advise) for form, advise in _NUMBERS_AS_TEXT)
    return next((advise(match) for match, advise in matches if match), None)


def _without_grouping(match: re.Match[str]) -> str:
    return f"write {re.sub(r'[^-+0-9]', '', match[0])}"


def _in_seconds(match: re.Match[str]) -> str:
    parts = [int(part) for part in match.groups() if part is not None]
    total = sum(part * 60**power for power, part in enumerate(reversed(parts)))
    return f"write {total}, since YAML 1.2 has no numbers to the base of 60"


_NUMBERS_AS_TEXT: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    (re.compile(_NUMBER), lambda match: f"write {match[0]}, without quotes"),
    (re.compile(r"[-+]?[0-9]{1,3}(?:[,' ][0-9]{3})+|[-+]?[0-9]+(?:_[0-9]+)+"), _without_grouping),
    (re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?"), _in_seconds),
    (_UNIT, lambda match: f"write {match[1]}, without {match[2]}"),
)
"""Ways to write numbers that YAML 1.2 takes for text, and what to say to each."""
