"""Rules over several fields of a scenario. Each rule yields what is wrong, where, and what to do about it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticCustomError

from memory_maze.scenario.fields import FLOOR_TEXTURES, PALETTE, PHYSICS_STEP, WALL_TEXTURES

if TYPE_CHECKING:
    from memory_maze.scenario.schema import Scenario

BALL_RADIUS = 0.2
"""Metres. The walker's wheel (dm_control's jumping ball)."""

HEAD_SPAN = (0.43, 0.63)
"""Metres above the floor that the walker's head, face and neck reach from and to."""

HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")

LAYOUT_ALPHABET = "* PG"


class Problem(NamedTuple):
    """One thing that is wrong with a scenario."""

    path: tuple[str, ...]
    """The field at fault, from the root."""
    message: str
    """What is wrong and what to do, without the path."""


def require(scenario: Scenario) -> None:
    """Raises one `PydanticCustomError` of type `scenario_rule` with every `Problem` in its context."""
    problems = list(find_problems(scenario))
    if problems:
        text = "; ".join(f"{'.'.join(problem.path)}: {problem.message}" for problem in problems)
        raise PydanticCustomError("scenario_rule", "{text}", {"text": text, "problems": problems})


def find_problems(scenario: Scenario) -> Iterator[Problem]:
    """Yields what the single fields do not show to be wrong."""
    shape = list(_maze_shape(scenario))
    yield from shape
    yield from _images(scenario)
    yield from _objects(scenario)
    if not shape:
        yield from _room(scenario)
        yield from _start(scenario)
        yield from _minimap(scenario)
    yield from _episode(scenario)
    yield from _observation(scenario)


def layout_rows(layout: str) -> list[str]:
    """The rows of a text layout, top first, without blank lines before and after it."""
    return layout.strip("\n").split("\n")


def episode_steps(scenario: Scenario) -> int:
    """Control steps until the time limit. Seconds end 1 ms early, as the benchmark's do, against rounding."""
    if scenario.episode.steps is not None:
        return scenario.episode.steps
    assert scenario.episode.seconds is not None
    return max(1, math.ceil((scenario.episode.seconds - 1e-3) * scenario.control.frequency))


def _maze_shape(scenario: Scenario) -> Iterator[Problem]:
    maze = scenario.maze
    given = [name for name in ("size", "width", "height", "layout") if getattr(maze, name) is not None]
    if given not in (["size"], ["width", "height"], ["layout"]):
        said = f"not {' and '.join(given)}" if given else "none of them is there"
        yield Problem(("maze",), f"give size, or width and height, or layout; {said}")
        return
    if maze.layout is not None:
        yield from _layout(maze.layout)
        if maze.seed is not None:
            message = "a text layout has nothing to generate; leave seed out, or write seed: null over an inherited one"
            yield Problem(("maze", "seed"), message)
        return
    for name in given:
        cells = getattr(maze, name)
        if cells % 2 == 0:
            message = f"{cells} is even, but labmaze makes mazes of odd sides only; use {cells - 1} or {cells + 1}"
            yield Problem(("maze", name), message)
    sides = [getattr(maze, name) for name in given]
    rooms = maze.rooms
    if rooms.min_side > rooms.max_side:
        message = f"{rooms.min_side} is more than max_side ({rooms.max_side})"
        yield Problem(("maze", "rooms", "min_side"), message)
    elif _odd(rooms.min_side) > min(sides):
        message = f"a room of {rooms.min_side} cells does not fit into a maze of {min(sides)}"
        yield Problem(("maze", "rooms", "min_side"), message)


def _layout(layout: str) -> Iterator[Problem]:
    path = ("maze", "layout")
    rows = layout_rows(layout)
    if len(rows) < 3 or len(rows[0]) < 3:
        yield Problem(path, "draw at least 3 rows of 3 characters: the outer wall and one free cell")
        return
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            message = f"row {number} has {len(row)} characters, row 1 has {len(rows[0])}; make them equal"
            yield Problem(path, message)
            return
        strange = sorted(set(row) - set(LAYOUT_ALPHABET))
        if strange:
            message = f"row {number} has {strange[0]!r}; use '*' wall, ' ' free, 'P' start, 'G' object"
            yield Problem(path, message)
            return
    if len(rows) > 103 or len(rows[0]) > 103:
        yield Problem(path, f"{len(rows[0])} x {len(rows)} characters; 103 x 103 is the most")
    border = rows[0] + rows[-1] + "".join(row[0] + row[-1] for row in rows)
    if set(border) != {"*"}:
        yield Problem(path, "the outer wall is open; draw '*' along all four sides")
    if not set("".join(rows)) - {"*"}:
        yield Problem(path, "there is no free cell to start in")


def _images(scenario: Scenario) -> Iterator[Problem]:
    maze = scenario.maze
    for name, given, known in (
        ("walls", maze.walls, WALL_TEXTURES[maze.style]),
        ("floors", maze.floors, FLOOR_TEXTURES[maze.style]),
    ):
        if given is None:
            continue
        if not given:
            yield Problem(("maze", name), "name at least one image")
        if len(given) > 26:
            yield Problem(("maze", name), "26 images are the most")
        for image in given:
            if image not in known:
                yield Problem(("maze", name), f"{maze.style} has no {image!r}; it has {', '.join(known)}")


