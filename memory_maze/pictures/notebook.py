"""Scenarios, layouts and states in a notebook: a map, a picture and a table, as HTML that stands alone."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
from PIL import Image

from memory_maze.agents.rollouts import first_moment
from memory_maze.game.body import Pose
from memory_maze.game.colors import color_name
from memory_maze.game.moments import NOTHING
from memory_maze.game.snapshot import Snapshot
from memory_maze.maze.layout import Layout
from memory_maze.maze.sources import GenerationError
from memory_maze.pictures.lettering import RGB, color_bytes
from memory_maze.pictures.looks import Lens
from memory_maze.pictures.maps import Chart, draw_layout, draw_map
from memory_maze.pictures.sheets import facts_of
from memory_maze.scenario.digests import digest
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.schema import Scenario

SIDE = 192
"""Pixels a side of maps and pictures."""

Rows = Sequence[tuple[str, object]]
"""What is told: a word, and what it is."""

_POSE = slice(1, 5)
"""Where the walker's x, y, z and steer stand in MuJoCo's integration state, behind the time."""


def scenario_html(scenario: Scenario) -> str:
    """The first maze of seed 0, what the agent sees at its beginning, and the main facts."""
    rows = [("scenario", scenario.summary), ("facts", ", ".join(facts_of(scenario)))]
    rows += [("tags", ", ".join(scenario.tags))] * bool(scenario.tags)
    images: list[Image.Image] = []
    try:
        now = first_moment(scenario, 0)
    except (GenerationError, ScenarioError) as error:
        rows.append(("maze of seed 0", str(error)))
    else:
        lens = Lens(scenario, SIDE, own_pixels=False)
        images = [draw_map(scenario, now, SIDE), lens.frame(now)]
        lens.close()
        rows.append(("shown", "the first maze of seed 0, and the agent's first view"))
    return block(images, [*rows, ("digest", digest(scenario)[:12])])


def layout_html(layout: Layout) -> str:
    """The maze, and what it holds."""
    height, width = layout.shape
    rooms = len(np.unique(layout.areas[(layout.areas > 0) & ~layout.walls]))
    counts = (("rooms", rooms), ("starts", len(layout.spawns)), ("object places", len(layout.places)))
    return block([draw_layout(layout, SIDE)], [("layout", f"{width - 2} x {height - 2} cells"), *counts])


def state_html(state: Snapshot) -> str:
    """The maze at that moment, and how far the episode has come. Walls are grey: a state does not hold its scenario."""
    episode = state.episode
    chart = Chart(None, episode, SIDE)
    centers = episode.centers if state.centers is None else state.centers
    gone = state.gone or (False,) * len(centers)
    for number, (center, color) in enumerate(zip(centers, episode.colors, strict=True)):
        if not gone[number]:
            chart.object(center, color, is_prompted=number == state.target)
    chart.agent(Pose(*state.physics[_POSE].tolist()))
    wanted = "nothing" if state.target == NOTHING else color_name(episode.colors[state.target])
    rows = [("state", f"step {state.steps}" + ("" if state.running else ", the episode is over"))]
    rows += [("return", f"{state.total:g}"), ("found", str(state.found)), ("to find", wanted)]
    colors = {} if state.target == NOTHING else {"to find": color_bytes(episode.colors[state.target])}
    return block([chart.image()], [*rows, ("scenario", state.scenario[:12])], colors)


def block(images: Sequence[Image.Image], rows: Rows, swatches: Mapping[str, RGB] = {}) -> str:
    """Pictures side by side above a table.

    Args:
      images: RGB.
      rows: of the table.
      swatches: colours that stand before what some rows tell.
    """
    shown = "".join(f'<img alt="" style="margin-right:8px" src="data:image/png;base64,{_png(one)}">' for one in images)
    cells = "".join(_row(str(name), value, swatches.get(name)) for name, value in rows)
    return f'<div>{shown}<table style="text-align:left">{cells}</table></div>'


def _row(name: str, value: object, color: RGB | None) -> str:
    disc = "display:inline-block;width:0.8em;height:0.8em;border-radius:50%;border:1px solid;margin-right:0.3em"
    swatch = "" if color is None else f'<span style="{disc};background:rgb{color}"></span>'
    left = 'style="text-align:left"'
    return f"<tr><th {left}>{escape(name)}</th><td {left}>{swatch}{escape(str(value))}</td></tr>"


def _png(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode()
