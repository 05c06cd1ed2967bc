"""A scenario's description as a figure: histograms, and a table of what policies score."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from memory_maze.agents.means import with_error
from memory_maze.describing.behaviour import Behaviour
from memory_maze.describing.description import WITH_MEMORY, WITHOUT_MEMORY, Description
from memory_maze.describing.measures import Measure
from memory_maze.pictures.histograms import Box, draw_histogram
from memory_maze.pictures.lettering import FAINT, INK, PAPER, fitted, font
from memory_maze.pictures.sheets import facts_line
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.schema import Scenario

DOTS_PER_INCH = 200
"""Pixels of an inch on paper: a figure is eleven inches wide."""

WIDTH, MARGIN, GAP = 2200, 56, 80
TITLE, TEXT = 56, 30
LINE = 48
PLOT_HEIGHT = 420

HEADER = ("policy", "mean return ± standard error", "least", "most", "prompted object in sight")
_COLUMNS = (0.0, 0.44, 0.56, 0.68, 1.0)
"""Where the columns of the table end, as shares of its width; the first one begins there."""


def figure(scenario: Scenario, name: str, description: Description) -> Image.Image:
    """Draws the figure.

    Args:
      scenario: what was described.
      name: of the scenario, the title.
      description: what was measured.

    Returns:
      An RGB picture, `WIDTH` pixels wide.
    """
    notes = notes_of(description)
    plots = (description.between, description.to_first, description.explored, description.memory_gap)
    top_of_table = MARGIN + TITLE + 3 * LINE + 2 * (PLOT_HEIGHT + LINE)
    height = top_of_table + (len(description.behaviours) + len(notes) + 3) * LINE + MARGIN
    page = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(page)
    _draw_title(pen, scenario, name)
    side = (WIDTH - 2 * MARGIN - GAP) // 2
    for number, measure in enumerate(plots):
        left = MARGIN + number % 2 * (side + GAP)
        top = MARGIN + TITLE + 3 * LINE + number // 2 * (PLOT_HEIGHT + LINE)
        draw_histogram(pen, Box(left, top, side, PLOT_HEIGHT, TEXT), _titled(measure), measure.values)
    _draw_table(pen, description.behaviours, top_of_table)
    below = top_of_table + (len(description.behaviours) + 2) * LINE
    for number, note in enumerate(notes):
        where = (MARGIN, below + number * LINE)
        pen.text(where, fitted(note, TEXT, WIDTH - 2 * MARGIN), fill=INK, font=font(TEXT))
    return page


def notes_of(description: Description) -> list[str]:
    """The facts that are single numbers, as sentences."""
    seeds, gap = description.seeds, description.memory_gap
    told = [f"{counted(len(seeds), 'episode')}, seeds {seeds[0]} to {seeds[-1]}, digest {description.digest[:12]}"]
    if gap.mean is not None:
        told.append(f"memory gap, {WITH_MEMORY} less {WITHOUT_MEMORY}: {with_error(gap.mean, gap.standard_error)}")
    if description.rooms.mean is not None:
        told.append(f"rooms: {description.rooms.mean:.2f} on average")
    if description.free.mean is not None:
        told.append(f"free cells: {description.free.mean:.1%} on average")
    return [*told, *gaps_of(description)]


def gaps_of(description: Description) -> list[str]:
    """What could not be measured, as sentences."""
    missing = len(description.seeds) - len(description.explored.values)
    told = [f"in {counted(missing, 'episode')} {WITH_MEMORY} did not come to see all objects"] if missing else []
    return [*told, *(one.problem for one in description.behaviours if one.problem)]


def row_of(one: Behaviour) -> list[str]:
    """What a policy scored, by `HEADER`."""
    if one.evaluation is None:
        return [one.policy, "cannot play this", "-", "-", "-"]
    sight = Measure("", "", one.in_sight).mean
    evaluation = one.evaluation
    returns = with_error(evaluation.mean, evaluation.standard_error)
    share = "-" if sight is None else f"{sight:.1%}"
    return [one.policy, returns, f"{evaluation.least:g}", f"{evaluation.most:g}", share]


def _titled(measure: Measure) -> str:
    return f"{measure.name} [{measure.unit}]" if measure.unit else measure.name


def _draw_title(pen: ImageDraw.ImageDraw, scenario: Scenario, name: str) -> None:
    width = WIDTH - 2 * MARGIN
    pen.text((MARGIN, MARGIN), fitted(name, TITLE, width), fill=INK, font=font(TITLE), anchor="lt")
    for number, (text, colour) in enumerate(((scenario.summary, INK), (facts_line(scenario), FAINT))):
        where = (MARGIN, MARGIN + TITLE + 12 + number * LINE)
        pen.text(where, fitted(text, TEXT, width), fill=colour, font=font(TEXT))


def _draw_table(pen: ImageDraw.ImageDraw, behaviours: Sequence[Behaviour], top: int) -> None:
    rows = [(HEADER, FAINT), *((row_of(one), INK) for one in behaviours)]
    for number, (row, colour) in enumerate(rows):
        for cell, end in zip(row, _COLUMNS, strict=True):
            where = (MARGIN + end * (WIDTH - 2 * MARGIN), top + number * LINE)
            pen.text(where, cell, fill=colour, font=font(TEXT), anchor="ra" if end else "la")
    pen.line((MARGIN, top + LINE - 6, WIDTH - MARGIN, top + LINE - 6), fill=FAINT, width=2)
