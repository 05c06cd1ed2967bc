"""How things show themselves in notebooks: who draws each kind is imported when a notebook asks, and not before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

DRAWN_BY: Mapping[str, str] = {
    "scenario": "memory_maze.pictures.notebook:scenario_html",
    "layout": "memory_maze.pictures.notebook:layout_html",
    "state": "memory_maze.pictures.notebook:state_html",
    "dataset": "memory_maze.dataset.inspecting.notebook:dataset_html",
    "trajectory": "memory_maze.dataset.inspecting.notebook:trajectory_html",
}
"""What makes HTML of each kind of thing, as "module:function"."""


def html_of(kind: str, thing: Any) -> str:
    """A map, a picture and a table, as HTML that asks for nothing outside of itself.

    Args:
      kind: a word of `DRAWN_BY`.
      thing: of that kind.
    """
    module, _, name = DRAWN_BY[kind].partition(":")
    html: str = getattr(import_module(module), name)(thing)
    return html
