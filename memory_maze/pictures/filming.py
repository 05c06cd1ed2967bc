"""Films of a policy at work: the view beside the map, in real time and smooth, or the bare frames of the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.rollouts import rollout
from memory_maze.game.moments import Moments
from memory_maze.pictures.boards import Board, BoardStyle
from memory_maze.pictures.cards import end_lines, with_card
from memory_maze.pictures.clips import check_clip, write_clip
from memory_maze.pictures.film import Style, bare_fps, check_side, film
from memory_maze.pictures.smoothing import smooth
from memory_maze.scenario.schema import Scenario

CARD_SECONDS = 3.0
"""How long the card at the end stays."""

STILL = ".png"
"""The ending of what does not move: a picture a control step, and no card."""


class Take(NamedTuple):
    """What a clip shows."""

    policy: str = "oracle"
    """The name of who plays; see `agents.players.make_player`."""
    seed: int = 0
    """The seed of the environment, as `reset(seed=...)` takes it, and of the policy."""
    steps: int = 250
    """Control steps at most; a clip ends with its episode."""


class FilmStyle(NamedTuple):
    """How a film of boards looks; it runs in real time."""

    side: int | None = None
    """Pixels a side of the view and of the map; None: 480, and 320 in a GIF or WebP."""
    fps: float | None = None
    """Frames a second of the film, whatever the scenario's frequency; None: 30, and 15 in a GIF or WebP."""


class _Size(NamedTuple):
    side: int
    fps: float


_SIZES = {".gif": _Size(320, 15.0), ".webp": _Size(320, 15.0)}
_USUAL = _Size(480, 30.0)
"""What is taken where nothing is asked for. GIFs and WebPs grow large, on the disk and while they are made."""


def film_rollout(
    scenario: Scenario,
    file: Path,
    take: Take,
    style: FilmStyle | Style,
    watch: Callable[[Iterator[Moments]], Iterator[Moments]] = iter,
) -> Moments:
    """Films a policy and writes the clip.

    Args:
      scenario: what is played.
      file: see `write_clip`.
      take: who plays, where and for how long.
      style: how it looks: a `FilmStyle` shows the view, the map and a line of text, and moves smoothly; a `Style` gives
        the frames of the camera alone, one a control step.
      watch: is given the moments and hands them on, for a progress bar.

    Returns:
      The last moment.

    Raises:
      PictureError: no such ending, or no such size.
      UnknownPolicyError: no such policy.
      AgentError: somebody else's policy cannot be made, or fails.
      VideoUnavailable: an MP4 without the packages that encode it.
      GenerationError: no maze holds all objects.
      OSError: the clip cannot be written. In every case nothing is left behind.
    """
    usual = _SIZES.get(file.suffix.lower(), _USUAL)
    side, fps = style.side or usual.side, style.fps or usual.fps
    check_side(scenario, side)
    played = rollout(scenario, *take)
    check_clip(file)
    last: list[Moments] = []

    def kept() -> Iterator[Moments]:
        for moment in played:
            last[:] = [moment]
            yield moment

    if isinstance(style, Style):
        frames, fps = film(scenario, watch(kept()), side, style.map_share), style.fps or bare_fps(scenario)
    else:
        still = file.suffix.lower() == STILL
        who = None if still else f"{take.policy}, seed {take.seed}"
        frames = boards(scenario, watch(kept()), side, None if still else fps, who)
    write_clip(file, frames, fps)
    return last[0]


def boards(
    scenario: Scenario, moments: Iterable[Moments], side: int, fps: float | None = None, who: str | None = None
) -> Iterator[NDArray[np.uint8]]:
    """Draws a rollout: the agent's view beside the map, with a line of text below, and at the end a card.

    Args:
      scenario: of the episode.
      moments: of one rollout, in order; at least one.
      side: pixels a side of the view and of the map.
      fps: frames a second of the episode's time; None: one frame a moment.
      who: drove, for the card at the end; None: no card.

    Yields:
      uint8 [H, W, 3] of `BoardStyle.size`.

    Raises:
      PictureError: with the first frame, for a size that cannot be drawn.
    """
    frequency = scenario.control.frequency
    rate = fps or frequency
    with closing(Board(scenario, BoardStyle(side))) as board:
        for instant in smooth(moments, rate / frequency):
            frame = board.frame(instant)
            yield frame
    if who is not None:
        card = with_card(frame, end_lines(scenario, instant.now, who))
        yield from (card for _ in range(round(CARD_SECONDS * rate)))
