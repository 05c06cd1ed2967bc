"""Rules over several fields of a scenario. Each rule yields what is wrong, where, and what to do about it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticCustomError

from memory_maze.scenario.fields import FLOOR_TEXTURES, HEAD_TOP, PALETTE, PHYSICS_STEP, WALL_TEXTURES
from memory_maze.scenario.text_layout import layout_problem, layout_rows

if TYPE_CHECKING:
    from memory_maze.scenario.schema import Scenario

STEP_TOLERANCE = 1e-3
"""Physics steps by which a control step may miss a whole number: frequencies such as 200/67 Hz have to be rounded."""

HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


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
    yield from _outputs(scenario)
    yield from _observation(scenario)


def episode_steps(scenario: Scenario) -> int:
    """Control steps until the time limit. Seconds end 1 ms early, as the benchmark's do, against rounding."""
    if scenario.episode.steps is not None:
        return scenario.episode.steps
    assert scenario.episode.seconds is not None
    return max(1, math.ceil((scenario.episode.seconds - 1e-3) / (scenario.physics_steps * PHYSICS_STEP)))


def _maze_shape(scenario: Scenario) -> Iterator[Problem]:
    maze = scenario.maze
    given = [name for name in ("size", "width", "height", "layout") if getattr(maze, name) is not None]
    if given not in (["size"], ["width", "height"], ["layout"]):
        said = f"not {' and '.join(given)}" if given else "none of them is there"
        yield Problem(("maze",), f"give size, or width and height, or layout; {said}")
        return
    if maze.layout is not None:
        message = layout_problem(maze.layout)
        if message is not None:
            yield Problem(("maze", "layout"), message)
        if maze.seed is not None:
            message = "a text layout has nothing to generate; leave seed out, or write seed: null over an inherited one"
            yield Problem(("maze", "seed"), message)
        return
    sides = [getattr(maze, name) for name in given]
    rooms = maze.rooms
    if rooms.min_side > rooms.max_side:
        message = f"{rooms.min_side} is more than max_side ({rooms.max_side})"
        yield Problem(("maze", "rooms", "min_side"), message)
    elif _odd(rooms.min_side) > min(sides):
        message = f"a room of {rooms.min_side} cells does not fit into a maze of {min(sides)}"
        yield Problem(("maze", "rooms", "min_side"), message)


def _images(scenario: Scenario) -> Iterator[Problem]:
    maze = scenario.maze
    for name, given, known in (
        ("walls", maze.walls, WALL_TEXTURES[maze.style]),
        ("floors", maze.floors, FLOOR_TEXTURES[maze.style]),
    ):
        if given is None:
            continue
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
    lowest, highest = -objects.radius, HEAD_TOP + objects.radius
    if not lowest < objects.height < highest:
        message = (
            f"the agent could never touch it: with a radius of {objects.radius} m, keep it between "
            f"{lowest:g} and {highest:g}"
        )
        yield Problem(("objects", "height"), message)


def _room(scenario: Scenario) -> Iterator[Problem]:
    maze, count = scenario.maze, scenario.objects.count
    if maze.layout is not None:
        yield from _room_in_layout(scenario, maze.layout)
        return
    width, height = scenario.maze_shape
    step = _odd(maze.rooms.min_side) + 1
    fitting = ((width + 1) // step) * ((height + 1) // step)
    rooms = min(maze.rooms.max, fitting)
    if count > rooms * maze.rooms.objects:
        message = (
            f"{_counted(count, 'object')}, but at most {_counted(rooms, 'room')} for {maze.rooms.objects} each; "
            "raise maze.size, maze.rooms.max or maze.rooms.objects"
        )
        yield Problem(("objects", "count"), message)
    cells = _odd(maze.rooms.min_side) ** 2
    if maze.rooms.objects + maze.rooms.spawns > cells:
        objects, spawns = _counted(maze.rooms.objects, "object"), _counted(maze.rooms.spawns, "spawn")
        message = f"a room of {cells} cells cannot hold {objects} and {spawns}"
        yield Problem(("maze", "rooms", "objects"), message)


def _room_in_layout(scenario: Scenario, layout: str) -> Iterator[Problem]:
    """Objects stand on `G` cells, or on free ones; the start is on `P`, a fixed cell, or any cell that is left."""
    text, count = "".join(layout_rows(layout)), scenario.objects.count
    place = "G" if "G" in text else " "
    what = "G cell" if place == "G" else "free cell"
    places = text.count(place)
    start = _fixed_start_character(scenario)
    if start == place:
        places, what = places - 1, f"{what} beside the start"
    elif start is None and "P" not in text and text.count(" ") + text.count("G") - count < 1:
        yield Problem(("objects", "count"), f"{_counted(count, 'object')} leave no cell to start in; draw another")
        return
    if count > places:
        message = f"{_counted(count, 'object')}, but the layout has {_counted(max(places, 0), what)}"
        yield Problem(("objects", "count"), message)


def _fixed_start_character(scenario: Scenario) -> str | None:
    """What the layout has where the start is fixed."""
    start, layout = scenario.episode.start, scenario.maze.layout
    if start == "random" or start.cell is None or layout is None:
        return None
    width, height = scenario.maze_shape
    x, y = start.cell
    return layout_rows(layout)[height - y][x + 1] if 0 <= x < width and 0 <= y < height else None


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
    character = _fixed_start_character(scenario)
    if character is None:
        yield Problem(path, f"[{x}, {y}] is outside the maze of {width} x {height} cells")
    elif character == "*":
        yield Problem(path, f"[{x}, {y}] is a wall; choose a free cell")


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
    if abs(steps - round(steps)) > STEP_TOLERANCE:
        lower, upper = 1 / (PHYSICS_STEP * math.ceil(steps)), 1 / (PHYSICS_STEP * max(1, math.floor(steps)))
        message = (
            f"{frequency:g} Hz is a control step of {1000 / frequency:g} ms, no multiple of the physics step "
            f"({1000 * PHYSICS_STEP:g} ms); use {lower:.8g} or {upper:.8g}"
        )
        yield Problem(("control", "frequency"), message)
    elif episode.seconds is not None and episode.seconds * frequency < 1:
        yield Problem(("episode", "seconds"), f"{episode.seconds:g} s is shorter than one control step")


def _outputs(scenario: Scenario) -> Iterator[Problem]:
    path, outputs = ("camera", "outputs"), scenario.camera.outputs
    if len(set(outputs)) != len(outputs):
        yield Problem(path, "an output is there twice")
    if "image" not in outputs:
        yield Problem(path, "image is missing; it is always drawn, and shows the prompt")


def _observation(scenario: Scenario) -> Iterator[Problem]:
    observation = scenario.observation
    if len(set(observation.keys)) != len(observation.keys):
        yield Problem(("observation", "keys"), "a key is there twice")
    if observation.form == "image" and observation.prompt == "none":
        message = "an image without the border does not show what to look for; use border, or form: dict"
        yield Problem(("observation", "prompt"), message)
    if observation.prompt_steps is not None and observation.prompt == "none" and "target_color" not in observation.keys:
        yield Problem(("observation", "prompt_steps"), "no prompt is shown at all; leave it out")


def _odd(cells: int) -> int:
    return cells + 1 - cells % 2


def _counted(count: int, noun: str) -> str:
    """`1 room`, `2 rooms`, `2 free cells beside the start`."""
    first, _, rest = noun.partition(" beside")
    return f"{count} {first}{'' if count == 1 else 's'}{' beside' + rest if rest else ''}"
