"""The house keeps its order: a room imports only from the rooms before it, and what is light stays light."""

import ast
import importlib
import tomllib
from pathlib import Path

import numpy as np
import pytest

import memory_maze

LIBRARY = Path(memory_maze.__file__).parent

ROOMS = [
    "lazy",
    "notebooks",
    "machine",
    "installed",
    "files",
    "compiling",
    "neighbours",
    "exclusive",
    "suggestions",
    "tables",
    "scenario",
    "maze",
    "game",
    "mechanics",
    "physics",
    "rendering",
    "observation",
    "warmup",
    "worlds",
    "one_maze",
    "dm",
    "task",
    "plain",
    "builder",
    "helpers",
    "wrappers",
    "oracle",
    "tasks",
    "envs",
    "gym_wrappers",
    "api",
    "agents",
    "results",
    "describing",
    "pictures",
    "dataset",
    "play",
    "web",
    "baselines",
]
"""Ground floor first."""

FOLDERS = {
    "agents": ["streams", "errors", "trained", "finding", "planning", "perception", "policies"],
    "compiling": [],
    "dataset": ["errors", "processes", "files", "place", "making", "reading", "inspecting"],
    "game": [
        *("body", "touch", "spawn_rays", "seeds", "colors", "drawn_values", "episode", "engine", "moments", "starts"),
        *("draws", "rules"),
    ],
    "physics": ["wall_pool", "exact"],
    "pictures": ["errors", "lettering", "drawing"],
    "rendering": ["errors", "segmentation", "scene", "walker", "camera", "checks", "images", "opengl", "software"],
    "rendering.software": ["records", "images", "visibility", "shading", "drawing", "layers"],
    "scenario": ["terminal", "errors", "catalogue", "documents", "families", "model", "messages"],
}
"""The second level, ground floor first; whatever a folder has besides stands above all that is named."""

DRAWN = {"cell_size", "wall_height", "radius", "prompt_steps", "field_of_view"}
"""Facts of an episode that have the name of a scenario's field: a scenario may come to leave them to be drawn."""

READ_FROM_SCENARIOS = {
    "scenario": "it is what a scenario is",
    "game.draws": "it draws episodes",
    "game.episode": "it says which facts an episode takes over",
    "task.task": "a model is compiled before the first episode; the arena and the targets follow each one",
    "wrappers": "upstream's wrapper is told the measures of all mazes",
}
"""Who reads such facts from a scenario, and why."""

MODULES = sorted(LIBRARY.rglob("*.py"))


def dotted(module):
    """The name below `memory_maze`, as (room, ...)."""
    return module.relative_to(LIBRARY).with_suffix("").parts


def room_of(module):
    return dotted(module)[0]


def imported(module):
    """The names below `memory_maze` that a module imports, as (room, ...)."""
    for node in ast.walk(ast.parse(module.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "memory_maze" and len(parts) > 1:
                yield tuple(parts[1:])


def imported_rooms(module):
    return (parts[0] for parts in imported(module))


def test_every_room_is_in_the_list():
    rooms = {room_of(module) for module in MODULES} - {"__init__"}
    assert rooms - {"__main__"} == set(ROOMS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(LIBRARY)))
def test_a_room_imports_only_from_rooms_before_it(module):
    room = room_of(module)
    if room in ("__init__", "__main__"):
        return
    later = [name for name in imported_rooms(module) if ROOMS.index(name) > ROOMS.index(room)]
    assert not later, f"{room} imports {later}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_a_room_imports_only_from_folders_before_it(folder):
    room, order = tuple(folder.split(".")), FOLDERS[folder]

    def floor(parts):
        inner = parts[len(room)] if len(parts) > len(room) else ""
        return order.index(inner) if inner in order else len(order)

    inside = [module for module in MODULES if dotted(module)[: len(room)] == room and module.name != "__init__.py"]
    upwards = [
        (".".join(dotted(module)), ".".join(parts))
        for module in inside
        for parts in imported(module)
        if parts[: len(room)] == room and len(parts) > len(room) and floor(parts) > floor(dotted(module))
        # Whoever has a scenario can make another one of it.
        if (dotted(module)[1:], parts[1:]) != (("model", "schema"), ("loading",))
    ]
    assert not upwards


def test_no_modules_import_one_another_in_a_circle():
    names = {dotted(module): module for module in MODULES}
    arrows = {name: {parts for parts in top_level_imports(module) if parts in names} for name, module in names.items()}
    done = set()

    def visit(name, path):
        assert name not in path, " -> ".join(".".join(step) for step in [*path, name])
        if name not in done:
            for other in sorted(arrows[name]):
                visit(other, [*path, name])
            done.add(name)

    for name in names:
        visit(name, [])


def top_level_imports(module):
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = tuple(node.module.split("."))
            if parts[0] == "memory_maze":
                yield parts[1:]
                yield from ((*parts[1:], alias.name) for alias in node.names)


def test_every_package_is_installed():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    listed = project["tool"]["setuptools"]["packages"]
    found = {".".join(("memory_maze", *dotted(module)[:-1])) for module in MODULES if module.name == "__init__.py"}
    assert {name for name in listed if name.startswith("memory_maze.") or name == "memory_maze"} == found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(LIBRARY)))
