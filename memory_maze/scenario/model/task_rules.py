"""Rules over the fields that say what is played: prompts, finds, distractors, what is seen of objects."""

from __future__ import annotations

from collections.abc import Iterator

from memory_maze.scenario.errors import Problem
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.sections import Content, Task

SHIPPED_GENERATORS = ("labmaze", "perfect", "open")
"""Those that read their own fields of `maze` and no options."""

_COUNT = ("objects", "count")
_FOUND = ("task", "found")
_FIND = ("task", "find")
_PROMPTS = ("task", "prompts")
_DISTRACTORS = ("task", "distractors")


def task(scenario: Content) -> Iterator[Problem]:
    """The task can be played with the objects that there are, and options are there for those who read them."""
    if scenario.maze.options and scenario.maze.generator in SHIPPED_GENERATORS:
        message = f"the generator {scenario.maze.generator} has no options; leave them out"
        yield Problem(("maze", "options"), message, (("maze", "generator"),))
    if scenario.task.rule != "hunt":
        yield from _fields_of_hunt(scenario)
        return
    if scenario.task.options:
        message = "the rule hunt has no options; leave them out, or name the rule that has them"
        yield Problem(("task", "options"), message, (("task", "rule"),))
    yield from _distractors(scenario)
    if scenario.prompted_objects > 0:
        yield from _order(scenario)
        yield from _finds(scenario)
    yield from _times(scenario)


def _fields_of_hunt(scenario: Content) -> Iterator[Problem]:
    for name, field in Task.model_fields.items():
        if name not in ("rule", "options") and getattr(scenario.task, name) != field.default:
            message = f"is a field of the rule hunt, and {scenario.task.rule} is played; leave it out"
            yield Problem(("task", name), message, (("task", "rule"),))


def _distractors(scenario: Content) -> Iterator[Problem]:
    distractors, count = scenario.task.distractors, scenario.objects.count
    if distractors >= count:
        message = (
            f"{counted(distractors, 'distractor')} of {counted(count, 'object')} leave nothing to find; "
            f"{counted(count - 1, 'distractor')} at most"
        )
        yield Problem(_DISTRACTORS, message, (_COUNT,))


def _order(scenario: Content) -> Iterator[Problem]:
    prompts, last = scenario.task.prompts, scenario.prompted_objects - 1
    for number, wanted in enumerate(() if isinstance(prompts, str) else prompts):
        if wanted > last:
            why = f"objects that may be prompted are 0 to {last}"
            message = f"there is no object {wanted} to prompt; {why}"
            yield Problem((*_PROMPTS, number), message, (_COUNT, _DISTRACTORS))


def _finds(scenario: Content) -> Iterator[Problem]:
    """No more finds are asked for than there can be."""
    task = scenario.task
    if task.find is None:
        return
    most = None
    if task.prompts == "in-order":
        most, why = scenario.prompted_objects, "prompts in order prompt each object once"
    elif task.found == "vanishes":
        prompted = None if isinstance(task.prompts, str) else len(set(task.prompts))
        most, why = prompted or scenario.prompted_objects, "objects vanish when they are found"
    if most is not None and task.find > most:
        message = f"{counted(task.find, 'find')}, but {why}, so {most} is the most"
        yield Problem(_FIND, message, (_PROMPTS, _FOUND, _COUNT, _DISTRACTORS))


def _times(scenario: Content) -> Iterator[Problem]:
    observation, task = scenario.observation, scenario.task
    explore, until = task.first_prompt_after, observation.prompt_until
    if explore and (scenario.episode.seconds is not None or scenario.episode.steps is not None):
        steps = scenario.episode_steps
        if explore >= steps:
            message = f"the first prompt would come after the episode's end, which has {steps} control steps"
            yield Problem(("task", "first_prompt_after"), message, (("episode", "steps"), ("episode", "seconds")))
    if task.prompts == "none":
        for name in ("prompt_steps", "prompt_until"):
            if getattr(observation, name) is not None:
                message = "nothing is prompted, so this has no meaning; leave it out"
                yield Problem(("observation", name), message, (_PROMPTS,))
    elif until is not None and until <= explore:
        message = (
            f"prompts are shown in the first {counted(until, 'observation')} only, and the first comes after "
            f"{counted(explore, 'control step')}; no prompt would ever be shown"
        )
        yield Problem(("observation", "prompt_until"), message, (("task", "first_prompt_after"),))
