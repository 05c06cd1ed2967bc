"""MuJoCo's own OpenGL renderer behind this package's interface: the reference, on machines that have OpenGL."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.camera import (
    EYE_X,
    FORWARD_X,
    HEADLIGHT_AMBIENT,
    HEADLIGHT_DIFFUSE,
    RIGHT_X,
    TANGENT,
    UP_X,
    cameras,
)
from memory_maze.rendering.checks import check_view, frame_buffer, layer_buffers
from memory_maze.rendering.opengl.geometry import maze_planes
from memory_maze.rendering.opengl.layers import read_layers, set_label
from memory_maze.rendering.opengl.session import Assets, session
from memory_maze.rendering.scene import Layers, Scenes, View
from memory_maze.rendering.segmentation import FIRST_OBJECT, WALKER
from memory_maze.rendering.walker import WALKER_PARTS

NEAR_PLANE, FAR_PLANE = 0.0005, 50.0
"""Clipping planes as multiples of the model's extent (dm_control's maze arena; MuJoCo's default)."""

CACHED_MAZES = 256
"""MuJoCo scenes kept for mazes seen before; about 0.1 MB each."""


class OpenGLRenderer:
    """Draws frames with MuJoCo. All renderers of a process share one OpenGL thread, so `threads` changes nothing.

    Raises:
      RenderingUnavailable: no OpenGL here.
      ValueError: the view cannot be drawn.
    """

    def __init__(self, view: View) -> None:
        check_view(view)
        self.view = view
        self._session = session()
        self._mazes: OrderedDict[Any, tuple[Any, int, float]] = OrderedDict()

    def render(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: NDArray[np.uint8] | None = None,
        threads: int = 1,
    ) -> NDArray[np.uint8]:
        """Draws frame i from scene i and pose i. See `Renderer.render`."""
        out = frame_buffer(self.view, scenes, poses, out)
        frames = out
        self._session.run(lambda: self._draw_all(scenes, poses, frames))
        return out

    def render_layers(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: Layers | None = None,
        threads: int = 1,
    ) -> Layers:
        """Draws frame i from scene i and pose i, with depth and labels. See `Renderer.render_layers`."""
        layers = layer_buffers(self.view, scenes, poses, out)
        self._session.run(lambda: self._draw_all(scenes, poses, *layers))
        return layers

    def close(self) -> None:
        """Forgets the mazes; the textures stay for the next renderer."""
        self._mazes.clear()

    def _draw_all(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: NDArray[np.uint8],
        depth: NDArray[np.float32] | None = None,
        labels: NDArray[np.uint8] | None = None,
    ) -> None:
        import mujoco

        view = self.view
        legacy = view.look == "legacy"
        assets = self._session.assets(scenes.textures, legacy)
        if (assets.context.offWidth, assets.context.offHeight) != (view.width, view.height):
            mujoco.mjr_resizeOffscreen(view.width, view.height, assets.context)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, assets.context)
        rectangle = mujoco.MjrRect(0, 0, view.width, view.height)
        eyes = cameras(view, scenes, poses)
        for i, frame in enumerate(out):
            scene, planes, extent = self._maze(scenes, i, assets)
            scene.ngeom = planes
            _add_objects(scene, scenes, i)
            if view.kind == "top":
                _add_walker(scene, poses[i])
            _aim(scene, eyes[i], extent)
            mujoco.mjr_render(rectangle, scene, assets.context)
            mujoco.mjr_readPixels(frame, None, rectangle, assets.context)
            frame[:] = frame[::-1].copy()
            if depth is not None and labels is not None:
                read_layers(scene, assets.context, rectangle, depth[i], labels[i])

    def _maze(self, scenes: Scenes, index: int, assets: Assets) -> tuple[Any, int, float]:
        """The MuJoCo scene with the standing parts of a maze, how many those are, and the extent."""
        grids = (scenes.wall_texture, scenes.wall_block, scenes.floor_texture, scenes.floor_area)
        sizes = (scenes.width, scenes.height, scenes.cell_size, scenes.wall_height)
        key = (
            scenes.textures,
            scenes.object_radius.shape[1],
            *(float(size[index]) for size in sizes),
            *(grid[index].tobytes() for grid in grids),
        )
        if key in self._mazes:
            self._mazes.move_to_end(key)
            return self._mazes[key]
        self._mazes[key] = _build(scenes, index, assets, self.view.look == "legacy")
        if len(self._mazes) > CACHED_MAZES:
            self._mazes.popitem(last=False)
        return self._mazes[key]


