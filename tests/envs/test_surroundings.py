"""What else lives in the process: threads, the program's log, copies."""

import copy
import pickle
import threading
from typing import Any

import gymnasium
import numpy as np
import pytest

import memory_maze
from memory_maze.envs.old_gym import OldGymEnv
from memory_maze.envs.pipeline import MazePipeline

SHORT = {"episode.steps": 7, "episode.seconds": None}


DOORS = {
    "single": lambda: memory_maze.make("classic/9x9").unwrapped,
    "vector": lambda: memory_maze.make_vec("classic/9x9", 2),
    "dm_env": lambda: memory_maze.build("classic/9x9"),
    "old gym": lambda: OldGymEnv(memory_maze.build("classic/9x9")),
}


def action_of(environment):
    return np.zeros(2, np.int64) if isinstance(environment, gymnasium.vector.VectorEnv) else 1


@pytest.mark.parametrize("door", DOORS)
def test_a_second_thread_is_told_so(door):
    """Deterministic: the second thread comes while the first is in the environment."""
    environment = DOORS[door]()
    environment.reset()
    owner: Any = environment.env if door == "old gym" else environment
    said = []

    def intrude():
        for call in (lambda: environment.step(action_of(environment)), environment.reset, environment.close):
            try:
                call()
            except RuntimeError as error:
                said.append(str(error))

    with owner.in_use:
        thread = threading.Thread(target=intrude)
        thread.start()
        thread.join()
    assert len(said) == 3
    assert all("another thread is using this" in one for one in said)
    environment.step(action_of(environment))
    environment.close()


@pytest.mark.parametrize("door", DOORS)
def test_threads_that_run_into_each_other_crash_nothing(door):
    environment = DOORS[door]()
    environment.reset()
    action, wrong = action_of(environment), []

    def drive():
        for _ in range(60):
            try:
                environment.step(action)
            except RuntimeError as error:
                if "another thread" not in str(error):
                    wrong.append(error)

    threads = [threading.Thread(target=drive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    environment.step(action)


def test_one_thread_after_another_is_fine():
    environment = memory_maze.make("classic/9x9", SHORT)
    for _ in range(3):
        thread = threading.Thread(target=environment.reset)
        thread.start()
        thread.join()
    environment.step(0)


USES = {
    "make": "memory_maze.make('classic/9x9').reset()",
    "make_vec": "memory_maze.make_vec('classic/9x9', 2).reset()",
    "build": "memory_maze.build('classic/9x9').reset()",
}

BASIC = "logging.basicConfig(level=logging.INFO, format='MINE %(message)s', stream=sys.stdout);"


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("order", ["before", "after"])
def test_the_root_logger_stays_the_programs(run_python, use, order):
    before, after = (BASIC, "") if order == "before" else ("", BASIC)
    code = (
        f"import logging, sys, memory_maze; {before} root = logging.getLogger();"
        f"handlers, level = list(root.handlers), root.level; {use};"
        "assert root.handlers == handlers and root.level == level;"
        f"{after} logging.getLogger('training').info('started')"
    )
    done = run_python(code)
    assert done.stdout.strip() == "MINE started"
    assert "INFO" not in done.stderr


def test_what_others_say_through_absl_is_heard_again(run_python):
    code = (
        "import logging, sys, memory_maze; memory_maze.build('classic/9x9');"
        + BASIC
        + "import absl.logging; absl.logging.set_verbosity('info'); absl.logging.info('heard')"
    )
    assert run_python(code).stdout.strip() == "MINE heard"


def rollout(environments, actions):
    return [environments.step(one) for one in actions]


def assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        for value, wanted in zip(one[:4], other[:4], strict=True):
            np.testing.assert_equal(value, wanted)
        np.testing.assert_equal(one[4]["target_index"], other[4]["target_index"])


COPIES = {"copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": lambda one: pickle.loads(pickle.dumps(one))}


@pytest.mark.parametrize("again", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
@pytest.mark.parametrize("reuse", [True, False])
def test_a_copy_of_a_batch_goes_on_with_its_episodes(again, mode, reuse):
    environments = memory_maze.make_vec("classic/9x9", 3, SHORT, autoreset_mode=mode, copy=reuse)
    environments.reset(seed=5)
    actions = np.random.RandomState(0).randint(6, size=(25, 3))
    rollout(environments, actions[:10])
    twin = again(environments)
    third = again(twin)
    expected = [copy.deepcopy(one) for one in (environments.step(action) for action in actions[10:])]
    assert_same((twin.step(action) for action in actions[10:]), expected)
    assert_same((third.step(action) for action in actions[10:]), expected)
    assert twin.np_random_seed == 5
    environments.close()
    twin.step(actions[0])


@pytest.mark.parametrize("again", COPIES.values(), ids=COPIES)
def test_a_batch_is_copied_before_its_first_reset_and_after_its_end(again):
    environments = memory_maze.make_vec("classic/9x9", 2, seed=3)
    twin = again(environments)
    np.testing.assert_array_equal(twin.reset()[0], environments.reset()[0])
    environments.close()
    with pytest.raises(RuntimeError, match="closed"):
        again(environments).reset()


def test_a_copy_samples_as_the_batch_does():
    environments = memory_maze.make_vec("classic/9x9", 2)
    environments.action_space.seed(3)
    environments.action_space.sample()
    twin = copy.deepcopy(environments)
    assert [environments.action_space.sample().tolist() for _ in range(3)] == [
        twin.action_space.sample().tolist() for _ in range(3)
    ]


def test_a_copied_single_environment_begins_anew():
    environment = memory_maze.make("classic/9x9", SHORT, seed=3)
    first = environment.reset()[0]
    environment.step(1)
    for again in (copy.deepcopy, COPIES["pickle"]):
        twin = again(environment.unwrapped)
        with pytest.raises(RuntimeError, match="call reset"):
            twin.step(1)
        np.testing.assert_array_equal(twin.reset()[0], first)
    twin.set_state(environment.unwrapped.get_state())
    np.testing.assert_array_equal(twin.step(1)[0], environment.step(1)[0])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: memory_maze.build("classic/9x9"), "dm_env environment cannot be copied or pickled; .*get_state"),
        (lambda: OldGymEnv(memory_maze.build("classic/9x9")), "dm_env environment cannot be copied or pickled"),
        (lambda: MazePipeline("classic/9x9", 2), "cannot be copied or pickled; .*get_state"),
    ],
)
def test_what_cannot_be_copied_says_so_at_once(make, message):
    environment = make()
    for again in (copy.deepcopy, COPIES["pickle"]):
        with pytest.raises(TypeError, match=message):
            again(environment)
    environment.close()


@pytest.mark.parametrize("options", [{"scenarios": "classic/11x11"}, {"override": {}}, {"reset_maks": [True]}])
def test_unknown_reset_options_are_errors(options):
    name = next(iter(options))
    single, several = memory_maze.make("classic/9x9"), memory_maze.make_vec("classic/9x9", 2)
    with pytest.raises(ValueError, match=f"reset option '{name}' is unknown; known are 'scenario'"):
        single.reset(options=options)
    with pytest.raises(ValueError, match=f"reset option '{name}' is unknown; known are 'reset_mask'"):
        several.reset(options=options)
    with pytest.raises(ValueError, match="options are list"):
        single.unwrapped.reset(options=[1])  # type: ignore[arg-type]
    single.reset(options={})
    several.reset(options={})
