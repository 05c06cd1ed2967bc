"""What `task:` says, step by step, and equal through every door."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.agents import make_policy
from memory_maze.agents.policy import controls_of
from memory_maze.envs.vector import MazeVectorEnv
from memory_maze.game.moments import NOTHING
from memory_maze.game.world import Outcome, World
from memory_maze.scenario import Scenario
from memory_maze.worlds import build_world

TASKS: dict[str, dict[str, Any]] = {
    "in order": {"task": {"prompts": "in-order"}},
    "cycle": {"task": {"prompts": "cycle", "find": 4}},
    "a list": {"task": {"prompts": [2, 0, 2, 1], "step_reward": -0.01}},
    "foraging": {"task": {"prompts": "none", "found": "vanishes"}},
    "no prompts": {"task": {"prompts": "none", "reward": 0.5}},
    "vanishing": {"task": {"found": "vanishes", "wrong_touch": -0.25}},
    "moving": {"task": {"found": "moves"}},
    "all move": {"task": {"found": "all-move", "prompts": "cycle"}},
    "distractors": {"task": {"distractors": 1, "wrong_touch": -1.0}},
    "one wrong touch": {"task": {"ends_on_wrong_touch": True}},
    "exploration": {"task": {"first_prompt_after": 40}, "observation": {"prompt_until": 80}},
    "never seen": {"objects": {"visible": "never"}},
    "seen for a while": {"objects": {"visible": {"steps": 30}}},
}


def scenario_of(changes: dict[str, Any]) -> Scenario:
    small = {"maze.size": 5, "maze.rooms.max": 2, "maze.rooms.objects": 4, "objects.count": 3, "episode.seconds": 50}
    keys = {"observation.form": "dict"}
    return memory_maze.load("classic/9x9", small | keys).override(changes)


def begun(changes: dict[str, Any], seed: int = 0) -> World:
    world = build_world([scenario_of(changes)])
    world.seed(0, seed)
    world.begin(0)
    return world


def touch(world: World, *objects: int) -> Outcome:
    """A control step in which the walker touches these objects, wherever it is."""
    world.touched[0] = np.isin(np.arange(3), objects)
    return world.score(np.zeros(1, np.int64))


def told(outcome: Outcome) -> tuple[float, bool]:
    return float(outcome.rewards[0]), bool(outcome.terminated[0])


def test_prompts_in_order_end_with_the_last_find() -> None:
    world = begun(TASKS["in order"])
    now = world.now
    assert now.target[0] == 0
    assert told(touch(world, 1)) == (0.0, False)
    assert [told(touch(world, number)) for number in range(3)] == [(1.0, False), (1.0, False), (1.0, True)]
    assert (now.target[0], bool(now.prompted[0]), bool(now.succeeded[0])) == (NOTHING, False, True)
    assert now.wrong[0] == 1


def test_a_list_of_prompts_begins_anew_at_its_end() -> None:
    world = begun(TASKS["a list"])
    seen = []
    for _ in range(6):
        seen.append(int(world.now.target[0]))
        assert told(touch(world, seen[-1])) == (0.99, False)
        touch(world)
    assert seen == [2, 0, 2, 1, 2, 0]


def test_the_goal_of_so_many_finds_ends_the_episode() -> None:
    world = begun(TASKS["cycle"])
    ends = [told(touch(world, int(world.now.target[0]))) for _ in range(4)]
    assert ends == [(1.0, False)] * 3 + [(1.0, True)]


def test_a_wrong_touch_counts_once_when_it_begins() -> None:
    world = begun({"task": {"prompts": "cycle", "wrong_touch": -0.25}})
    assert [told(touch(world, 1, 2))[0], told(touch(world, 1, 2))[0], told(touch(world, 1))[0]] == [-0.5, 0.0, 0.0]
    assert told(touch(world, 0, 1))[0] == 1.0
    assert told(touch(world, 0))[0] == 0.0
    touch(world)
    assert told(touch(world, 0))[0] == -0.25
    assert world.now.wrong[0] == 3


def test_the_prompted_object_is_found_in_every_step_that_touches_it() -> None:
    world = begun({"task": {"prompts": [0]}})
    assert [told(touch(world, 0))[0] for _ in range(3)] == [1.0, 1.0, 1.0]


def test_without_prompts_a_touch_counts_when_it_begins() -> None:
    world = begun(TASKS["no prompts"])
    assert world.now.target[0] == NOTHING
    assert [told(touch(world, *objects))[0] for objects in [(0,), (0,), (0, 2), (), (0,)]] == [0.5, 0.0, 0.5, 0.0, 0.5]
    assert not world.now.prompted[0]


def test_what_vanishes_is_neither_seen_nor_touched_nor_prompted() -> None:
    world = begun(TASKS["vanishing"])
    now, found = world.now, []
    while True:
        found.append(int(now.target[0]))
        reward, ended = told(touch(world, found[-1]))
        assert reward == 1.0
        if ended:
            break
        assert now.hidden[0].tolist() == now.gone[0].tolist() == [number in found for number in range(3)]
        assert told(touch(world, *found)) == (0.0, False)
    assert sorted(found) == [0, 1, 2]
    assert now.succeeded[0]


def test_foraging_ends_when_nothing_is_left() -> None:
    world = begun(TASKS["foraging"])
    assert [told(touch(world, *objects)) for objects in [(0, 1), (0, 1), (2,)]] == [
        (2.0, False),
        (0.0, False),
        (1.0, True),
    ]


@pytest.mark.parametrize(("word", "moved"), [("moves", 1), ("all-move", 3)])
def test_what_moves_stands_on_a_free_place(word: str, moved: int) -> None:
    world = begun({"task": {"found": word}})
    now = world.now
    for _ in range(20):
        before, target = now.centers[0].copy(), int(now.target[0])
        now.positions[0, :2] = before[target, :2]
        touch(world, target)
        changed = (now.centers[0] != before).any(axis=1)
        assert changed[target]
        assert changed.sum() <= moved
        cells = {tuple(cell) for cell in np.floor(now.places[0]).astype(int).tolist()}
        assert len(cells) == 3
        assert all(now.map()[y + 1, x + 1] for x, y in cells)
    assert world.ground.centers is now.centers


def test_distractors_are_never_prompted() -> None:
    world = begun(TASKS["distractors"])
    for _ in range(30):
        assert world.now.target[0] in (0, 1)
        touch(world, int(world.now.target[0]))
        touch(world)
    assert told(touch(world, 2)) == (-1.0, False)


def test_a_wrong_touch_may_end_the_episode() -> None:
    world = begun(TASKS["one wrong touch"])
    assert told(touch(world, int(world.now.target[0]))) == (1.0, False)
    other = (int(world.now.target[0]) + 1) % 3
    touch(world)
    assert told(touch(world, other)) == (0.0, True)
    assert not world.now.succeeded[0]


def test_while_exploring_nothing_is_prompted_and_nothing_counts() -> None:
    world = begun({"task": {"first_prompt_after": 3, "wrong_touch": -1.0}, "observation": {"prompt_steps": 2}})
    now, target, shown = world.now, int(world.now.target[0]), [bool(world.now.prompted[0])]
    for _ in range(3):
        assert told(touch(world, 0, 1, 2)) == (0.0, False)
        shown.append(bool(now.prompted[0]))
    touch(world)
    shown.append(bool(now.prompted[0]))
    touch(world)
    shown.append(bool(now.prompted[0]))
    assert shown == [False, False, False, True, True, False]
    assert told(touch(world, target)) == (1.0, False)


def test_prompts_may_be_shown_at_the_beginning_alone() -> None:
    world = begun({"observation": {"prompt_until": 2}})
    shown = [bool(world.now.prompted[0])]
    for _ in range(3):
        touch(world, int(world.now.target[0]))
        shown.append(bool(world.now.prompted[0]))
    assert shown == [True, True, False, False]


def test_objects_may_be_seen_for_a_while_or_never() -> None:
    for changes, steps in (("never seen", 0), ("seen for a while", 30)):
        world = begun(TASKS[changes])
        seen = [not world.now.hidden[0].any()]
        for _ in range(35):
            touch(world)
            seen.append(not world.now.hidden[0].any())
        assert seen == [step < steps for step in range(36)]


def driven(scenario: Scenario, seed: int) -> list[int]:
    """What the oracle does in 180 steps, every tenth action another one; the episode may end before."""
    world = build_world([scenario])
    world.seed(0, seed)
    world.begin(0)
    policy, stream, actions = make_policy("oracle", scenario), np.random.default_rng(seed), []
    for _ in range(180):
        action = policy(world.now) if stream.random() < 0.9 else stream.integers(6, size=1)
        actions.append(int(action[0]))
        if world.advance(np.zeros(1, np.int64), controls_of(action)).terminated[0]:
            break
    assert world.now.found[0] > 0
    return actions


@pytest.mark.needs("dm_env")
@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_the_same_through_every_door(name: str) -> None:
    scenario, seed = scenario_of(TASKS[name]), 3
    actions = driven(scenario, seed)
    single = memory_maze.make(scenario)
    vector = MazeVectorEnv([scenario_of(TASKS["moving"]), scenario], autoreset_mode="Disabled")
    built = [memory_maze.build(scenario, seed)]
    if find_spec("dm_control") is not None:
        built.append(memory_maze.build(scenario, seed))
        built[-1].add_extra_hook("after_step", lambda physics, random_state: None)
    first = [single.reset(seed=seed)[0], {k: v[1] for k, v in vector.reset(seed=[0, seed])[0].items()}]
    first += [environment.reset().observation for environment in built]
    for observation in first[1:]:
        require_equal(observation, first[0])
    state = None
    for number, action in enumerate(actions):
        observation, reward, terminated, truncated, info = single.step(action)
        many = vector.step([0, action])
        require_equal({key: value[1] for key, value in many[0].items()}, observation)
        assert (many[1][1], many[2][1], many[3][1]) == (reward, terminated, truncated)
        assert {key: many[4][key][1] for key in info} == info
        for environment in built:
            time_step = environment.step(action)
            require_equal(time_step.observation, observation)
            assert (time_step.reward, time_step.last(), time_step.discount) == (
                reward,
                terminated or truncated,
                0.0 if terminated else 1.0,
            )
        if number == 60:
            state = single.unwrapped.get_state()
        if terminated or truncated or many[2][0] or many[3][0]:
            break
    if state is not None:
        again = memory_maze.make(scenario)
        again.reset(seed=9)
        again.unwrapped.set_state(state)
        for action in actions[61 : number + 1]:
            last = again.step(action)
        require_equal(last[0], observation)
        assert last[1:3] == (reward, terminated)
        assert last[4] == info


def require_equal(one: Any, other: Any) -> None:
    assert set(one) == set(other)
    for key, value in one.items():
        np.testing.assert_array_equal(value, other[key], key)