def _objects(scenario: Scenario) -> Iterator[Problem]:
    objects = scenario.objects
    if isinstance(objects.colors, tuple):
        for color in objects.colors:
            if color not in PALETTE and not HEX_COLOR.fullmatch(color):
                message = f"{color!r} is no colour; use {', '.join(PALETTE)} or '#rrggbb'"
                yield Problem(("objects", "colors"), message)
        available = len(objects.colors)
    else:
        available = len(PALETTE)
    if objects.count > available:
        count = objects.count
        message = f"{count} objects, but only {available} colours; list {count} under objects.colors"
        yield Problem(("objects", "count"), message)
    if objects.radius > scenario.maze.cell_size / 2:
        cell = scenario.maze.cell_size
        message = f"{objects.radius} m does not fit into a cell of {cell} m; use half of it at most"
        yield Problem(("objects", "radius"), message)
    lowest, highest = -objects.radius, HEAD_SPAN[1] + objects.radius
    if not lowest < objects.height < highest:
        message = (
            f"the agent could never touch it: with a radius of {objects.radius} m, keep it between "
            f"{lowest:g} and {highest:g}"
        )
        yield Problem(("objects", "height"), message)


def _room(scenario: Scenario) -> Iterator[Problem]:
    maze, count = scenario.maze, scenario.objects.count
    if maze.layout is not None:
        text = "".join(layout_rows(maze.layout))
        marked = text.count("G")
        free = text.count(" ")
        places, what = (marked, "G cells") if marked else (free, "free cells")
        if not marked and "P" not in text:
            places, what = free - 1, "free cells beside the start"
        elif _starts_on_a_place(scenario, "G" if marked else " "):
            places, what = places - 1, f"{what} beside the start"
        if count > places:
            yield Problem(("objects", "count"), f"{count} objects, but the layout has {max(places, 0)} {what}")
        return
    width, height = scenario.maze_shape
    step = _odd(maze.rooms.min_side) + 1
    fitting = ((width + 1) // step) * ((height + 1) // step)
    rooms = min(maze.rooms.max, fitting)
    if count > rooms * maze.rooms.objects:
        message = (
            f"{count} objects, but at most {rooms} rooms fit and each holds {maze.rooms.objects}; "
            "raise maze.size, maze.rooms.max or maze.rooms.objects"
        )
        yield Problem(("objects", "count"), message)
    cells = _odd(maze.rooms.min_side) ** 2
    if maze.rooms.objects + maze.rooms.spawns > cells:
        message = f"a room of {cells} cells cannot hold {maze.rooms.objects} objects and {maze.rooms.spawns} spawns"
        yield Problem(("maze", "rooms", "objects"), message)


def _start(scenario: Scenario) -> Iterator[Problem]:
    start = scenario.episode.start
    if start == "random" or start.cell is None:
        return
    path = ("episode", "start", "cell")
    layout = scenario.maze.layout
    if layout is None:
        yield Problem(path, "a generated maze may have a wall there; draw maze.layout, or leave the cell out")
        return
    width, height = scenario.maze_shape
    x, y = start.cell
    if not (0 <= x < width and 0 <= y < height):
        yield Problem(path, f"[{x}, {y}] is outside the maze of {width} x {height} cells")
    elif layout_rows(layout)[height - y][x + 1] == "*":
        yield Problem(path, f"[{x}, {y}] is a wall; choose a free cell")


def _starts_on_a_place(scenario: Scenario, mark: str) -> bool:
    start, layout = scenario.episode.start, scenario.maze.layout
    if start == "random" or start.cell is None or layout is None:
        return False
    width, height = scenario.maze_shape
    x, y = start.cell
    return 0 <= x < width and 0 <= y < height and layout_rows(layout)[height - y][x + 1] == mark


def _minimap(scenario: Scenario) -> Iterator[Problem]:
    pixels = 2 * max(scenario.maze_shape)
    if scenario.observation.minimap and pixels > scenario.camera.resolution:
        message = (
            f"it takes {pixels} pixels, the picture has {scenario.camera.resolution}; "
            f"raise camera.resolution to {pixels} or switch the minimap off"
        )
        yield Problem(("observation", "minimap"), message)


def _episode(scenario: Scenario) -> Iterator[Problem]:
    episode, frequency = scenario.episode, scenario.control.frequency
    if (episode.seconds is None) == (episode.steps is None):
        both = "both are there" if episode.steps is not None else "neither is there"
        yield Problem(("episode",), f"give seconds or steps, exactly one; {both}")
    steps = 1 / frequency / PHYSICS_STEP
    if abs(steps - round(steps)) > 1e-6 or round(steps) < 1:
        lower, upper = 1 / (PHYSICS_STEP * math.ceil(steps)), 1 / (PHYSICS_STEP * max(1, math.floor(steps)))
        message = (
            f"{frequency:g} Hz is a control step of {1000 / frequency:g} ms, no multiple of the physics step "
            f"({1000 * PHYSICS_STEP:g} ms); use {lower:g} or {upper:g}"
        )
        yield Problem(("control", "frequency"), message)
    elif episode.seconds is not None and episode.seconds * frequency < 1:
        yield Problem(("episode", "seconds"), f"{episode.seconds:g} s is shorter than one control step")


def _observation(scenario: Scenario) -> Iterator[Problem]:
    observation = scenario.observation
    if len(set(observation.keys)) != len(observation.keys):
        yield Problem(("observation", "keys"), "a key is there twice")
    if not observation.keys:
        yield Problem(("observation", "keys"), "name at least one key")
    if observation.form == "image" and observation.prompt == "none":
        message = "an image without the border does not show what to look for; use border, or form: dict"
        yield Problem(("observation", "prompt"), message)
    if observation.prompt_steps is not None and observation.prompt == "none" and "target_color" not in observation.keys:
        yield Problem(("observation", "prompt_steps"), "no prompt is shown at all; leave it out")


def _odd(cells: int) -> int:
    return cells + 1 - cells % 2