def _build(scenes: Scenes, index: int, assets: Assets, legacy: bool) -> tuple[Any, int, float]:
    import mujoco

    planes, extent = maze_planes(scenes, index, assets, legacy)
    room = len(planes) + scenes.object_radius.shape[1] + len(WALKER_PARTS)
    scene = mujoco.MjvScene(assets.model, maxgeom=room)
    for name in ("SHADOW", "REFLECTION", "FOG", "HAZE"):
        scene.flags[getattr(mujoco.mjtRndFlag, f"mjRND_{name}")] = False
    white = np.ones(4, np.float32)
    for number, plane in enumerate(planes):
        geom = scene.geoms[number]
        size = np.array([*plane.half, 1.0])
        mujoco.mjv_initGeom(geom, mujoco.mjtGeom.mjGEOM_PLANE, size, np.array(plane.position), plane.axes, white)
        geom.matid, geom.texid = 0, plane.texture
        geom.texrepeat[:] = plane.repeat
        geom.specular = geom.shininess = geom.reflectance = geom.emission = 0
        set_label(geom, plane.label)
        geom.category = mujoco.mjtCatBit.mjCAT_STATIC
    light = scene.lights[0]
    light.type = mujoco.mjtLightType.mjLIGHT_DIRECTIONAL
    light.headlight, light.castshadow = 1, 0
    light.ambient[:], light.diffuse[:], light.specular[:] = HEADLIGHT_AMBIENT, HEADLIGHT_DIFFUSE, 0
    scene.nlight = 1
    return scene, len(planes), extent


def _add_objects(scene: Any, scenes: Scenes, index: int) -> None:
    import mujoco

    for k in np.flatnonzero(scenes.object_visible[index]):
        radius = float(scenes.object_radius[index, k])
        rgba = np.append(scenes.object_color[index, k] / np.float32(255), 1).astype(np.float32)
        place, label = scenes.object_position[index, k], FIRST_OBJECT + int(k)
        _add(scene, mujoco.mjtGeom.mjGEOM_SPHERE, [radius] * 3, place, np.eye(3), rgba=rgba, label=label)


def _add_walker(scene: Any, pose: NDArray[np.float64]) -> None:
    import mujoco

    cos, sin = np.cos(pose[3]), np.sin(pose[3])
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    for part in WALKER_PARTS:
        kind = mujoco.mjtGeom.mjGEOM_SPHERE if part.shape == "sphere" else mujoco.mjtGeom.mjGEOM_CYLINDER
        axes = turn @ np.array(part.axes, np.float64).reshape(3, 3)
        rgba = np.array([*part.color, 1], np.float32)
        _add(scene, kind, part.size, pose[:3] + turn @ np.array(part.position), axes, rgba=rgba, label=WALKER)


def _add(scene: Any, kind: Any, size: Any, position: Any, axes: NDArray[np.float64], *, rgba: Any, label: int) -> None:
    import mujoco

    geom = scene.geoms[scene.ngeom]
    mujoco.mjv_initGeom(geom, kind, np.array(size, np.float64), np.array(position), axes.ravel(), rgba)
    geom.specular = geom.shininess = geom.reflectance = geom.emission = 0
    set_label(geom, label)
    scene.ngeom += 1


def _aim(scene: Any, eye: NDArray[np.float64], extent: float) -> None:
    place, forward, up = eye[EYE_X:FORWARD_X], eye[FORWARD_X:RIGHT_X], eye[UP_X:TANGENT]
    for camera in scene.camera:
        camera.pos[:], camera.forward[:], camera.up[:] = place, forward, up
        camera.frustum_near, camera.frustum_far = NEAR_PLANE * extent, FAR_PLANE * extent
        camera.frustum_center = camera.frustum_width = 0
        camera.frustum_top = NEAR_PLANE * extent * eye[TANGENT]
        camera.frustum_bottom = -camera.frustum_top
    scene.lights[0].pos[:], scene.lights[0].dir[:] = place, forward
