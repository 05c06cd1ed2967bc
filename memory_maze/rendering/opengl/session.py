"""One thread, one OpenGL context, one set of compiled textures per process.

A context belongs to the thread that made it current. All drawing of a process therefore happens on one thread
that this module owns, and textures are uploaded once, however many renderers there are.
"""

from __future__ import annotations

import os
import platform
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np

from memory_maze.installed import is_installed, lacking
from memory_maze.machine import OPENGL_OFF, OPENGL_VARIABLE
from memory_maze.rendering.errors import RenderingUnavailable
from memory_maze.rendering.images.plain import SIZE
from memory_maze.rendering.images.textures import load_images
from memory_maze.rendering.scene import TextureNames

T = TypeVar("T")

SAMPLES = 4
"""Anti-aliasing samples a pixel: MuJoCo's default for off-screen drawing."""

_ADVICE = "OpenGL is not available: install the package libegl1 or libosmesa6, or choose `camera.renderer: software`."


@dataclass
class Assets:
    """A compiled model that holds nothing but textures, and the OpenGL context's copy of them."""

    model: Any
    context: Any
    first_wall: int
    """Texture number of the first wall image, for wall tops."""
    first_floor: int
    first_side: int
    """Texture number of the first wall image as wall sides need it: turned by 180 degrees in the legacy look."""


class Session:
    """The process's OpenGL thread. Made by `session()`."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="memory-maze-opengl")
        self._assets: dict[tuple[TextureNames, bool], Assets] = {}
        self.context = self._executor.submit(_make_context).result()

    def run(self, work: Callable[[], T]) -> T:
        """Runs `work` on the OpenGL thread, with the context current, and waits for its result."""
        return self._executor.submit(work).result()

    def assets(self, textures: TextureNames, turned: bool) -> Assets:
        """The compiled textures of a set; on the OpenGL thread only."""
        key = (textures, turned)
        if key not in self._assets:
            self._assets[key] = _compile(textures, turned)
        return self._assets[key]


_sessions: dict[int, Session] = {}


def session() -> Session:
    """The process's OpenGL session, started when first needed; a forked process starts its own.

    Raises:
      RenderingUnavailable: no OpenGL here.
    """
    process = os.getpid()
    if process not in _sessions:
        _sessions[process] = Session()
    return _sessions[process]


_refused: list[Exception] = []
"""Why MuJoCo refused a context, if it did. It is not asked again, in this process and its forks: what it began to set
up stays half done, and the next one who asks would wait for ever."""


def _make_context() -> Any:
    if not is_installed("mujoco"):
        raise RenderingUnavailable(lacking("`camera.renderer: opengl`", "mujoco"))
    if _refused:
        raise RenderingUnavailable(_ADVICE) from _refused[0]
    wanted = os.environ.get(OPENGL_VARIABLE, "").lower().strip()
    if wanted in OPENGL_OFF:
        raise RenderingUnavailable(_ADVICE)
    if platform.system() == "Linux":
        backends = [wanted] if wanted in {"egl", "osmesa", "glfw"} else ["egl", "osmesa", "glfw"]
    else:
        backends = ["native"]
    cause: Exception | None = None
    platform_before = os.environ.get("PYOPENGL_PLATFORM")
    for backend in backends:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # GLFW's, about a display that is not there
                context = _context_class(backend)(SIZE, SIZE)
                context.make_current()
                _try_out()
            _refused.clear()
            return context
        except Exception as error:  # whatever a driver throws, the next back end may still do
            cause = error
            _restore("PYOPENGL_PLATFORM", platform_before)
    raise RenderingUnavailable(_ADVICE) from cause


def _try_out() -> None:
    """Lets MuJoCo use the current context, which it may refuse though making it current went well."""
    import mujoco

    model = mujoco.MjModel.from_xml_string("<mujoco/>")
    try:
        mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100).free()
    except Exception as error:
        _refused.append(error)
        raise


def _restore(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


def _context_class(backend: Literal["egl", "osmesa", "glfw", "native"] | str) -> Any:
    if backend == "egl":
        from mujoco.egl import GLContext
    elif backend == "osmesa":
        from mujoco.osmesa import GLContext
    elif backend == "glfw":
        from mujoco.glfw import GLContext
    else:
        from mujoco.gl_context import GLContext
    return GLContext


def _compile(textures: TextureNames, turned: bool) -> Assets:
    import mujoco

    spec = mujoco.MjSpec()
    walls, floors = load_images(textures)
    sky = spec.add_texture(name="sky", type=mujoco.mjtTexture.mjTEXTURE_SKYBOX, width=100, height=100)
    sky.builtin = mujoco.mjtBuiltin.mjBUILTIN_GRADIENT
    sky.rgb1, sky.rgb2 = [0.4, 0.6, 0.8], [0.0, 0.0, 0.0]
    sides = [np.ascontiguousarray(image[::-1, ::-1]) for image in walls] if turned else []
    for number, image in enumerate([*walls, *floors, *sides]):
        texture = spec.add_texture(name=f"image {number}", type=mujoco.mjtTexture.mjTEXTURE_2D)
        texture.width, texture.height, texture.nchannel = SIZE, SIZE, 3
        texture.colorspace = mujoco.mjtColorSpace.mjCOLORSPACE_LINEAR
        texture.data = image.tobytes()
    material = spec.add_material(name="textured")
    material.textures[int(mujoco.mjtTextureRole.mjTEXROLE_RGB)] = "image 0"
    spec.visual.quality.offsamples = SAMPLES
    spec.visual.quality.numquads = 2
    spec.visual.global_.offwidth = spec.visual.global_.offheight = SIZE
    model = spec.compile()
    context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
    mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
    first_wall = 1
    first_floor = first_wall + len(walls)
    first_side = first_floor + len(floors) if turned else first_wall
    return Assets(model, context, first_wall, first_floor, first_side)
