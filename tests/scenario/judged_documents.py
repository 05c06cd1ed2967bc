"""Documents, and who refuses them: the table that keeps the loader and the JSON Schema of one mind."""

from __future__ import annotations

from typing import Any, NamedTuple

ROOM = "*****\n*P G*\n*****\n"


class Judged(NamedTuple):
    """One document and the verdicts on it."""

    document: dict[str, Any]
    right: bool
    """Whether the loader takes it."""
    unsaid: str = ""
    """Why the JSON Schema cannot refuse it too; empty if it does."""


def right(**fields: Any) -> Judged:
    """A document that the loader and the schema take."""
    return Judged(_document(fields), right=True)


def wrong(unsaid: str = "", **fields: Any) -> Judged:
    """A document that the loader refuses, and the schema too unless there is a reason why it cannot."""
    return Judged(_document(fields), right=False, unsaid=unsaid)


def child(**fields: Any) -> dict[str, Any]:
    """A document that extends classic/9x9."""
    return {"summary": "x", "extends": "classic/9x9", **fields}


def _document(fields: dict[str, Any]) -> dict[str, Any]:
    """Complete, but for what the fields replace; fields that are None are left out."""
    complete = {"summary": "x", "maze": {"size": 9}, "episode": {"steps": 5}}
    return fields if "extends" in fields else {key: value for key, value in {**complete, **fields}.items() if value}


ARITHMETIC = "compares one field with another by arithmetic"
LENGTH = "compares a number with the length of a list"
FLOAT = "JSON Schema takes 9.0 for a whole number"
PARENT = "what the parent says is not known"
LETTERS = "capital and small letters are equal in colours"
TEXT = "counts the letters of lines, or looks for ways"

COLORS = ["red", "green", "blue", "purple", "yellow", "salmon"]

