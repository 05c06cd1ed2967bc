"""The house keeps its order: a room imports only from the rooms before it, and what is light stays light."""

import ast
import importlib
from pathlib import Path

import numpy as np
import pytest

import memory_maze

LIBRARY = Path(memory_maze.__file__).parent

ROOMS = [
    "lazy",
    "machine",
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
    "worlds",
    "task",
    "builder",
    "helpers",
    "wrappers",
    "oracle",
    "tasks",
    "envs",
    "gym_wrappers",
    "api",
    "agents",
    "pictures",
    "play",
    "dataset",
]
"""Ground floor first."""

MODULES = sorted(LIBRARY.rglob("*.py"))


def room_of(module):
    return module.relative_to(LIBRARY).parts[0].removesuffix(".py")


def imported_rooms(module):
    for node in ast.walk(ast.parse(module.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "memory_maze" and len(parts) > 1:
                yield parts[1]


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
    tree = ast.parse(Path(module.__file__).read_text())
    (told,) = [node for node in tree.body if isinstance(node, ast.If)]
    assert sorted(alias.asname for node in told.body for alias in node.names) == sorted(module.__all__)
    assert all(getattr(module, name) is not None for name in module.__all__)
    assert set(module.__all__) <= set(dir(module))
    with pytest.raises(AttributeError, match=f"^module '{package}' has no attribute 'nonsense'$"):
        getattr(module, "nonsense")  # noqa: B009


def test_reading_a_dataset_needs_neither_simulator_nor_compiler(run_python, tmp_path):
    np.savez(tmp_path / "x-9.npz", image=np.zeros((10, 8, 8, 3), np.uint8), reward=np.zeros(10))
    recipe = "make_recipe(load('classic/9x9'), 1)"
    code = (
        "import sys, memory_maze; from memory_maze.dataset import Windows, look_at, make_recipe;"
        "from memory_maze.dataset.about import claim; from memory_maze.dataset.stores import open_store;"
        f"from memory_maze.scenario import load; claim(open_store({str(tmp_path / 'set')!r}), {recipe});"
        f"memory_maze.dataset.open({str(tmp_path / 'set')!r}); look_at({str(tmp_path / 'set')!r});"
        f"next(iter(Windows(memory_maze.dataset.open({str(tmp_path)!r})['all'], 4, 2)));"
        "print([m for m in ('dm_control', 'mujoco', 'labmaze', 'numba', 'PIL') if m in sys.modules])"
    )
    assert run_python(code).stdout.strip() == "[]"
