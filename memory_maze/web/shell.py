"""The pages' own files: one frame around all of them, and the modules and styles that they load."""

from __future__ import annotations

import html
from functools import cache
from importlib.resources import files
from string import Template
from typing import NamedTuple

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
"""What a page loads beside itself, by the ending of its name."""


class Page(NamedTuple):
    """One page."""

    title: str
    about: str
    """What it is for, in a sentence."""
    in_menu: bool = True
    part: str = ""
    """The file of what is inside the frame; by default that of the page's own name."""


PAGES = {
    "catalogue": Page("Catalogue", "Every scenario and family, with its picture, its text and its values."),
    "editor": Page("Editor", "Write a scenario and see what comes of it."),
    "play": Page("Play", "Drive through a scenario yourself.", part="stage"),
    "watch": Page("Watch", "Look at a policy at work.", part="stage"),
    "replay": Page("Replay", "Go through a recorded trajectory, moment by moment."),
    "people": Page("People's scores", "Games that people played, beside the published human mean."),
    "scenario": Page("Scenario", "One scenario: its picture, its text and its values.", in_menu=False),
}
"""The pages by the name in their address; each has a part of a page and a module of that name."""


@cache
def page(name: str) -> str:
    """A whole page."""
    told = PAGES[name]
    menu = "".join(_link(other, name) for other, one in PAGES.items() if one.in_menu)
    frame = Template(asset("frame.html").decode())
    main = asset(f"{told.part or name}.html").decode()
    return frame.substitute(
        title=html.escape(told.title), about=html.escape(told.about), menu=menu, main=main, name=name
    )


@cache
def asset(name: str) -> bytes:
    """A file of the pages, as it is."""
    return (files(__package__) / "pages" / name).read_bytes()


@cache
def assets() -> dict[str, str]:
    """The files that a page may load, with the kind of each."""
    names = (file.name for file in (files(__package__) / "pages").iterdir())
    return {name: KINDS[ending] for name in sorted(names) for ending in KINDS if name.endswith(ending)}


def _link(name: str, current: str) -> str:
    here = ' aria-current="page"' if name == current else ""
    return f'<li><a href="/{name}"{here}>{html.escape(PAGES[name].title)}</a></li>'