SINGLE_FIELDS = {
    "the smallest complete document": right(),
    "no summary": wrong(summary=None),
    "no maze": wrong(maze=None),
    "no episode": wrong(episode=None),
    "an unknown section": wrong(game={"reward": 1}),
    "an unknown field": wrong(maze={"size": 9, "sise": 9}),
    "an empty summary": Judged({"summary": "", "maze": {"size": 9}, "episode": {"steps": 5}}, right=False),
    "a long summary": wrong(summary="x" * 301),
    "the longest summary": right(summary="x" * 300),
    "an astral summary of the longest": right(summary="\U0001f9e0" * 300),
    "a number as summary": wrong(summary=5),
    "tags": right(tags=["a", "b"]),
    "a number as tag": wrong(tags=[5]),
    "a word as tags": wrong(tags="a"),
    "an even size": wrong(maze={"size": 8}),
    "a size of 1": wrong(maze={"size": 1}),
    "a size of 255": right(maze={"size": 255}),
    "a size of 257": wrong(maze={"size": 257}),
    "a size in quotes": wrong(maze={"size": "9"}),
    "a size of true": wrong(maze={"size": True}),
    "a size with a point": wrong(FLOAT, maze={"size": 9.0}),
    "a size with a fraction": wrong(maze={"size": 9.5}),
    "an even width": wrong(maze={"width": 8, "height": 9}),
    "a rectangle": right(maze={"width": 9, "height": 21}),
    "a negative seed": wrong(maze={"size": 9, "seed": -1}),
    "a seed of 2**31": wrong(maze={"size": 9, "seed": 2**31}),
    "a seed of null": right(maze={"size": 9, "seed": None}),
    "a cell size of null": wrong(maze={"size": 9, "cell_size": None}),
    "an unknown style": wrong(maze={"size": 9, "style": "style_06"}),
    "no walls to choose from": wrong(maze={"size": 9, "walls": []}),
    "walls of null": right(maze={"size": 9, "walls": None}),
    "no objects": wrong(objects={"count": 0}),
    "a hundred and one objects": wrong(objects={"count": 101}),
    "a tiny radius": wrong(objects={"radius": 0.05}),
    "a whole number for a radius": right(objects={"radius": 1}),
    "an unknown colour": wrong(objects={"colors": ["red", "green", "pink"]}),
    "a colour of three digits": wrong(objects={"colors": ["red", "green", "#fff"]}),
    "a colour of six digits": right(objects={"colors": ["red", "green", "#00C8c8"]}),
    "a colour twice": wrong(objects={"colors": ["red", "green", "red"]}),
    "a colour twice in other letters": wrong(LETTERS, objects={"colors": ["#ff00ff", "green", "#FF00FF"]}),
    "a word for colours": wrong(objects={"colors": "rainbow"}),
    "shuffled colours": right(objects={"colors": "shuffled"}),
    "a flag in quotes": wrong(observation={"minimap": "true"}),
    "no seconds": wrong(episode={"seconds": 0}),
    "too many steps": wrong(episode={"steps": 10_000_001}),
    "a start like none": wrong(episode={"steps": 5, "start": "here"}),
    "a heading": right(episode={"steps": 5, "start": {"heading": 90}}),
    "a heading of 361": wrong(episode={"steps": 5, "start": {"heading": 361}}),
    "a start of three numbers": wrong(maze={"layout": ROOM}, episode={"steps": 5, "start": {"cell": [0, 0, 0]}}),
    "a start below zero": wrong(
        maze={"layout": ROOM}, objects={"count": 1}, episode={"steps": 5, "start": {"cell": [-1, 0]}}
    ),
    "a resolution of 15": wrong(camera={"resolution": 15}),
    "an output twice": wrong(camera={"outputs": ["image", "image"]}),
    "no image among the outputs": wrong(camera={"outputs": ["depth"]}),
    "depth": right(camera={"outputs": ["image", "depth"]}),
    "a key twice": wrong(observation={"form": "dict", "keys": ["image", "image"]}),
    "no keys": wrong(observation={"form": "dict", "keys": []}),
    "an unknown key": wrong(observation={"form": "dict", "keys": ["agent"]}),
    "a frequency of 300": wrong(control={"frequency": 300}),
    "a prompt for no steps": wrong(observation={"prompt_steps": 0}),
    "a layout of two rows": wrong(maze={"layout": "***\n***\n"}),
    "a layout with other letters": wrong(maze={"layout": "+++\n+P+\n+++\n"}),
    "a layout of hashes": right(maze={"layout": ROOM.replace("*", "#")}, objects={"count": 1}),
    "a layout with a digit": right(maze={"layout": ROOM.replace("G", "0")}, objects={"count": 1}),
    "a layout with a digit twice": wrong(TEXT, maze={"layout": "*****\n*P00*\n*****\n"}, objects={"count": 1}),
    "a layout file of a list": wrong(maze={"layout_file": ["maze.txt"]}),
    "a layout file without a name": wrong(maze={"layout_file": ""}),
    "a layout file from the net": wrong(maze={"layout_file": "https://example.com/maze.txt"}),
    "a layout file of null": right(maze={"size": 9, "layout_file": None}),
    "places of three numbers": wrong(maze={"size": 9, "seed": 1}, objects={"places": [[0, 0, 0]]}),
    "places of no object": wrong(maze={"size": 9, "seed": 1}, objects={"places": []}),
    "a layout with an open wall": wrong(maze={"layout": "***\n*P \n***\n"}, objects={"count": 1}),
    "a layout without a free cell": wrong(maze={"layout": "***\n***\n***\n"}),
    "a layout of Windows": right(maze={"layout": ROOM.replace("\n", "\r\n")}, objects={"count": 1}),
    "a layout without its last line end": right(maze={"layout": ROOM.strip()}, objects={"count": 1}),
    "a layout after a blank line": right(maze={"layout": f"\n{ROOM}\n"}, objects={"count": 1}),
    "a file for a layout": wrong(maze={"layout": "./maze.txt"}),
    "a list for a layout": wrong(maze={"layout": ROOM.split()}),
    "rows of several lengths": wrong(TEXT, maze={"layout": "*****\n*PG*\n*****\n"}, objects={"count": 1}),
    "objects behind a wall": wrong(TEXT, maze={"layout": "*****\n*P*G*\n*****\n"}, objects={"count": 1}),
}

