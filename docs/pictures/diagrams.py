"""Draws the diagram of docs/architecture.md as SVG: `python docs/pictures/diagrams.py`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from memory_maze.files import write_whole

HERE = Path(__file__).parent

WIDTH, HEIGHT = 860, 470

PAPER, INK, FAINT, LINE, FILL, GROUP = "#ffffff", "#1c2024", "#5a6370", "#7a8594", "#eef3f8", "#f7f9fb"


class Box(NamedTuple):
    """A thing, by where its middle is and how wide it is."""

    x: float
    y: float
    width: float
    title: str
    about: str = ""


BOXES = {
    "yaml": Box(80, 50, 100, "YAML"),
    "scenario": Box(320, 50, 130, "Scenario"),
    "episode": Box(630, 50, 190, "Episode", "facts of one maze"),
    "physics": Box(490, 160, 150, "physics", "exact, mujoco"),
    "rule": Box(770, 160, 110, "rule", "hunt"),
    "moments": Box(630, 230, 130, "Moments", "N rows"),
    "rendering": Box(120, 230, 170, "rendering", "software, opengl"),
    "observation": Box(340, 320, 200, "observation", "keys, border, minimap"),
    "policies": Box(690, 320, 120, "policies"),
    "make_vec": Box(120, 420, 150, "make_vec", "N rows"),
    "make": Box(320, 420, 170, "make", "one row, Gymnasium"),
    "build": Box(520, 420, 170, "build", "one row, dm_control"),
    "films": Box(735, 420, 200, "rollouts, datasets, films"),
}

ARROWS = (
    *(("yaml", "scenario", "documents"), ("scenario", "episode", "game.draws"), ("episode", "physics", "")),
    *(("episode", "rule", ""), ("physics", "moments", ""), ("rule", "moments", ""), ("moments", "observation", "")),
    *(("moments", "policies", ""), ("rendering", "observation", ""), ("observation", "make_vec", "")),
    *(("observation", "make", ""), ("observation", "build", ""), ("policies", "films", "")),
)
"""From, to, and what stands beside the arrow."""


def height(box: Box) -> float:
    return 46 if box.about else 32


def edge(box: Box, towards: Box) -> tuple[float, float]:
    """Where a line from the middle of a box to that of another one leaves it."""
    dx, dy = towards.x - box.x, towards.y - box.y
    scale = min(
        (box.width / 2 + 3) / abs(dx) if dx else float("inf"), (height(box) / 2 + 3) / abs(dy) if dy else float("inf")
    )
    return box.x + dx * scale, box.y + dy * scale


def drawn() -> str:
    """The diagram."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="14">',
        f'<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{LINE}"/></marker>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{PAPER}"/>',
        f'<rect x="395" y="108" width="445" height="158" rx="10" fill="{GROUP}" stroke="{LINE}"/>',
        f'<text x="407" y="252" fill="{FAINT}">World: N mazes as rows</text>',
    ]
    for start, end, label in ARROWS:
        (x1, y1), (x2, y2) = edge(BOXES[start], BOXES[end]), edge(BOXES[end], BOXES[start])
        ends = f'x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"'
        parts.append(f'<line {ends} stroke="{LINE}" stroke-width="1.5" marker-end="url(#tip)"/>')
        if label:
            place = f'x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 7:.0f}"'
            parts.append(f'<text {place} text-anchor="middle" fill="{FAINT}" font-size="12">{escape(label)}</text>')
    for box in BOXES.values():
        high = height(box)
        corner = f'x="{box.x - box.width / 2:.0f}" y="{box.y - high / 2:.0f}" width="{box.width}" height="{high}"'
        parts.append(f'<rect {corner} rx="6" fill="{FILL}" stroke="{LINE}"/>')
        lines = [(box.title, box.y + (-3 if box.about else 5), INK, 14)]
        lines += [(box.about, box.y + 15, FAINT, 12)] if box.about else []
        for text, y, colour, size in lines:
            place = f'x="{box.x:.0f}" y="{y:.0f}" text-anchor="middle"'
            parts.append(f'<text {place} fill="{colour}" font-size="{size}">{escape(text)}</text>')
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    write_whole(HERE / "architecture.svg", drawn().encode())
