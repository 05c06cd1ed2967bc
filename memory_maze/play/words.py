"""What a person is told: no more of the prompt than the agent is."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from memory_maze.agents.published import published_for
from memory_maze.game.moments import Moments
from memory_maze.pictures.lettering import RGB, color_bytes
from memory_maze.pictures.sought import sought
from memory_maze.play.options import Score
from memory_maze.play.page import Card
from memory_maze.play.session import table_lines
from memory_maze.scenario.model.words import PROMPT_KEYS
from memory_maze.scenario.schema import Scenario

OFFER = "N: next    R: again    Q: quit"

LINE = 54
"""Letters of a line over the picture, at most."""


class Aim(NamedTuple):
    """What is to be done."""

    words: str
    swatch: RGB | None = None
    """The colour that is to be found."""
    remark: str = ""


def aim_of(scenario: Scenario, now: Moments) -> Aim:
    """What the person is to do at a moment, as far as the agent is told.

    Args:
      scenario: that is played.
      now: the moment, of one maze.
    """
    seconds = (int(now.prompt_from[0]) - int(now.steps[0])) / scenario.control.frequency
    if seconds > 0:
        return Aim("look around", None, f"touches count in {seconds:.0f} s")
    wanted = sought(scenario, now)
    if wanted.color is None:
        return Aim("find any object" if scenario.task.rule == "hunt" and wanted.words != "nothing" else "explore")
    if not _is_told(scenario):
        return Aim("find what is rewarded", None, "nothing tells which object is next")
    if not now.prompted[0]:
        return Aim("find the object", None, "its colour is not shown any more: remember")
    return Aim(f"find the {wanted.words} object", color_bytes(wanted.color))


def _is_told(scenario: Scenario) -> bool:
    observation = scenario.observation
    keys = observation.keys if observation.form == "dict" else ()
    return observation.prompt == "border" or any(key in PROMPT_KEYS for key in keys)


def total_words(now: Moments) -> str:
    """The return so far."""
    return f"return {now.total[0]:g}"


def clock_words(scenario: Scenario, now: Moments) -> str:
    """How much of the episode's time is over."""
    rate, steps = scenario.control.frequency, scenario.episode_steps
    return f"{_clock(int(now.steps[0]) / rate)} of {_clock(steps / rate)}   step {now.steps[0]} of {steps}"


def begin_card(scenario: Scenario, stepwise: bool) -> Card:
    """What is said before the first step."""
    lines = textwrap.wrap(scenario.summary, LINE)[:3]
    how = "each press of an arrow is one action" if stepwise else "the clock runs from then on"
    return Card("press an arrow to begin", (*lines, "", how, "H: all keys"), dims=False)


def end_card(scenario: Scenario, now: Moments, scores: tuple[Score, ...]) -> Card:
    """What is said when an episode is over.

    Args:
      scenario: that is played.
      now: the last moment.
      scores: of all episodes since the window was opened, this one too.
    """
    how = "the goal is reached" if now.succeeded[0] else "the episode is over"
    minutes = int(now.steps[0]) / scenario.control.frequency / 60.0
    lines = [how, f"{int(now.found[0]) / max(minutes, 1e-9):.1f} objects a minute"]
    published = published_for(scenario)
    if published is not None:
        lines.append(f"people: {published.human:g} on average, trained oracle: {published.oracle:g}")
    table = table_lines(scores)
    return Card(total_words(now), (*lines, *(("", *table) if table else ()), "", OFFER), points=64)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