SEVERAL_FIELDS = {
    "a perfect maze": right(maze={"size": 9, "generator": "perfect"}),
    "a perfect maze with rooms": wrong(maze={"size": 9, "generator": "perfect", "rooms": {"max": 3}}),
    "a perfect maze with rooms by default": right(maze={"size": 9, "generator": "perfect", "rooms": {"max": 6}}),
    "a perfect maze with pillars": wrong(maze={"size": 9, "generator": "perfect", "pillars": 3}),
    "an arena with pillars": right(maze={"size": 9, "generator": "open", "pillars": 3}),
    "an arena with too many pillars": wrong(ARITHMETIC, maze={"size": 9, "generator": "open", "pillars": 7}),
    "pillars without an arena": wrong(maze={"size": 9, "pillars": 3}),
    "no pillars without an arena": right(maze={"size": 9, "pillars": 0}),
    "no shape": wrong(maze={"cell_size": 2.0}),
    "two shapes": wrong(maze={"size": 9, "width": 9}),
    "a layout and a size": wrong(maze={"size": 9, "layout": ROOM}),
    "a width alone": wrong(maze={"width": 9}),
    "a layout and a size of null": right(maze={"layout": ROOM, "size": None}, objects={"count": 1}),
    "a layout and a layout file": wrong(maze={"layout_file": "maze.txt", "layout": ROOM}),
    "a layout file and a seed": wrong(maze={"layout_file": "maze.txt", "seed": 3}),
    "places in an unknown maze": wrong(objects={"places": [[0, 0]]}),
    "places in the maze of a seed": right(maze={"size": 9, "seed": 1}, objects={"places": [[0, 0]]}),
    "more places than objects": wrong(
        ARITHMETIC, maze={"layout": ROOM}, objects={"count": 1, "places": [[2, 0], [1, 0]]}
    ),
    "a place outside": wrong(ARITHMETIC, maze={"size": 9, "seed": 1}, objects={"places": [[9, 0]]}),
    "a layout and a seed": wrong(maze={"layout": ROOM, "seed": 3}, objects={"count": 1}),
    "seconds and steps": wrong(episode={"seconds": 5, "steps": 5}),
    "neither seconds nor steps": wrong(episode={"start": "random"}),
    "walls of nine blocks": right(maze={"size": 9, "walls": {"blocks": ["red"] * 8 + ["blue"]}}),
    "walls of eight blocks": wrong(maze={"size": 9, "walls": {"blocks": ["red"] * 8}}),
    "walls of blocks of another style": wrong(maze={"size": 9, "walls": {"blocks": ["lgreen"] * 9}}),
    "plain walls of colours": right(maze={"size": 9, "style": "plain", "walls": ["#ff0000", "red"]}),
    "plain blocks of colours": right(maze={"size": 9, "style": "plain", "walls": {"blocks": ["#FF0000"] * 9}}),
    "plain walls of a short colour": wrong(maze={"size": 9, "style": "plain", "walls": ["#f00"]}),
    "painted walls of colours": wrong(maze={"size": 9, "walls": ["#ff0000"]}),
    "plain floors of colours": wrong(maze={"size": 9, "style": "plain", "floors": ["#ff0000"]}),
    "walls of another style": wrong(maze={"size": 9, "style": "style_02", "walls": ["cerise"]}),
    "walls of the default style": right(maze={"size": 9, "walls": ["cerise"]}),
    "walls that only another style has": wrong(maze={"size": 9, "walls": ["lgreen"]}),
    "floors that only another style has": wrong(maze={"size": 9, "floors": ["cyan"]}),
    "floors of a style": right(maze={"size": 9, "style": "style_04", "floors": ["cyan"]}),
    "seven objects of the palette": wrong(maze={"size": 31, "rooms": {"max": 9}}, objects={"count": 7}),
    "seven objects of shuffled colours": wrong(
        maze={"size": 31, "rooms": {"max": 9}}, objects={"count": 7, "colors": "shuffled"}
    ),
    "fewer colours than objects by default": wrong(objects={"colors": ["red", "green"]}),
    "fewer colours than objects": wrong(LENGTH, objects={"count": 4, "colors": ["red", "green", "blue"]}),
    "more colours than objects": right(objects={"count": 2, "colors": COLORS}),
    "a radius above half a cell": wrong(objects={"radius": 1.1}),
    "a cell below two radii": wrong(maze={"size": 9, "cell_size": 1.0}),
    "a radius too large for its cell": wrong(ARITHMETIC, maze={"size": 9, "cell_size": 3.0}, objects={"radius": 1.6}),
    "an object out of reach": wrong(objects={"height": 2.0}),
    "a small object out of reach": wrong(ARITHMETIC, objects={"height": 1.0, "radius": 0.2}),
    "a start in an unknown maze": wrong(episode={"steps": 5, "start": {"cell": [0, 0]}}),
    "a start in the maze of a seed": right(
        maze={"size": 9, "seed": 1}, episode={"steps": 5, "start": {"cell": [0, 0]}}
    ),
    "a start outside": wrong(ARITHMETIC, maze={"size": 9, "seed": 1}, episode={"steps": 5, "start": {"cell": [9, 0]}}),
    "a start in a drawn wall": wrong(
        TEXT,
        maze={"layout": "*****\n*P*G*\n*   *\n*****"},
        objects={"count": 1},
        episode={"steps": 5, "start": {"cell": [1, 1]}},
    ),
    "an image without a prompt": wrong(observation={"prompt": "none"}),
    "a dict without a prompt": right(observation={"prompt": "none", "form": "dict"}),
    "steps of no prompt": wrong(observation={"form": "dict", "prompt": "none", "keys": ["image"], "prompt_steps": 3}),
    "a minimap that fits": right(observation={"minimap": True}),
    "a minimap larger than the picture": wrong(maze={"size": 33}, observation={"minimap": True}),
    "a minimap larger than its picture": wrong(ARITHMETIC, camera={"resolution": 16}, observation={"minimap": True}),
    "a frequency between physics steps": wrong(ARITHMETIC, control={"frequency": 7}),
    "an episode shorter than a step": wrong(episode={"seconds": 0.1}),
    "an episode shorter than a slow step": wrong(ARITHMETIC, episode={"seconds": 1}, control={"frequency": 0.5}),
    "rooms larger than the largest": wrong(maze={"size": 31, "rooms": {"min_side": 7}}),
    "rooms larger than a given largest": wrong(ARITHMETIC, maze={"size": 31, "rooms": {"min_side": 9, "max_side": 7}}),
    "rooms larger than the maze": wrong(ARITHMETIC, maze={"size": 3, "rooms": {"min_side": 5}}, objects={"count": 1}),
    "more objects than rooms": wrong(ARITHMETIC, maze={"size": 3}),
    "rooms too full": wrong(ARITHMETIC, maze={"size": 9, "rooms": {"objects": 5, "spawns": 5}}),
    "more objects than places": wrong(TEXT, maze={"layout": ROOM}),
}

