"""What a film ends with: a card over its last picture, with the return and what it is measured by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.agents.published import published_for
from memory_maze.game.moments import Moments
from memory_maze.pictures.lettering import FAINT, INK, PAPER, fitted, font
from memory_maze.scenario.schema import Scenario

SEEN_THROUGH = 0.25
"""How much of the picture is seen beside the card."""


def end_lines(scenario: Scenario, now: Moments, who: str) -> tuple[str, ...]:
    """What the card says: the return, then how it came about, then published means of the same task.

    Args:
      scenario: of the episode.
      now: its last moment that was filmed.
      who: drove, and where, such as "oracle, seed 0".
    """
    rate = scenario.control.frequency
    whole, seconds = scenario.episode_steps / rate, now.steps[0] / rate
    lines = [f"return {now.total[0]:g}", f"{seconds:.5g} s of {whole:.5g} s, {who}"]
    published = published_for(scenario)
    if published is not None:
        lines.append(f"published means of whole episodes: people {published.human:g}, oracle {published.oracle:g}")
    return tuple(lines)


def with_card(frame: NDArray[np.uint8], lines: Sequence[str]) -> NDArray[np.uint8]:
    """Puts a card over a frame.

    Args:
      frame: uint8 [H, W, 3].
      lines: the first one in large letters; what is too wide is cut short.

    Returns:
      uint8 [H, W, 3], new.
    """
    height, width = frame.shape[:2]
    page = Image.blend(Image.new("RGB", (width, height), PAPER), Image.fromarray(frame), SEEN_THROUGH)
    pen = ImageDraw.Draw(page)
    large, small = max(12, round(height / 8)), max(8, round(height / 25))
    tall = round(1.6 * large + 1.7 * small * len(lines))
    side, top = width // 12, (height - tall) // 2
    pen.rectangle((side, top, width - side, top + tall), fill=PAPER, outline=FAINT)
    room, y = width - 2 * side - 2 * small, top + 0.9 * large
    for number, line in enumerate(lines):
        size, color = (small, FAINT) if number else (large, INK)
        pen.text((width / 2, y), fitted(line, size, room), fill=color, font=font(size), anchor="mm")
        y += 1.7 * small if number else large + small
    return np.asarray(page)
