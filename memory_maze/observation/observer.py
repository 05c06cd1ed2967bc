"""From a state to what the agent gets. Every door uses this one definition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode
from memory_maze.game.state import State
from memory_maze.observation import positions
from memory_maze.observation.border import border_width, draw_borders
from memory_maze.observation.minimap import MAP_SCALE, draw_minimaps
from memory_maze.observation.scenes import hide, render_pose, scene_of
from memory_maze.observation.specs import ArraySpec, Key, key_specs
from memory_maze.rendering import Layers, Renderer, Scenes, View, make_renderer
from memory_maze.scenario.schema import Scenario

_ONE = np.zeros(1, np.int64)
"""The only picture of a batch of one."""


def view_of(scenario: Scenario, side: int | None = None) -> View:
    """How the scenario's camera looks.

    Args:
      scenario: whose camera it is.
      side: pixels, in place of the camera's resolution.
    """
    camera = scenario.camera
    field_of_view = camera.field_of_view
    if field_of_view is None and camera.view == "first-person":
        field_of_view = 80.0
    side = side or camera.resolution
    return View(camera.view, side, side, field_of_view, camera.height, camera.look)


class Observer:
    """Makes observations of one scenario. The renderer is opened by the first picture, not before."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._cell_size = scenario.maze.cell_size
        self.specs: dict[Key, ArraySpec] = key_specs(scenario)
        """What `value` returns for each key of the scenario."""
        self._renderers: dict[int | None, Renderer] = {}
        self._border = scenario.observation.prompt == "border"
        self._has_layers = len(scenario.camera.outputs) > 1
        self._scene: tuple[Episode, Scenes] | None = None
        self._marked: tuple[State, NDArray[np.uint8]] | None = None
        self._related: tuple[State, NDArray[np.float64]] | None = None
        self._layers_of: tuple[Episode, Pose, tuple[bool, ...], Layers] | None = None
        self._values: dict[Key, Callable[[State], NDArray[Any]]] = {
            "image": self.image,
            "target_color": self._shown_prompt,
            "agent_pos": lambda state: positions.agent_position(state, self._cell_size),
            "agent_dir": positions.agent_direction,
            "targets_vec": lambda state: self._vectors(state).copy(),
            "targets_pos": lambda state: state.episode.positions.copy(),
            "target_vec": lambda state: self._vectors(state)[state.target].copy(),
            "target_pos": lambda state: state.episode.positions[state.target].copy(),
            "maze_layout": lambda state: self._layout(state).copy(),
            "depth": lambda state: self._layers(state).depth[0].copy(),
            "segmentation": lambda state: self._layers(state).segmentation[0].copy(),
        }

    def value(self, key: Key, state: State) -> NDArray[Any]:
        """One entry of the observation, a new array of the shape and dtype in `specs`."""
        return self._values[key](state)

    def image(self, state: State, side: int | None = None) -> NDArray[np.uint8]:
        """uint8 [side, side, 3]: the agent's picture, with what the scenario draws over it.

        Args:
          state: the moment.
          side: pixels, in place of the camera's resolution.
        """
        if side is None and self._has_layers:
            image = self._layers(state).image[0].copy()
        else:
            image = self._renderer(side).render(self._visible(state), render_pose(state.pose))[0]
        if self._border and self._prompt_is_shown(state):
            draw_borders(image[None], _ONE, state.episode.colors[state.target][None], border_width(len(image)))
        if self._scenario.observation.minimap:
            here = positions.agent_position(state, self._cell_size)[None]
            ahead = positions.agent_direction(state)[None]
            scale = max(1, MAP_SCALE * len(image) // self._scenario.camera.resolution)
            draw_minimaps(image[None], [self._layout(state)], here, ahead, scale)
        return image

    def _layers(self, state: State) -> Layers:
        """Image, depth and labels of a moment, nothing drawn over them; drawn once for all the keys that want them."""
        known = self._layers_of
        if known is None or known[0] is not state.episode or known[1:3] != (state.pose, state.hidden):
            renderer = self._renderer(None)
            layers = renderer.render_layers(self._visible(state), render_pose(state.pose))
            known = self._layers_of = (state.episode, state.pose, state.hidden, layers)
        return known[3]

    def _renderer(self, side: int | None) -> Renderer:
        """The renderer of pictures with `side` pixels, or with the camera's resolution."""
        renderer = self._renderers.get(side)
        if renderer is None:
            view = view_of(self._scenario, side)
            renderer = self._renderers[side] = make_renderer(self._scenario.camera.renderer, view)
        return renderer

    def _visible(self, state: State) -> Scenes:
        """The maze of a moment with the objects that show."""
        if self._scene is None or self._scene[0] is not state.episode:
            self._scene = (state.episode, scene_of(self._scenario, state.episode))
        scene = self._scene[1]
        return hide(scene, state.hidden) if any(state.hidden) else scene

    def close(self) -> None:
        """Closes the renderers. May be called twice."""
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()
        self._layers_of = None

    def _layout(self, state: State) -> NDArray[np.uint8]:
        """The layout at a moment; the minimap and the key `maze_layout` share one search for the path."""
        if self._marked is None or self._marked[0] is not state:
            free = state.episode.layout.free
            if self._scenario.observation.shortest_path:
                here = positions.agent_position(state, self._cell_size)
                free = positions.marked_layout(free, here, state.episode.positions[state.target])
            self._marked = (state, free)
        return self._marked[1]

    def _vectors(self, state: State) -> NDArray[np.float64]:
        """float64 [n, 2]: each object relative to the agent; the keys that tell of them share it."""
        if self._related is None or self._related[0] is not state:
            self._related = (state, positions.target_vectors(state, self._cell_size))
        return self._related[1]

    def _prompt_is_shown(self, state: State) -> bool:
        steps = self._scenario.observation.prompt_steps
        return steps is None or state.prompt_age < steps

    def _shown_prompt(self, state: State) -> NDArray[np.float64]:
        """The prompted colour, or black while it is not shown."""
        if not self._prompt_is_shown(state):
            return np.zeros(3)
        return state.episode.colors[state.target].copy()