WITH_PARENTS = {
    "a child": right(**child()),
    "a child without a summary": Judged({"extends": "classic/9x9"}, right=False),
    "two parents": wrong(**{**child(), "extends": ["classic/9x9", "classic/11x11"]}),
    "a parent from the net": wrong(**{**child(), "extends": "https://example.com/x.yaml"}),
    "an unknown parent": wrong(PARENT, **{**child(), "extends": "classic/10x10"}),
    "a child that changes the shape": right(**child(maze={"width": 9, "height": 11})),
    "a child that gives half of a shape": wrong(PARENT, **child(maze={"width": 9})),
    "a child of two shapes": wrong(**child(maze={"size": 9, "layout": ROOM})),
    "a child that changes the length": right(**child(episode={"steps": 5})),
    "a child of two lengths": wrong(**child(episode={"steps": 5, "seconds": 5})),
    "a child with a seed": right(**child(maze={"seed": 5})),
    "a child with a start": wrong(PARENT, **child(episode={"start": {"cell": [0, 0]}})),
    "a child without the image": wrong(**child(camera={"outputs": ["depth"]})),
    "a child that is too small": wrong(PARENT, **child(maze={"size": 3})),
    "a child with walls of no style": wrong(PARENT, **child(maze={"walls": ["lgreen"]})),
    "a child with walls of its style": right(**child(maze={"style": "style_02", "walls": ["lgreen"]})),
    "a child with walls of another style": wrong(**child(maze={"style": "style_01", "walls": ["lgreen"]})),
    "a child without a prompt": wrong(PARENT, **child(observation={"prompt": "none"})),
    "a child with too many colours of the palette": wrong(**child(objects={"count": 7, "colors": "palette"})),
}

NAMES = "works out the names of members"
LISTED = "compares one list with another"


