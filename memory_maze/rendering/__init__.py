"""What is seen: frames from the arrays of mazes and the poses of walkers.

Two renderers share one interface: `software` runs wherever NumPy and numba do, `opengl` is MuJoCo's own.
"""

from __future__ import annotations

from memory_maze.rendering.errors import RenderingUnavailable
from memory_maze.rendering.scene import FREE, Layers, Look, Renderer, Scenes, TextureNames, View, ViewKind
from memory_maze.tables import RENDERERS

__all__ = [
    "FREE",
    "Layers",
    "Look",
    "Renderer",
    "RenderingUnavailable",
    "Scenes",
    "TextureNames",
    "View",
    "ViewKind",
    "make_renderer",
    "needs_compilation",
]


def make_renderer(name: str, view: View) -> Renderer:
    """A renderer with a view fixed.

    Args:
      name: a word of `tables.RENDERERS`.
      view: how it looks.

    Raises:
      ValueError: no renderer of that name, or the view cannot be drawn.
      RenderingUnavailable: "opengl" where there is no OpenGL.
    """
    renderer: Renderer = RENDERERS.get(name)(view)
    return renderer


def needs_compilation() -> bool:
    """Whether the software renderer's first frame will wait, some seconds, for its kernels to be compiled."""
    from memory_maze.rendering.software.warmup import needs_compilation as answer

    return answer()
