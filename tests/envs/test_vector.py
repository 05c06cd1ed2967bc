"""The vector environment as Gymnasium defines it: autoreset, masks, buffers, states."""

import gc
import os
import pickle
import signal
import weakref
from collections.abc import Callable
from functools import partial

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv

import memory_maze
from memory_maze import make, make_vec
from memory_maze.envs.pipeline import MazePipeline
from tests.rooms import ROOM, assert_same

STEPS = 30


def assert_equal_infos(found, expected):
    assert set(found) == set(expected)
    for key, value in expected.items():
        if isinstance(value, dict):
            assert_equal_infos(found[key], value)
        elif value.dtype == object:
            assert found[key].dtype == object
            for a, b in zip(found[key], value, strict=True):
                assert (a is None) == (b is None)
                if b is not None:
                    assert_same(a, b)
        else:
            assert found[key].dtype == value.dtype
            np.testing.assert_array_equal(found[key], value)


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
@pytest.mark.parametrize("form", ["image", "dict"])
def test_it_does_what_gymnasiums_own_vector_environment_does(mode, form):
    scenarios = [ROOM | {"episode": {"steps": steps}, "observation": {"form": form}} for steps in (4, 7, 9)]
    expected = SyncVectorEnv([partial(make, one) for one in scenarios], autoreset_mode=mode)
    found = make_vec(scenarios, autoreset_mode=mode)
    assert found.metadata["autoreset_mode"] is mode
    assert found.observation_space == expected.observation_space
    assert found.action_space == expected.action_space
    observation, info = found.reset(seed=4)
    other, other_info = expected.reset(seed=4)
    assert_same(observation, other)
    assert_equal_infos(info, other_info)
    expected.action_space.seed(0)
    for _ in range(STEPS):
        action = expected.action_space.sample()
        observation, *results, info = found.step(action)
        other, *other_results, other_info = expected.step(action)
        assert_same(observation, other)
        for a, b in zip(results, other_results, strict=True):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
        assert_equal_infos(info, other_info)


def test_disabled_autoreset_waits_for_the_mask():
    batch = make_vec([ROOM, ROOM | {"episode": {"steps": 5}}], autoreset_mode="Disabled")
    batch.reset(seed=0)
    for _ in range(5):
        before, _, _, truncations, _ = batch.step([0, 1])
    assert truncations.tolist() == [False, True]
    with pytest.raises(RuntimeError, match="the episode of maze 1 is over"):
        batch.step([0, 1])
    observation, info = batch.reset(options={"reset_mask": np.array([False, True])})
    np.testing.assert_array_equal(observation[0], before[0])
    assert (observation[1] != before[1]).any()
    assert info["_target_index"].tolist() == [False, True]
    batch.step([0, 1])


def test_gymnasium_makes_it():
    batch = gymnasium.make_vec("MemoryMaze-9x9-v0", num_envs=2)
    assert isinstance(batch, gymnasium.vector.VectorEnv)
    assert type(batch.unwrapped).__name__ == "MazeVectorEnv"
    observation, _ = batch.reset(seed=1)
    assert batch.observation_space.contains(observation)
    np.testing.assert_array_equal(observation[1], make("classic/9x9").reset(seed=2)[0])
    assert batch.spec is not None
    again = gymnasium.make_vec(batch.spec)
    assert again.num_envs == 2
    sync = gymnasium.make_vec("MemoryMaze-9x9-v0", num_envs=2, vectorization_mode="sync")
    assert isinstance(sync, SyncVectorEnv)
    same_step = gymnasium.make_vec("MemoryMaze-9x9-v0", num_envs=1, autoreset_mode="SameStep")
    assert same_step.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP


def test_seeds_may_be_listed_and_continued():
    batch = make_vec(ROOM, 3)
    first, _ = batch.reset(seed=[5, 9, 5])
    np.testing.assert_array_equal(first[0], first[2])
    second, _ = batch.reset(seed=[None, None, 5])
    np.testing.assert_array_equal(second[2], first[2])
    assert (second[0] != first[0]).any()
    np.testing.assert_array_equal(make_vec(ROOM, 3, seed=[5, 9, 5]).reset()[0], first)


