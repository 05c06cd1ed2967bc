"""Rules over several fields of a scenario. Each rule yields what is wrong, where, and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from memory_maze.scenario.errors import Problem
from memory_maze.scenario.model import fixed_cells, maze_rules, task_rules
from memory_maze.scenario.model.colors import color_problem, same_colors
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.fields import HEAD_TOP, PALETTE, PHYSICS_STEP
from memory_maze.scenario.model.sections import Content
from memory_maze.scenario.model.words import PROMPT_KEYS

STEP_TOLERANCE = 1e-3
"""Physics steps by which a control step may miss a whole number: frequencies such as 200/67 Hz have to be rounded."""


def require(scenario: Content) -> None:
    """Raises one `PydanticCustomError` of type `scenario_rule`; its context has the scenario and every `Problem`."""
    problems = list(find_problems(scenario))
    if problems:
        text = "; ".join(f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in problems)
        raise PydanticCustomError("scenario_rule", "{text}", {"text": text, "problems": problems, "scenario": scenario})


def find_problems(scenario: Content) -> Iterator[Problem]:
    """Yields what the single fields do not show to be wrong."""
    shape = list(maze_rules.shape(scenario))
    yield from shape
    yield from maze_rules.of_generators(scenario)
    yield from maze_rules.images(scenario)
    yield from _colors(scenario)
    yield from _objects(scenario)
    if not shape:
        yield from maze_rules.room_for_objects(scenario)
        yield from fixed_cells.start(scenario)
        yield from fixed_cells.objects(scenario)
        yield from maze_rules.ways(scenario)
        yield from _minimap(scenario)
    yield from _episode(scenario)
    yield from _outputs(scenario)
    yield from _observation(scenario)
    yield from task_rules.task(scenario)


def _colors(scenario: Content) -> Iterator[Problem]:
    colors = scenario.objects.colors
    if isinstance(colors, str):
        return
    for number, color in enumerate(colors):
        if message := color_problem(color):
            yield Problem(("objects", "colors", number), message)
    for first, second in same_colors(colors):
        if scenario.task.prompts != "none" and second < scenario.prompted_objects:
            message = f"{colors[second]} is there twice, as number {first} too; give each object a colour of its own"
            yield Problem(("objects", "colors", second), message, (("task", "distractors"), ("task", "prompts")))


def _objects(scenario: Content) -> Iterator[Problem]:
    objects, cell = scenario.objects, scenario.maze.cell_size
    count, radius = objects.count, objects.radius
    named = count if objects.colors == "distinct" else len(PALETTE)
    available = named if isinstance(objects.colors, str) else len(objects.colors)
    if count > available:
        message = (
            f"{counted(count, 'object')}, but only {counted(available, 'colour')}; list {count} under objects.colors, "
            "or write objects.colors: distinct"
        )
        yield Problem(("objects", "count"), message, (("objects", "colors"),))
    if radius > cell / 2:
        message = (
            f"{radius:g} m is too large a radius for a cell of {cell:g} m; choose a radius of {cell / 2:g} m at most"
        )
        yield Problem(("objects", "radius"), message, (("maze", "cell_size"),))
    lowest, highest = -radius, HEAD_TOP + radius
    if not lowest < objects.height < highest:
        message = (
            f"the agent could never touch an object {objects.height:g} m high; with a radius of {radius:g} m, keep the "
            f"height between {lowest:g} and {highest:g}"
        )
        yield Problem(("objects", "height"), message, (("objects", "radius"),))


def _minimap(scenario: Content) -> Iterator[Problem]:
    pixels = 2 * max(scenario.maze_shape)
    if scenario.observation.minimap and pixels > scenario.camera.resolution:
        message = (
            f"the minimap takes {pixels} pixels, the picture has {scenario.camera.resolution}; "
            f"raise camera.resolution to {pixels} or switch the minimap off"
        )
        involved = (("camera", "resolution"), *fixed_cells.shape_fields(scenario))
        yield Problem(("observation", "minimap"), message, involved)


def _episode(scenario: Content) -> Iterator[Problem]:
    episode, frequency = scenario.episode, scenario.control.frequency
    if (episode.seconds is None) == (episode.steps is None):
        found = (
            "seconds and steps are both there" if episode.steps is not None else "neither seconds nor steps is there"
        )
        yield Problem(("episode",), f"{found}; give exactly one of them")
    steps = 1 / frequency / PHYSICS_STEP
    if abs(steps - round(steps)) > STEP_TOLERANCE:
        lower, upper = 1 / (PHYSICS_STEP * math.ceil(steps)), 1 / (PHYSICS_STEP * max(1, math.floor(steps)))
        message = (
            f"{frequency:g} Hz is a control step of {1000 / frequency:g} ms, no multiple of the physics step "
            f"({1000 * PHYSICS_STEP:g} ms); use {lower:.8g} or {upper:.8g}"
        )
        yield Problem(("control", "frequency"), message)
    elif episode.seconds is not None and episode.seconds * frequency < 1:
        message = f"{episode.seconds:g} s is shorter than one control step ({1 / frequency:g} s)"
        yield Problem(("episode", "seconds"), message, (("control", "frequency"),))


def _outputs(scenario: Content) -> Iterator[Problem]:
    path, outputs = ("camera", "outputs"), scenario.camera.outputs
    if len(set(outputs)) != len(outputs):
        yield Problem(path, "an output is there twice")
    if "image" not in outputs:
        yield Problem(path, "image is missing; add it, for it is always drawn, and shows the prompt")


def _observation(scenario: Content) -> Iterator[Problem]:
    observation = scenario.observation
    prompt, form, keys = (("observation", name) for name in ("prompt", "form", "keys"))
    if len(set(observation.keys)) != len(observation.keys):
        yield Problem(keys, "a key is there twice")
    if observation.form == "image" and observation.prompt == "none" and scenario.task.prompts != "none":
        message = "an image without the border does not show what to look for; use border, or form: dict"
        yield Problem(prompt, message, (form, ("task", "prompts")))
    tells = observation.prompt == "border" or set(PROMPT_KEYS) & set(observation.keys)
    if observation.prompt_steps is not None and not tells:
        message = "no prompt is shown at all, so prompt_steps has no meaning; leave it out"
        yield Problem(("observation", "prompt_steps"), message, (prompt, keys))
