"""Curricula: documents, and the environments that play them."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memory_maze.envs.curriculum import load_curriculum
from memory_maze.envs.curriculum_envs import CurriculumEnv, Progress, VectorCurriculumEnv
from memory_maze.scenario import ScenarioError
from tests.world.test_tasks import require_equal

SHORT = {"episode.seconds": 2.5}

THREE: dict[str, Any] = {
    "summary": "Sizes, one after the other.",
    "curriculum": [
        {"scenario": "classic/9x9", "overrides": SHORT, "until": {"steps": 25}},
        {"scenario": "classic/11x11", "overrides": SHORT, "until": {"return": 0, "episodes": 2}},
        {"scenario": "families/sizes#13", "overrides": {**SHORT, "objects.radius": 0.5}},
    ],
}


def test_a_curriculum_is_read() -> None:
    plan = load_curriculum(THREE)
    assert [stage.scenario.maze.size for stage in plan.stages] == [9, 11, 13]
    assert plan.stages[1].until is not None
    assert (plan.stages[1].until.mean_return, plan.stages[1].until.episodes) == (0.0, 2)
    assert plan.stages[2].until is None
    assert plan.stages[2].scenario.objects.radius == 0.5


def test_stages_name_files_from_the_documents_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "base.yaml").write_text("summary: x\nextends: classic/9x9\n")
    document = tmp_path / "deep" / "plan.yaml"
    document.write_text("summary: x\ncurriculum:\n- {scenario: ./base.yaml}\n")
    assert load_curriculum(document).stages[0].scenario.summary == "x"


def test_a_stage_written_out_names_files_from_the_documents_folder(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("summary: x\nextends: classic/9x9\n")
    (tmp_path / "room.txt").write_text("*****\n*P G*\n*G P*\n*****\n")
    document = tmp_path / "plan.yaml"
    document.write_text(
        "summary: x\ncurriculum:\n"
        "- scenario: {summary: a, extends: ./base.yaml, maze: {layout_file: room.txt}, objects: {count: 2}}\n"
        "  until: {steps: 5}\n"
        "- {scenario: ./base.yaml, overrides: {maze.layout_file: room.txt, objects.count: 2}}\n"
    )
    first, second = load_curriculum(document).stages
    assert first.scenario.maze.layout == second.scenario.maze.layout == "*****\n*P G*\n*G P*\n*****\n"


WRONG = {
    "summary: x\ncurriculum: []\n": "2:13: curriculum: list the stages",
    "summary: x\ncurriculum:\n- scenario: classic/9x8\n": (
        "3:13: curriculum[0].scenario: there is no scenario 'classic/9x8'"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n- scenario: classic/11x11\n": "curriculum[0].until: is missing",
    "summary: x\ncurriculum:\n- {scenario: classic/9x9, until: {steps: 5}}\n": "no stage comes after the last one",
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  until: {steps: 0}\n- scenario: classic/9x9\n": (
        "4:18: curriculum[0].until.steps: expected a whole number of at least 1, not 0"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  until: {steps: 5, return: 3}\n- scenario: classic/9x9\n": (
        "4:10: curriculum[0].until: give steps, or return"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  untill: {steps: 5}\n": (
        "4:3: curriculum[0].untill: unknown field; did you mean 'until'?"
    ),
    "summary: x\ncurriculum:\n- {scenario: classic/9x9, until: {steps: 5}}\n- scenario: classic/9x9-ExtraObs\n": (
        "4:13: curriculum[1].scenario: stage 2 has another observation space than the first stage"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  overrides: {maze.size: 8}\n": "maze.size: must be odd",
    "summary: x\ncurriculum:\n- scenario:\n    extends: classic/9x9\n    maze: {size: 8}\n": (
        "5:18: maze.size: must be odd"
    ),
    "summary: x\ncurriculum:\n- scenario: 9\n": "3:13: curriculum[0].scenario: name a scenario or a file",
    "summary: x\nmaze: {size: 9}\ncurriculum:\n- scenario: classic/9x9\n": "2:1: maze: unknown field",
    "summary: x\ncurriculum:\n- {scenario: classic/9x9, until: {return: .nan}}\n- {scenario: classic/9x9}\n": (
        "plan.yaml:3:43: curriculum[0].until.return: expected a finite number, not nan"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  overrides: {objects.count: 99}\n": (
        "plan.yaml:4:30: objects.count: 99 objects, but only "
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  overrides: {objects.count: 1, objects: {count: 2}}\n": (
        "plan.yaml:4:15: curriculum[0].overrides.objects.count: objects.count is a part of objects"
    ),
    "summary: x\ncurriculum:\n- scenario: classic/9x9\n  overrides: {extends: classic/11x11}\n": (
        "plan.yaml:4:15: curriculum[0].overrides.extends: extends does not change in a stage"
    ),
    "summary: x\ncurriculum:\n- {scenario: classic/9x9, overrides: [maze.size=9]}\n": (
        "plan.yaml:3:38: curriculum[0].overrides: write a mapping of fields"
    ),
    "summary: x\ncurriculum:\n- scenario: ./plan.yaml\n": (
        "plan.yaml:3:13: curriculum[0].scenario: this is a curriculum, and a stage plays one scenario"
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_where_it_stands(text: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load_curriculum(file)
    assert WRONG[text] in str(caught.value)
    assert all(problem.file is not None for problem in caught.value.problems)


def test_a_stage_ends_by_its_steps_or_by_its_mean_return() -> None:
    progress = Progress(load_curriculum(THREE))
    assert not progress.count(24)
    assert progress.count(1)
    assert progress.stage == 1
    assert not progress.count(10**9)
    assert not progress.note(5.0)
    assert not progress.note(-6.0)
    assert progress.note(6.0)
    assert progress.stage == 2
    assert not progress.count(10**9)
    assert not progress.note(10.0)


def test_one_maze_goes_through_the_stages() -> None:
    env = CurriculumEnv(THREE, seed=0)
    sizes, stages = [], []
    for _ in range(7):
        _, info = env.reset()
        stages.append(info["stage"])
        sizes.append(env.unwrapped.scenario.maze.size)
        ended = False
        while not ended:
            _, _, terminated, truncated, info = env.step(1)
            ended = terminated or truncated
            assert info["stage"] == stages[-1]
    assert stages == [0, 0, 0, 1, 1, 2, 2]
    assert sizes == [9, 9, 9, 11, 11, 13, 13]


def test_many_mazes_go_through_the_stages() -> None:
    envs = VectorCurriculumEnv(THREE, num_envs=3)
    _, info = envs.reset(seed=0)
    seen = [info["stage"].tolist()]
    for _ in range(50):
        _, _, _, _, info = envs.step(np.ones(3, np.int64))
        seen.append(info["stage"].tolist())
    assert seen[0] == [0, 0, 0]
    assert seen[-1] == [2, 2, 2]
    assert [one.maze.size for one in envs.unwrapped.scenarios] == [13, 13, 13]
    for before, after in pairwise(seen):
        assert all(a <= b for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("steps", [5, 14, 33])
def test_a_saved_moment_goes_on_equally(steps: int) -> None:
    envs, again = VectorCurriculumEnv(THREE, num_envs=2), VectorCurriculumEnv(THREE, num_envs=2)
    envs.reset(seed=1)
    for _ in range(steps):
        envs.step(np.array([1, 4]))
    state = pickle.loads(pickle.dumps(envs.get_state()))
    again.reset(seed=9)
    again.set_state(state)
    for _ in range(30):
        ours, theirs = envs.step(np.array([1, 5])), again.step(np.array([1, 5]))
        require_equal({"image": ours[0]}, {"image": theirs[0]})
        assert ours[1].tolist() == theirs[1].tolist()
        assert ours[4]["stage"].tolist() == theirs[4]["stage"].tolist()
    single, other = CurriculumEnv(THREE, seed=2), CurriculumEnv(THREE, seed=3)
    single.reset()
    single.step(1)
    other.reset()
    other.set_state(pickle.loads(pickle.dumps(single.get_state())))
    require_equal({"image": single.step(4)[0]}, {"image": other.step(4)[0]})


def test_stages_may_have_fewer_objects_than_those_before() -> None:
    stages = [
        {"scenario": "classic/9x9", "overrides": SHORT, "until": {"steps": 15}},
        {"scenario": "classic/9x9", "overrides": {**SHORT, "objects.count": 1}},
    ]
    envs = VectorCurriculumEnv({"summary": "x", "curriculum": stages}, 2, autoreset_mode="Disabled")
    envs.reset(seed=0)
    for _ in range(10):
        envs.step(np.ones(2, np.int64))
    # One after the other: the first one goes over beside the second, whose objects are still three.
    for row in range(2):
        envs.reset(options={"reset_mask": np.arange(2) == row})
        assert envs.get_state().stages == (1, row)
    images = np.zeros((2, 64, 64, 3), np.uint8)
    observation, *_ = envs.step(np.ones(2, np.int64), out=images)
    assert observation is images
    assert images.any()