def test_without_copies_two_arrays_are_used_in_turn():
    batch = make_vec(ROOM, 2, copy=False)
    zero, _ = batch.reset(seed=0)
    one = batch.step([1, 1])[0]
    kept = one.copy()
    two = batch.step([1, 1])[0]
    assert two is zero
    np.testing.assert_array_equal(one, kept)


def test_it_writes_into_the_callers_arrays():
    batch = make_vec(ROOM, 2)
    assert batch.observation_space.shape is not None
    mine = np.zeros(batch.observation_space.shape, np.uint8)
    observation, _ = batch.reset(seed=3, out=mine)
    assert observation is mine
    assert batch.step([1, 1], out=mine)[0] is mine
    np.testing.assert_array_equal(np.from_dlpack(mine), mine)
    for wrong in (mine[:1], mine.astype(np.int16), np.asfortranarray(mine)):
        with pytest.raises(ValueError, match="out must be a writeable, C-contiguous uint8"):
            batch.step([1, 1], out=wrong)


def test_render_gives_a_larger_picture_of_each():
    batch = make_vec(ROOM, 2, render_mode="rgb_array", render_size=48)
    batch.reset(seed=6)
    frames = batch.render()
    single = make(ROOM, render_mode="rgb_array", render_size=48)
    single.reset(seed=7)
    assert frames is not None
    assert len(frames) == 2
    np.testing.assert_array_equal(frames[1], single.render())


def rollout(env, actions):
    return [env.step(action) for action in actions]


def assert_same_steps(found, expected):
    for (observation, *results, info), (other, *other_results, other_info) in zip(found, expected, strict=True):
        assert_same(observation, other)
        for a, b in zip(results, other_results, strict=True):
            np.testing.assert_array_equal(a, b)
        for key, value in other_info.items():
            np.testing.assert_array_equal(info[key], value)


SAVED = ROOM | {"observation": {"form": "dict"}, "objects": {"count": 2, "radius": 0.5, "colors": "shuffled"}}


def test_a_state_is_continued_exactly():
    actions = np.random.RandomState(2).randint(6, size=(40, 3))
    batch = make_vec(SAVED, 3)
    batch.reset(seed=8)
    rollout(batch, actions[:17])
    state = pickle.loads(pickle.dumps(batch.get_state()))
    expected = rollout(batch, actions[17:])
    batch.set_state(state)
    assert_same_steps(rollout(batch, actions[17:]), expected)
    fresh = make_vec(SAVED, 3)
    observation, info = fresh.set_state(state)
    assert fresh.observation_space.contains(observation)
    assert info["_target_index"].all()
    assert_same_steps(rollout(fresh, actions[17:]), expected)


def single_rollout(env, actions):
    steps = []
    for action in actions:
        steps.append(env.step(action))
        if steps[-1][3]:
            env.reset()
    return steps


def test_single_environments_save_and_restore_too():
    actions = np.random.RandomState(3).choice([1, 4, 5], 200).tolist()
    env = make(SAVED).unwrapped
    env.reset(seed=8)
    single_rollout(env, actions[:20])
    state = pickle.loads(pickle.dumps(env.get_state()))
    expected = single_rollout(env, actions[20:])
    assert sum(step[1] for step in expected) > 0
    env.set_state(state)
    assert_same_steps(single_rollout(env, actions[20:]), expected)
    fresh = make(SAVED).unwrapped
    fresh.set_state(state)
    assert_same_steps(single_rollout(fresh, actions[20:]), expected)


def test_states_pass_between_single_environments_and_batches():
    env, batch = make(SAVED).unwrapped, make_vec(SAVED, 2)
    env.reset(seed=1)
    env.step(1)
    state = env.get_state()
    batch.set_state([state, state])
    expected = env.step(4)
    assert_same({key: value[1] for key, value in batch.step([4, 4])[0].items()}, expected[0])
    assert_same(env.set_state(batch.get_state()[0])[0], expected[0])


def test_a_pipeline_gives_what_the_whole_batch_gives():
    batch, pipeline = make_vec(ROOM, 4), MazePipeline(ROOM, 4, parts=2)
    actions = np.random.RandomState(4).randint(6, size=(20, 4))
    expected = [batch.reset(seed=2)[0]] + [step[0] for step in rollout(batch, actions)]
    pipeline.reset(seed=2)
    for row, observation in enumerate(expected):
        for _ in range(2):
            part = pipeline.recv()
            np.testing.assert_array_equal(part.observation, observation[part.members])
            if row < len(actions):
                pipeline.send(actions[row, part.members])
    pipeline.close()
    pipeline.close()


