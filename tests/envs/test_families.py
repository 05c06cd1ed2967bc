"""Members of families as environments."""

from __future__ import annotations

import gymnasium
import numpy as np
import pytest

import memory_maze
from memory_maze.scenario.catalogue import member_ids


def test_every_member_of_a_shipped_family_has_an_id() -> None:
    for identifier, name in member_ids().items():
        spec = gymnasium.spec(identifier)
        assert spec.kwargs == {"scenario": name}
    environment = gymnasium.make("MemoryMaze/families.sizes.11-v0")
    assert environment.unwrapped.scenario == memory_maze.load("families/sizes#11")
    observation, _ = environment.reset(seed=3)
    same, _ = memory_maze.make("families/sizes#11").reset(seed=3)
    np.testing.assert_array_equal(observation, same)


def test_importing_the_package_reads_no_family(run_python) -> None:
    code = (
        "import builtins, io; opened = []; real = io.open\n"
        "def spy(file, *more, **named):\n"
        "    opened.append(str(file)); return real(file, *more, **named)\n"
        "io.open = builtins.open = spy\n"
        "import memory_maze, sys\n"
        "print([file.rpartition('/')[2] for file in opened if 'scenarios/' in file], 'yaml' in sys.modules)"
    )
    assert run_python(code).stdout.strip() == "['members.json'] False"


@pytest.mark.parametrize("as_family", [False, True])
def test_the_members_are_spread_over_the_rows(as_family: bool) -> None:
    source = memory_maze.load_family("families/sizes") if as_family else "families/sizes"
    envs = memory_maze.make_vec(source, 10, {"camera.resolution": 16})
    assert [scenario.maze.size for scenario in envs.scenarios] == [9, 11, 13, 15, 17] * 2
    assert envs.reset(seed=0)[0].shape == (10, 16, 16, 3)
    envs.close()
    assert memory_maze.make_vec(source).num_envs == 5


def test_members_that_do_not_divide_or_agree_are_refused() -> None:
    with pytest.raises(ValueError, match="num_envs is 7, which 5 scenarios do not divide"):
        memory_maze.make_vec("families/sizes", 7)
    with pytest.raises(ValueError, match="mazes of one environment must agree in it"):
        memory_maze.make_vec(memory_maze.load_family("classic/9x9", sweep={"camera.resolution": [32, 64]}))
    with pytest.raises(memory_maze.ScenarioError, match=r"maze.size: the members differ in it"):
        memory_maze.make_vec("families/sizes", overrides={"maze.size": 9})


def test_one_environment_is_of_one_member() -> None:
    with pytest.raises(memory_maze.ScenarioError, match="'families/sizes' is a family, and one scenario is wanted"):
        memory_maze.make("families/sizes")
