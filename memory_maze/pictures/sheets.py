"""Contact sheets: what a scenario is like, on one page. A row for each seed: a map, and frames along a rollout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw

from memory_maze.agents.finding import check_policy
from memory_maze.agents.rollouts import rollout
from memory_maze.game.colors import color_name
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.pictures.film import check_side
from memory_maze.pictures.lettering import FAINT, INK, PAPER, color_bytes, fitted, font
from memory_maze.pictures.maps import Chart
from memory_maze.scenario.family import Family
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.schema import Scenario

COLUMNS = 5
"""Frames in a row of a sheet."""

SECONDS = 30.0
"""Simulated seconds that a row spans, by default."""

FEWEST_STEPS = 20
"""Control steps that a row spans at least, by default, where the episode has so many."""

SIDE = 208
"""Pixels a side of a map or frame, by default."""

MARGIN, GAP, LINE = 28, 12, 22
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 30, 15, 14
HEADER = MARGIN + 90
SEPARATOR = "   |   "


class SheetRow(NamedTuple):
    """The row of one seed of a scenario."""

    seed: int
    chart: Image.Image
    """The map, with a numbered pin where each frame was seen."""
    moments: tuple[Moments, ...]
    frames: tuple[Image.Image, ...]
    """A picture for each moment, as the agent sees it."""
    name: str = ""
    """Whose row it is, where rows of several scenarios stand together."""


def default_steps(scenario: Scenario) -> int:
    """Control steps that a row spans unless told otherwise."""
    return min(scenario.episode_steps, max(FEWEST_STEPS, round(SECONDS * scenario.control.frequency)))


def sheet_rows(
    scenario: Scenario,
    seeds: Iterable[int],
    policy: str = "oracle",
    steps: int | None = None,
    side: int = SIDE,
    *,
    name: str = "",
    watch: Callable[[Iterator[Moments]], Iterator[Moments]] = iter,
) -> Iterator[SheetRow]:
    """Plays and draws one row after the other.

    Args:
      scenario: what is shown.
      seeds: one row each.
      policy: a name, see `agents.players.make_player`.
      steps: that a row spans; by default half a minute.
      side: pixels a side of maps and frames.
      name: of the scenario, where rows of several stand together.
      watch: is given the moments of each row and hands them on, for a progress bar.

    Raises:
      PictureError: at once, for a size that cannot be drawn.
      UnknownPolicyError: at once.
      AgentError: at once where somebody else's policy cannot be imported, later where it fails.
      GenerationError: with a row whose maze cannot be made.
    """
    check_side(scenario, side)
    check_policy(policy)
    length = steps or default_steps(scenario)
    return _rows(scenario, seeds, lambda seed: watch(rollout(scenario, policy, seed, length)), side, name)


def contact_sheet(scenario: Scenario | Family, name: str, rows: Iterable[SheetRow]) -> Image.Image:
    """Puts rows on a page under a title.

    Args:
      scenario: what is shown; of a family the page tells what its members have in common.
      name: of the scenario, the title.
      rows: of `sheet_rows`; at least one.

    Returns:
      An RGB picture.
    """
    rows = tuple(rows)
    side = rows[0].frames[0].width
    row_height = side + 2 * LINE + 2 * GAP
    width = 2 * MARGIN + (1 + COLUMNS) * (side + GAP)
    sheet = Image.new("RGB", (width, HEADER + len(rows) * row_height + MARGIN - GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    _title(pen, scenario, name, width - 2 * MARGIN)
    for number, row in enumerate(rows):
        _place(sheet, pen, row, HEADER + number * row_height)
    return sheet


def _rows(
    scenario: Scenario, seeds: Iterable[int], played: Callable[[int], Iterator[Moments]], side: int, name: str
) -> Iterator[SheetRow]:
    observer = Observer((scenario,))
    try:
        for seed in seeds:
            moments = tuple(played(seed))
            shown = _spread(moments)
            frames = tuple(Image.fromarray(observer.picture(now, side)) for now in shown)
            yield SheetRow(seed, _chart(scenario, moments, shown, side), shown, frames, name)
    finally:
        observer.close()


def _spread(moments: Sequence[Moments]) -> tuple[Moments, ...]:
    """The first, the last and evenly spread ones between, `COLUMNS` at most."""
    last = len(moments) - 1
    steps = dict.fromkeys(round(column * last / (COLUMNS - 1)) for column in range(COLUMNS))
    return tuple(moments[step] for step in steps)


def _chart(scenario: Scenario, moments: Sequence[Moments], shown: Sequence[Moments], side: int) -> Image.Image:
    chart = Chart(scenario, moments[0].episode(), side)
    chart.trail([now.pose() for now in moments])
    chart.objects_of(moments[0])
    chart.pins([now.pose() for now in shown], side / 30)
    return chart.image()


def _title(pen: ImageDraw.ImageDraw, scenario: Scenario | Family, name: str, width: int) -> None:
    pen.text((MARGIN, MARGIN - 6), fitted(name, TITLE_SIZE, width), fill=INK, font=font(TITLE_SIZE))
    lines = ((scenario.summary, INK), (facts_line(scenario), FAINT))
    for number, (text, color) in enumerate(lines):
        where = (MARGIN, MARGIN + 34 + number * LINE)
        pen.text(where, fitted(text, TEXT_SIZE, width), fill=color, font=font(TEXT_SIZE))


def facts_line(scenario: Scenario | Family) -> str:
    """The main facts of a scenario, or those that all members of a family share, in one line."""
    if isinstance(scenario, Scenario):
        return SEPARATOR.join(_facts_of(scenario))
    several = zip(*map(_facts_of, scenario.scenarios), strict=True)
    common = (facts[0] for facts in several if len(set(facts)) == 1)
    return SEPARATOR.join([counted(len(scenario), "member"), *common])


def _facts_of(scenario: Scenario) -> tuple[str, ...]:
    width, height = scenario.maze_shape
    camera, control = scenario.camera, scenario.control
    return (
        f"{width} x {height} cells",
        counted(scenario.objects.count, "object"),
        f"{counted(scenario.episode_steps, 'step')} at {control.frequency:g} Hz",
        f"{control.actions} actions",
        f"{camera.view} view, {camera.resolution} pixels for the agent",
    )


def _place(sheet: Image.Image, pen: ImageDraw.ImageDraw, row: SheetRow, top: int) -> None:
    side = row.frames[0].width
    label = f"{row.name}   seed {row.seed}" if row.name else f"seed {row.seed}"
    pen.text((MARGIN, top), fitted(label, TEXT_SIZE, sheet.width - 2 * MARGIN), fill=INK, font=font(TEXT_SIZE))
    left = MARGIN + round(font(TEXT_SIZE).getlength(label)) + 3 * GAP
    room = max(0, sheet.width - MARGIN - left)
    pen.text((left, top + 2), fitted(_drawn(row.moments[0]), SMALL_SIZE, room), fill=FAINT, font=font(SMALL_SIZE))
    top += LINE
    chart = row.chart
    sheet.paste(chart, (MARGIN + (side - chart.width) // 2, top + (side - chart.height) // 2))
    _prompt(pen, row.moments[0], MARGIN, top + side + 5)
    for number, (now, frame) in enumerate(zip(row.moments, row.frames, strict=True), start=1):
        left = MARGIN + number * (side + GAP) + GAP
        sheet.paste(frame, (left, top))
        caption = f"{number}   step {now.steps[0]}   return {now.total[0]:g}"
        caption = fitted(caption, SMALL_SIZE, side)
        pen.text((left, top + side + 5), caption, fill=INK, font=font(SMALL_SIZE))


def _drawn(now: Moments) -> str:
    """What the episode drew of its scenario."""
    drawn = now.episode().drawn
    told = (f"{value:.3g}" if isinstance(value, float) else str(value) for value in drawn.values())
    return "   ".join(f"{field} {value}" for field, value in zip(drawn, told, strict=True))


def _prompt(pen: ImageDraw.ImageDraw, now: Moments, left: int, top: int) -> None:
    """Says in words and colour what is to be found first."""
    if now.target[0] < 0:
        pen.text((left, top), "nothing is prompted", fill=FAINT, font=font(SMALL_SIZE))
        return
    color = now.colors[0, now.target[0]]
    pen.text((left, top), "first prompt", fill=INK, font=font(SMALL_SIZE))
    left += round(font(SMALL_SIZE).getlength("first prompt ")) + 4
    pen.ellipse((left, top + 3, left + 11, top + 14), fill=color_bytes(color))
    pen.text((left + 17, top), color_name(color), fill=INK, font=font(SMALL_SIZE))
