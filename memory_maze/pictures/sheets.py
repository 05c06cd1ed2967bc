"""Contact sheets: what a scenario is like, on one page. A row for each seed: a map, and frames along a rollout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image

from memory_maze.agents.finding import check_policy
from memory_maze.agents.rollouts import rollout
from memory_maze.envs.curriculum import Curriculum
from memory_maze.game.moments import Moments
from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Page
from memory_maze.pictures.film import check_side
from memory_maze.pictures.lettering import color_bytes
from memory_maze.pictures.looks import Lens, place_of_agent
from memory_maze.pictures.maps import Chart
from memory_maze.pictures.pages import SIDE, Caption, Entry, Heading, Shot, chart_side, lay_out, pin_radius
from memory_maze.pictures.sought import sought
from memory_maze.scenario.family import Family
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.schema import Scenario

COLUMNS = 5
"""Frames in a row of a sheet."""

SECONDS = 30.0
"""Simulated seconds that a row spans, by default."""

FEWEST_STEPS = 20
"""Control steps that a row spans at least, by default, where the episode has so many."""

SEPARATOR = "   |   "


@dataclass(frozen=True)
class SheetRow:
    """The row of one seed of a scenario."""

    scenario: Scenario
    seed: int
    chart: Chart
    """The map, with a numbered pin where each frame was seen."""
    moments: tuple[Moments, ...]
    frames: tuple[Image.Image, ...]
    """A picture for each moment, as the agent sees it."""
    layers: dict[str, tuple[Image.Image, ...]] = field(default_factory=dict)
    """Further outputs of the scenario's camera in colours for people, by name: one for each moment."""
    name: str = ""
    """Whose row it is, where rows of several scenarios stand together."""
    has_own_pixels: bool = False
    """Whether the frames are the agent's own pixels, enlarged."""


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
    own_pixels: bool = False,
    watch: Callable[[Iterator[Moments]], Iterator[Moments]] = iter,
) -> Iterator[SheetRow]:
    """Plays and draws one row after the other.

    Args:
      scenario: what is shown.
      seeds: one row each.
      policy: a name, see `agents.players.make_player`.
      steps: that a row spans; by default half a minute.
      side: pixels a side of frames; maps are as large, and larger where the maze is.
      name: of the scenario, where rows of several stand together.
      own_pixels: the agent's own pixels are enlarged with hard edges, in place of frames drawn anew in `side` pixels.
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

    def played(seed: int) -> Iterator[Moments]:
        return watch(rollout(scenario, policy, seed, length))

    return _rows(scenario, seeds, played, Lens(scenario, side, own_pixels), name)


def contact_sheet(scenario: Scenario | Family | Curriculum, name: str, rows: Iterable[SheetRow]) -> Image.Image:
    """`sheet_page` as an RGB picture."""
    return to_image(sheet_page(scenario, name, rows))


def sheet_page(scenario: Scenario | Family | Curriculum, name: str, rows: Iterable[SheetRow]) -> Page:
    """Puts rows on a page under a title.

    Args:
      scenario: what is shown; of a family or a curriculum the page tells what its scenarios have in common.
      name: of the scenario, the title.
      rows: of `sheet_rows`, all of one size; at least one.

    Returns:
      A page, for `write_page`.
    """
    rows = tuple(rows)
    side = rows[0].frames[0].width
    return lay_out(Heading(name, scenario.summary, facts_line(scenario)), [_entry(row) for row in rows], side)


def _rows(
    scenario: Scenario, seeds: Iterable[int], played: Callable[[int], Iterator[Moments]], lens: Lens, name: str
) -> Iterator[SheetRow]:
    try:
        for seed in seeds:
            moments = tuple(played(seed))
            shown = _spread(moments)
            frames = tuple(map(lens.frame, shown))
            painted = [lens.layers(now) for now in shown]
            layers = {key: tuple(layer[key] for layer in painted) for key in painted[0]}
            chart = _chart(scenario, moments, shown, lens.side)
            yield SheetRow(scenario, seed, chart, shown, frames, layers, name, lens.has_own_pixels)
    finally:
        lens.close()


def _spread(moments: Sequence[Moments]) -> tuple[Moments, ...]:
    """The first, the last and evenly spread ones between, `COLUMNS` at most."""
    last = len(moments) - 1
    steps = dict.fromkeys(round(column * last / (COLUMNS - 1)) for column in range(COLUMNS))
    return tuple(moments[step] for step in steps)


def _chart(scenario: Scenario, moments: Sequence[Moments], shown: Sequence[Moments], side: int) -> Chart:
    episode = moments[0].episode()
    chart = Chart(scenario, episode, chart_side(episode.layout.shape, side))
    chart.trail([now.pose() for now in moments])
    chart.objects_of(moments[0])
    chart.pins([now.pose() for now in shown], pin_radius(side))
    return chart


def _entry(row: SheetRow) -> Entry:
    label = f"{row.name}   seed {row.seed}" if row.name else f"seed {row.seed}"
    shots = []
    for number, now in enumerate(row.moments):
        captions = (
            Caption(f"{number + 1}   step {now.steps[0]}   return {now.total[0]:g}"),
            _sought("now:", row.scenario, now),
        )
        pictures = (row.frames[number], *(pictures[number] for pictures in row.layers.values()))
        spot = None if row.has_own_pixels else place_of_agent(row.scenario, now)
        shots.append(Shot(pictures, captions, tuple(row.layers), spot))
    first = row.moments[0]
    return Entry(
        label, _drawn(first), row.chart, _sought("first prompt:", row.scenario, first)._replace(remark=""), tuple(shots)
    )


def _sought(words: str, scenario: Scenario, now: Moments) -> Caption:
    wanted = sought(scenario, now)
    color = None if wanted.color is None else color_bytes(wanted.color)
    return Caption(words, color, wanted.words, wanted.remark)


def _drawn(now: Moments) -> str:
    """What the episode drew of its scenario."""
    drawn = now.episode().drawn
    told = (f"{value:.3g}" if isinstance(value, float) else str(value) for value in drawn.values())
    return "   ".join(f"{name} {value}" for name, value in zip(drawn, told, strict=True))


def facts_line(scenario: Scenario | Family | Curriculum) -> str:
    """The main facts of a scenario, or those that all members or stages share, in one line."""
    if isinstance(scenario, Scenario):
        return SEPARATOR.join(facts_of(scenario))
    if isinstance(scenario, Family):
        number, scenarios = counted(len(scenario), "member"), tuple(scenario.scenarios)
    else:
        number = counted(len(scenario.stages), "stage")
        scenarios = tuple(stage.scenario for stage in scenario.stages)
    several = zip(*map(facts_of, scenarios), strict=True)
    return SEPARATOR.join([number, *(facts[0] for facts in several if len(set(facts)) == 1)])


def facts_of(scenario: Scenario) -> tuple[str, ...]:
    """The main facts of a scenario, a few words each."""
    width, height = scenario.maze_shape
    camera, control = scenario.camera, scenario.control
    return (
        f"{width} x {height} cells",
        counted(scenario.objects.count, "object"),
        f"{counted(scenario.episode_steps, 'step')} at {control.frequency:g} Hz",
        f"{control.actions} actions",
        f"{camera.view} view, {camera.resolution} pixels for the agent",
    )
