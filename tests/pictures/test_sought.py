"""What is sought, in words: whatever is prompted, and however the agent is told."""

import pytest

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.pictures.sought import EXPLORATION, UNTOLD, sought


def first(overrides):
    scenario = load("classic/9x9", overrides)
    return scenario, next(iter(rollout(scenario, "noop", 0, 1)))


@pytest.mark.parametrize(
    ("overrides", "remark"),
    [
        ({}, ""),
        ({"observation.prompt": "none", "observation.form": "dict"}, ""),
        ({"task.first_prompt_after": 5}, EXPLORATION),
    ],
)
def test_a_prompted_object_is_called_by_its_colour(overrides, remark):
    wanted = sought(*first(overrides))
    assert wanted.words in ("red", "green", "blue")
    assert wanted.color is not None
    assert wanted.remark == remark


@pytest.mark.parametrize("limit", ["prompt_steps", "prompt_until"])
def test_a_prompt_that_is_not_shown_any_more_is_still_told_to_people(limit):
    scenario = load("classic/9x9", {f"observation.{limit}": 2})
    moments = list(rollout(scenario, "noop", 0, 3))
    assert [sought(scenario, now).remark for now in moments] == ["", "", UNTOLD, UNTOLD]
    assert len({sought(scenario, now).words for now in moments}) == 1


def test_without_prompts_any_object_is_sought_and_none_when_all_are_found():
    scenario = load("classic/9x9", {"task.prompts": "none", "task.found": "vanishes"})
    first_moment, *_, last = rollout(scenario, "oracle", 0, 400)
    assert sought(scenario, first_moment) == ("any object", None, "")
    assert last.over[0]
    assert sought(scenario, last) == ("nothing", None, "")
