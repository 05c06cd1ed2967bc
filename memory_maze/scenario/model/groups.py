"""What each field of a scenario changes: one group a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from memory_maze.scenario.model.drawn import FieldPath

Group = Literal["spaces", "dynamics", "picture", "rule", "words"]

MEANINGS: Mapping[Group, str] = {
    "spaces": "what an agent gives and gets: actions and observations",
    "dynamics": "the world: maze, objects, control step, episode length, starts",
    "picture": "what things look like: camera, style, colours, what is visible",
    "rule": "what is played: task and prompts",
    "words": "for people, no part of the task",
}
"""The groups in the order in which they are told, and what their fields change."""

_FIELDS: Mapping[Group, str] = {
    "spaces": "camera.resolution camera.outputs control.actions observation.form observation.keys",
    "dynamics": """
        maze.size maze.width maze.height maze.layout maze.layout_file maze.seed maze.generator maze.pillars maze.options
        maze.rooms.max maze.rooms.min_side maze.rooms.max_side maze.rooms.objects maze.rooms.spawns
        maze.cell_size maze.wall_height
        objects.count objects.places objects.radius objects.height
        episode.seconds episode.steps episode.start episode.start.cell episode.start.heading
        control.frequency
    """,
    "picture": """
        maze.style maze.walls maze.walls.blocks maze.floors objects.colors objects.visible objects.visible.steps
        camera.view camera.field_of_view camera.height camera.look camera.renderer
        observation.shortest_path observation.minimap
    """,
    "rule": """
        objects.centre_object_counts_at_start observation.prompt observation.prompt_steps observation.prompt_until
        task.rule task.prompts task.reward task.wrong_touch task.step_reward task.find task.ends_on_wrong_touch
        task.found task.distractors task.first_prompt_after task.options
    """,
    "words": "summary tags",
}

GROUPS: Mapping[FieldPath, Group] = {
    tuple(field.split(".")): group for group, fields in _FIELDS.items() for field in fields.split()
}
"""Every field that holds a value, and its group; the fields of a group stand together, groups as in `MEANINGS`."""

SHAPES_MAZE: frozenset[FieldPath] = frozenset(
    {
        *(("maze", name) for name in ("size", "width", "height", "layout", "generator", "pillars", "options")),
        *(path for path in GROUPS if path[:2] == ("maze", "rooms")),
        ("objects", "count"),
    }
)
"""Fields by which one seed gives one maze or another. `objects.count` is among them, since a maze that does not hold
all objects is passed over."""


def known_field(path: FieldPath) -> FieldPath:
    """The field of the table that a value belongs to: its own, or for an option the section of options.

    Raises:
      KeyError: there is none.
    """
    for length in range(len(path), 0, -1):
        if path[:length] in GROUPS:
            return path[:length]
    raise KeyError(path)