def test_a_pipeline_says_what_is_out_of_turn():
    pipeline = MazePipeline(ROOM, 2)
    with pytest.raises(RuntimeError, match=r"nothing is under way; call reset\(\)"):
        pipeline.recv()
    pipeline.reset(seed=0)
    with pytest.raises(RuntimeError, match="no part waits for actions"):
        pipeline.send([0])
    pipeline.recv()
    with pytest.raises(ValueError, match="maze 0: action 9"):
        pipeline.send([9])
    pipeline.send([1])
    pipeline.close()
    with pytest.raises(RuntimeError, match="closed"):
        pipeline.reset()
    with pytest.raises(ValueError, match="cannot be divided into 2 equal parts"):
        MazePipeline(ROOM, 3)


WRONG_ACTIONS = [
    ([0, 1], r"actions are int64\[2\]; give int\[3\]"),
    ([0, 1, 6], "maze 2: action 6 is none of the integers 0 to 5"),
    ([-1, 0, 0], "maze 0: action -1"),
    ([0.0, 1.0, 2.0], r"actions are float64\[3\]"),
    ([True, False, True], r"actions are bool\[3\]"),
    (None, "actions are object"),
    ([[0], [1, 2], 3], "is not an array of numbers"),
]


@pytest.mark.parametrize(("actions", "message"), WRONG_ACTIONS)
def test_wrong_actions_change_nothing(actions, message):
    batch, other = make_vec(ROOM, 3), make_vec(ROOM, 3)
    batch.reset(seed=0)
    other.reset(seed=0)
    with pytest.raises(ValueError, match=message):
        batch.step(actions)
    np.testing.assert_array_equal(batch.step([1, 1, 1])[0], other.step([1, 1, 1])[0])


def test_wrong_continuous_actions_name_the_maze():
    batch = make_vec(ROOM | {"control": {"actions": "continuous"}}, 2)
    batch.reset(seed=0)
    with pytest.raises(ValueError, match=r"maze 1: action \[0.0, nan\]"):
        batch.step([[0, 0], [0, np.nan]])
    with pytest.raises(ValueError, match=r"float\[2, 2\]"):
        batch.step([0, 0])
    batch.step([[5, 0], [0, -7]])


def test_out_of_turn_calls_say_what_to_do():
    batch = make_vec(ROOM, 2)
    for call in (lambda: batch.step([0, 0]), batch.get_state):
        with pytest.raises(RuntimeError, match=r"call reset\(\)"):
            call()
    with pytest.raises(RuntimeError, match="reset all of them first"):
        batch.reset(options={"reset_mask": np.array([True, False])})
    batch.reset()
    batch.close()
    batch.close()
    calls: tuple[Callable[[], object], ...] = (
        batch.reset,
        lambda: batch.step([0, 0]),
        batch.get_state,
        batch.render,
        lambda: batch.moments,
    )
    for late in calls:
        with pytest.raises(RuntimeError, match="closed"):
            late()


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ([1, 2], "there are 2 seeds for 3 mazes"),
        ([1, 2, -3], "maze 2: seed -3"),
        ("abc", "seed 'abc' cannot be used"),
        (b"abc", "cannot be used"),
        (np.array(5), "cannot be used"),
        ([1, True, 2], "maze 1: seed True"),
        (2**32 - 2, "maze 2: seed 4294967296"),
        (1.5, "seed 1.5"),
    ],
)
def test_wrong_seeds(seed, message):
    with pytest.raises(ValueError, match=message):
        make_vec(ROOM, 3).reset(seed=seed)
    with pytest.raises(ValueError, match=message):
        make_vec(ROOM, 3, seed=seed)


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        ([1, 0, 0], r"reset_mask is int64\[3\]"),
        (np.array([True]), r"bool\[1\]"),
        (np.zeros(3, bool), "names no maze"),
    ],
)
def test_wrong_masks(mask, message):
    batch = make_vec(ROOM, 3)
    batch.reset(seed=0)
    with pytest.raises(ValueError, match=message):
        batch.reset(options={"reset_mask": mask})


