"""What the window shows: the agent's picture, perhaps a map, and the lines below. Drawn when something has changed."""

from __future__ import annotations

from memory_maze.agents.published import published_for
from memory_maze.envs.screen import Screen
from memory_maze.game.moments import Moments
from memory_maze.pictures.film import MAP_SHARE, FilmCamera
from memory_maze.play.panel import HEIGHT, with_panel
from memory_maze.scenario.schema import Scenario


class View:
    """One window's contents."""

    def __init__(self, screen: Screen, camera: FilmCamera, scenario: Scenario, has_map: bool) -> None:
        """Shows nothing yet.

        Args:
          screen: the window.
          camera: draws the pictures.
          scenario: that is played.
          has_map: whether a map is shown at first.
        """
        self._screen = screen
        self._camera = camera
        self._published = published_for(scenario)
        self._has_map = has_map
        self._shown: tuple[object, ...] = ()
        self._moment: Moments | None = None
        self._pictured_map = has_map
        self._frame = screen.blank()[:-HEIGHT]

    def show(self, moment: Moments, status: str, other: str, found: bool) -> None:
        """Shows a moment.

        Args:
          moment: what is seen.
          status: how it goes.
          other: who drives when asked to.
          found: whether an object has just been found.
        """
        is_new = moment is not self._moment or self._has_map != self._pictured_map
        if is_new:
            self._frame = self._camera.frame(moment, MAP_SHARE if self._has_map else 0.0)
            self._moment, self._pictured_map = moment, self._has_map
        wanted = (status, other, found)
        if is_new or wanted != self._shown:
            self._screen.show(with_panel(self._frame, status, _keys(other), found))
            self._shown = wanted

    def announce(self, status: str, other: str) -> None:
        """Says, below the picture that is there, why it will not change for a while."""
        self._screen.show(with_panel(self._frame, status, _keys(other)))
        self._shown = ()

    def toggle_map(self) -> None:
        """Shows the map, or hides it."""
        self._has_map = not self._has_map

    def verdict(self, moment: Moments) -> str:
        """What there is to say at an episode's end."""
        known = "" if self._published is None else f" (people: {self._published.human:g} on average)"
        how = "The goal is reached" if moment.succeeded[0] else "The episode is over"
        return f"{how}: return {moment.total[0]:g}{known}. R or N?"

    def close(self) -> None:
        """Closes the renderer."""
        self._camera.close()


def _keys(other: str) -> tuple[str, str]:
    return f"arrows or WASD: drive    O: {other}", "M: map    P: pause    R: again    N: next    Q: quit"
