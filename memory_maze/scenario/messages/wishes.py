"""Fields that people look for and scenarios do not have: what to write, or that there is no such thing."""

from __future__ import annotations

from collections.abc import Mapping

from memory_maze.scenario.documents.tree import Path

_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("fps", "hz", "rate", "control_freq", "control_frequency"), "control.frequency"),
    **dict.fromkeys(("duration", "time", "time_limit", "minutes"), "episode.seconds"),
    **dict.fromkeys(("horizon", "length", "max_steps", "max_episode_steps", "episode_length"), "episode.steps"),
    **dict.fromkeys(("position", "pos", "start_cell", "spawn"), "episode.start.cell"),
    **dict.fromkeys(("angle", "direction", "orientation", "rotation", "yaw"), "episode.start.heading"),
    **dict.fromkeys(("cells", "dimensions", "shape", "maze_size"), "maze.size"),
    **dict.fromkeys(("rows",), "maze.height"),
    **dict.fromkeys(("cols", "columns"), "maze.width"),
    **dict.fromkeys(("ascii", "grid", "map", "text"), "maze.layout"),
    **dict.fromkeys(("file", "filename", "map_file", "path"), "maze.layout_file"),
    **dict.fromkeys(
        ("textures", "texture", "wall_color", "wall_colors", "wall_texture", "wall_textures"), "maze.walls"
    ),
    **dict.fromkeys(("floor_texture", "floor_textures"), "maze.floors"),
    **dict.fromkeys(("max_rooms", "room_count"), "maze.rooms.max"),
    **dict.fromkeys(("n", "n_objects", "num_objects", "number", "n_targets", "num_targets"), "objects.count"),
    **dict.fromkeys(("colour", "palette"), "objects.colors"),
    **dict.fromkeys(("positions",), "objects.places"),
    **dict.fromkeys(("fov", "fovy"), "camera.field_of_view"),
    **dict.fromkeys(("camera_resolution", "image_size", "pixels"), "camera.resolution"),
    **dict.fromkeys(("depth", "segmentation"), "camera.outputs"),
    **dict.fromkeys(("action", "action_space", "action_type"), "control.actions"),
    **dict.fromkeys(("border",), "observation.prompt"),
    **dict.fromkeys(("rewards",), "task.reward"),
    **dict.fromkeys(("penalty",), "task.wrong_touch"),
    **dict.fromkeys(("order", "sequence"), "task.prompts"),
    **dict.fromkeys(("end_on_wrong", "end_on_wrong_touch", "ends_on_wrong"), "task.ends_on_wrong_touch"),
    **dict.fromkeys(("exploration", "explore", "delay"), "task.first_prompt_after"),
    **dict.fromkeys(("hidden", "invisible"), "objects.visible"),
    **dict.fromkeys(("observables",), "observation.keys"),
    **dict.fromkeys(("base", "defaults", "extend", "inherit", "inherits", "parent", "parents"), "extends"),
    **dict.fromkeys(("desc", "description", "doc", "name", "title"), "summary"),
    **dict.fromkeys(("keywords", "labels"), "tags"),
}
"""Words for fields that a document does have."""

_RULE = (
    "the section task says what is played: prompts, reward, wrong_touch, step_reward, find, ends_on_wrong_touch, "
    "found, distractors and first_prompt_after, and a rule of your own is added by code"
)
_VARIANTS = (
    "several scenarios of one document are a family: write matrix: {maze.size: [9, 13]}, or give a command "
    "--sweep maze.size=9,13"
)
_SEED = (
    "maze.seed fixes the walls, and places, starts and prompts follow the environment's own seed, which is given where "
    "it is made (--seed, or make(..., seed=0))"
)
_BODY = (
    "the agent's body is fixed; episode.start says where it begins, camera what it sees, control how it acts, and "
    "policies are named where a scenario is played (--policy)"
)
_PHYSICS = "the physics are the benchmark's and have no fields"
_LIGHT = "the light and the sky are the benchmark's and have no fields"
_PROGRAM = "a scenario holds values alone and names no program"
_COMMENT = "nothing reads it; write it as a comment"

_WISHES: Mapping[str, str] = {
    **dict.fromkeys(("goal", "goals", "game", "rules", "tasks", "termination", "terminate"), _RULE),
    **dict.fromkeys(("done", "success"), _RULE),
    **dict.fromkeys(("targets", "target"), "task.prompts says what is prompted, task.distractors how many never are"),
    **dict.fromkeys(("matrix", "include", "exclude", "sweep", "sweeps", "family", "families"), _VARIANTS),
    **dict.fromkeys(("variants", "members", "multirun"), _VARIANTS),
    **dict.fromkeys(("curriculum", "stages", "schedule", "levels", "difficulty"), _VARIANTS),
    **dict.fromkeys(("seed", "random_seed", "rng"), _SEED),
    "seeds": "maze.seed takes one seed, or {integers: [0, 99]} to draw one of a hundred in each episode",
    **dict.fromkeys(("agent", "agents", "player", "walker", "robot", "body", "speed", "policy"), _BODY),
    **dict.fromkeys(("physics", "gravity", "friction", "mass", "timestep", "damping"), _PHYSICS),
    **dict.fromkeys(("light", "lights", "lighting", "sky", "skybox"), _LIGHT),
    **dict.fromkeys(("_target_", "class", "module", "entry_point", "import", "imports"), _PROGRAM),
    **dict.fromkeys(("author", "comment", "id", "license", "notes", "version"), _COMMENT),
    "$schema": "name the schema in a comment, in the first line: # yaml-language-server: $schema=./schema.json",
    "good_visibility": "write maze.wall_height: 0.4 and objects.height: 1.1",
    "top_camera": "write camera.view: top",
    "randomize_colors": "write objects.colors: shuffled",
    "discrete_actions": "write control.actions: discrete, or continuous",
    "show_path": "write observation.shortest_path: true and observation.minimap: true",
    "target_color_in_image": "write observation.prompt: border, or none",
    "image_only_obs": "write observation.form: image, or dict",
    "global_observables": "write observation.form: dict, and the keys under observation.keys",
}
"""What to say of words for which there is no single field."""

_WISHES_IN: Mapping[tuple[str, str], str] = {
    ("camera", "objects"): "write objects.visible: always, never, or {steps: k}",
    ("camera", "width"): "pictures are square; write camera.resolution",
    ("objects", "size"): "write objects.radius, in metres",
    ("walls", "block"): "write blocks, nine images row by row from the top left",
    ("objects", "names"): "objects are told apart by objects.colors",
    ("observation", "steps"): "write observation.prompt_steps, counted anew for every prompt",
}
"""The same for words that mean something else elsewhere, by section and word."""


def wish(section: Path, name: str) -> str | None:
    """What to say to a field that a section does not have, if it is one that people look for."""
    inside = _WISHES_IN.get((str(section[-1]), name)) if section else None
    return inside or _WISHES.get(name)


def meant_field(name: str) -> str | None:
    """The field that a word stands for, dotted, if it is one that people use for it."""
    return _MEANT.get(name)