def family(**fields: Any) -> dict[str, Any]:
    """A document with the matrix of a family over classic/9x9, but for what the fields replace."""
    return {**child(matrix={"maze.size": [9, 11], "objects.count": [2, 3]}), **fields}


FAMILIES = {
    "a family": right(**family()),
    "a family without a parent": right(matrix={"objects.count": [2, 3]}),
    "a family whose matrix says what is required": Judged(
        {"summary": "x", "matrix": {"maze.size": [9, 11], "episode.steps": [5]}}, right=True
    ),
    "a family without a summary": Judged({"extends": "classic/9x9", "matrix": {"maze.size": [9]}}, right=False),
    "a family of included members": right(**child(include=[{"maze.size": 9}, {"maze.size": 11}])),
    "a family with all": right(
        **family(
            exclude=[{"maze.size": 9, "objects.count": 3}],
            include=[{"member": "big", "maze.size": 13, "camera.resolution": 32}],
            member="{objects.count}_{maze.size}",
        )
    ),
    "a matrix of null": wrong(**family(matrix=None)),
    "a matrix of a list": wrong(**family(matrix=[9, 11])),
    "an empty matrix": wrong(**family(matrix={})),
    "an exclude alone": wrong(**child(exclude=[{"maze.size": 9}])),
    "a member alone": wrong(**child(member="{maze.size}")),
    "an empty include alone": wrong(**child(include=[])),
    "an empty exclude": right(**family(exclude=[])),
    "an empty list": wrong(**family(matrix={"maze.size": []})),
    "a value that is no list": wrong(**family(matrix={"maze.size": 9})),
    "a section of the matrix": wrong(**family(matrix={"maze": {"size": [9, 11]}})),
    "sections as values": right(**family(matrix={"episode": [{"steps": 5}, {"seconds": 60}]})),
    "lists as values": right(**family(matrix={"objects.colors": [["red", "blue", "green"], "shuffled"]})),
    "null as a value": right(**family(matrix={"observation.prompt_steps": [1, None]})),
    "a value twice": wrong(**family(matrix={"maze.size": [9, 9]})),
    "an unknown field in the matrix": wrong(**family(matrix={"maze.sise": [9, 11]})),
    "a part of a field in the matrix": wrong(LISTED, **family(matrix={"maze.size": [9], "maze": [{"seed": 1}]})),
    "a parent in the matrix": wrong(**family(matrix={"extends": ["classic/9x9", "classic/11x11"]})),
    "a wrong value in the matrix": wrong(**family(matrix={"maze.size": [9, 10]})),
    "a value that does not fit": wrong(ARITHMETIC, **family(matrix={"objects.count": [3, 12]})),
    "an exclude of one mapping": wrong(**family(exclude={"maze.size": 9})),
    "an exclude of nothing": wrong(**family(exclude=[{}])),
    "an exclude that matches nothing": wrong(LISTED, **family(exclude=[{"maze.size": 13}])),
    "an exclude of a field beside the matrix": wrong(LISTED, **family(exclude=[{"camera.resolution": 64}])),
    "an exclude of an unknown field": wrong(**family(exclude=[{"maze.sise": 9}])),
    "an exclude of all": wrong(LISTED, **family(exclude=[{"maze.size": 9}, {"maze.size": 11}])),
    "an include of a number": wrong(**family(include=[9])),
    "an include of an unknown field": wrong(**family(include=[{"member": "x", "maze.sise": 9}])),
    "an include without a short name": wrong(NAMES, **family(include=[{"tags": ["a"]}])),
    "a number for a name": wrong(**family(member=5)),
    "a name with a blank": wrong(**family(member="a b")),
    "a name with half a brace": wrong(**family(member="{maze.size")),
    "a name of an unknown field": wrong(NAMES, **family(member="{maze.sise}-{objects.count}")),
    "equal names": wrong(NAMES, **family(member="{maze.size}")),
    "more than a thousand": wrong(
        ARITHMETIC, **family(matrix={"maze.seed": list(range(101)), "objects.radius": [n / 20 for n in range(2, 12)]})
    ),
}

ALL = {**SINGLE_FIELDS, **SEVERAL_FIELDS, **WITH_PARENTS, **FAMILIES}