def test_members_must_agree_in_their_spaces():
    with pytest.raises(ValueError, match="maze 1 has the observation space"):
        make_vec([ROOM, ROOM | {"camera": {"resolution": 32}}])
    with pytest.raises(ValueError, match="maze 1 has the action space"):
        make_vec([ROOM, ROOM | {"control": {"actions": "continuous"}}])
    with pytest.raises(ValueError, match="3, which 2 scenarios do not divide"):
        make_vec([ROOM, ROOM], 3)
    with pytest.raises(ValueError, match="num_envs is 0"):
        make_vec(ROOM, 0)
    with pytest.raises(ValueError, match="threads is 0"):
        make_vec(ROOM, 1, threads=0)
    with pytest.raises(memory_maze.ScenarioError):
        make_vec("classic/9x8", 2)


def test_wrong_states_change_nothing():
    batch, other = make_vec(ROOM, 2), make_vec("classic/9x9", 2)
    batch.reset(seed=0)
    other.reset(seed=0)
    for state, message in [
        (other.get_state(), "another scenario than that of maze 0"),
        (batch.get_state()[:1], "the state has 1 mazes, the environment has 2"),
        ("nonsense", "not what get_state gives"),
        ([batch.get_state()[0], 5], "the state for maze 1 is int"),
    ]:
        with pytest.raises(ValueError, match=message):
            batch.set_state(state)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="another scenario"):
        make(ROOM).unwrapped.set_state(other.get_state()[0])


def test_a_refused_step_leaves_the_last_observation_alone():
    batch = make_vec([ROOM, ROOM | {"episode": {"steps": 3}}], copy=False, autoreset_mode="Disabled")
    batch.reset(seed=0)
    for _ in range(3):
        last = batch.step([1, 1])[0]
    kept = last.copy()
    with pytest.raises(RuntimeError, match="maze 1 is over"):
        batch.step([1, 1])
    batch.reset(options={"reset_mask": np.array([False, True])})
    np.testing.assert_array_equal(last, kept)


def test_the_constructors_seeds_fill_what_the_first_reset_leaves_open():
    expected = make_vec(ROOM, 2).reset(seed=[7, 1])[0]
    np.testing.assert_array_equal(make_vec(ROOM, 2, seed=7).reset(seed=[None, 1])[0], expected)


def test_a_maze_that_cannot_be_made_is_named_and_the_seed_is_kept(monkeypatch):
    batch = make_vec(ROOM, 2, seed=7)
    with monkeypatch.context() as patch:
        patch.setattr("memory_maze.game.draws.MOST_MAZES", 0)
        with pytest.raises(RuntimeError, match="maze 0: none of"):
            batch.reset()
        with pytest.raises(RuntimeError, match=r"call reset\(\)"):
            batch.step([0, 0])
    np.testing.assert_array_equal(batch.reset()[0], make_vec(ROOM, 2, seed=7).reset()[0])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_may_close_and_leave_but_not_step():
    batch = make_vec(ROOM, 4, threads=2)
    batch.reset(seed=0)
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        with pytest.raises(RuntimeError, match="before this process was forked"):
            batch.step([0] * 4)
        batch.close()
        del batch
        gc.collect()
        os._exit(17)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 17
    batch.step([0] * 4)


def test_closing_frees_the_simulator():
    batch = make_vec(ROOM, 2)
    batch.reset(seed=0)
    world = weakref.ref(batch._world)
    batch.close()
    gc.collect()
    assert world() is None


def test_a_pipelines_parts_have_the_batchs_seeds():
    pipeline = MazePipeline(ROOM, 4, parts=2, seed=5)
    pipeline.reset()
    parts = [pipeline.recv().observation, pipeline.recv().observation]
    np.testing.assert_array_equal(np.concatenate(parts), make_vec(ROOM, 4, seed=5).reset()[0])
    pipeline.send([1, 1])
    pipeline.send([2, 2])
    assert [pipeline.recv().members.start for _ in range(2)] == [0, 2]
    with pytest.raises(ValueError, match="maze 1: action 8"):
        pipeline.send([0, 8])
    pipeline.close()
    with pytest.raises(ValueError, match="cannot wait for resets"):
        MazePipeline(ROOM, 2, autoreset_mode="Disabled")