def test_modules_stay_small_and_never_print(module):
    text = module.read_text()
    assert text.count("\n") <= 300
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if getattr(call.func, "id", "") == "print"]


def test_scenarios_need_no_simulator(run_python):
    code = (
        "import sys; from memory_maze.scenario import load; load('classic/9x9');"
        "print([m for m in ('dm_control', 'mujoco', 'labmaze', 'numba') if m in sys.modules])"
    )
    assert run_python(code).stdout.strip() == "[]"


@pytest.mark.parametrize(
    "package", ["memory_maze", "memory_maze.agents", "memory_maze.dataset", "memory_maze.scenario"]
)
def test_what_a_package_hands_on_is_what_type_checkers_are_told(package):
    """Names that are imported when they are first used stand in two places."""
    module = importlib.import_module(package)
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text())
    (told,) = [node for node in tree.body if isinstance(node, ast.If)]
    assert {alias.asname for node in told.body for alias in node.names} >= set(module.__all__)
    assert all(getattr(module, name) is not None for name in module.__all__)
    assert set(module.__all__) <= set(dir(module))
    with pytest.raises(AttributeError, match=f"^module '{package}' has no attribute 'nonsense'$"):
        getattr(module, "nonsense")  # noqa: B009


def test_reading_a_dataset_needs_neither_simulator_nor_compiler(run_python, tmp_path):
    np.savez(tmp_path / "x-9.npz", image=np.zeros((10, 8, 8, 3), np.uint8), reward=np.zeros(10))
    recipe = "make_recipe(load('classic/9x9'), 1)"
    code = (
        "import sys, memory_maze; from memory_maze.dataset import Windows, look_at, make_recipe;"
        "from memory_maze.dataset.place.metadata import claim; from memory_maze.dataset.place.stores import open_store;"
        f"from memory_maze.scenario import load; claim(open_store({str(tmp_path / 'set')!r}), {recipe});"
        f"memory_maze.dataset.open({str(tmp_path / 'set')!r}); look_at({str(tmp_path / 'set')!r});"
        f"next(iter(Windows(memory_maze.dataset.open({str(tmp_path)!r})['all'], 4, 2)));"
        "print([m for m in ('dm_control', 'mujoco', 'labmaze', 'numba', 'PIL') if m in sys.modules])"
    )
    assert run_python(code).stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(LIBRARY)))
def test_facts_of_an_episode_are_read_from_the_episode(module):
    """`episode.cell_size` is what this maze has; `scenario.maze.cell_size` is what a document says."""
    if {".".join(dotted(module)), room_of(module)} & set(READ_FROM_SCENARIOS):
        return
    sections = {"maze", "objects", "observation", "camera"}
    found = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in DRAWN
        and ast.unparse(node.value).split(".")[-1] in sections
        and (isinstance(node.value, ast.Attribute) or node.value.id in sections - {"maze"})
    ]
    assert not found


def test_whoever_reads_such_facts_from_a_scenario_is_there():
    names = {".".join(dotted(module)) for module in MODULES} | set(ROOMS)
    assert set(READ_FROM_SCENARIOS) <= names
