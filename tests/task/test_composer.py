"""The entities in dm_control's own hands: a plain composer environment, hooks of users, the viewer's runtime."""

import functools

import numpy as np
import pytest
from dm_control import composer, mjcf
from dm_control.composer.observation import observable
from dm_control.viewer import runtime

from memory_maze import build, load
from memory_maze.builder import build_task
from memory_maze.game.draws import draw_maze_seed

SCENARIO = load("classic/9x9-ExtraObs", {"observation.keys": ["agent_pos", "targets_vec", "target_color"]})

SEED = 5


class Counter(composer.Entity):
    """An entity of a user's own, with a hook."""

    def _build(self):
        self._mjcf_root = mjcf.RootElement(model="counter")
        self.substeps = 0

    @property
    def mjcf_model(self):
        return self._mjcf_root

    def after_substep(self, physics, random_state):
        self.substeps += 1


def rollout(environment, steps=120):
    """Rows of everything that a rollout of fixed pseudo-random actions yields."""
    actions = np.random.RandomState(0).choice(6, size=steps, p=[0.02, 0.5, 0.09, 0.09, 0.15, 0.15])
    time_step = environment.reset()
    rows = [environment.physics.data.qpos.copy()]
    for action in actions:
        time_step = environment.step(int(action))
        seen = np.concatenate([np.ravel(value) for value in time_step.observation.values()])
        rows.append(np.concatenate([environment.physics.data.qpos, [time_step.reward], seen]))
    return rows


def assert_equal_rollouts(one, other):
    for a, b in zip(rollout(one), rollout(other), strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_plain_composer_environment_gives_the_same_rollout():
    random_state = np.random.RandomState(SEED)
    task = build_task(SCENARIO, draw_maze_seed(random_state))
    plain = composer.Environment(task, random_state=random_state, strip_singleton_obs_buffer_dim=True)
    assert_equal_rollouts(plain, build(SCENARIO, SEED))


def test_hooks_of_a_users_entity_run_and_change_nothing_else():
    with_counter = build(SCENARIO, SEED)
    counter = Counter()
    with_counter.task.root_entity.attach(counter)
    with_counter._recompile_physics_and_update_observables()
    assert_equal_rollouts(with_counter, build(SCENARIO, SEED))
    assert counter.substeps == 120 * 50


def test_extra_hooks_may_be_added_between_fast_steps():
    calls = []
    hooked, reference = build(SCENARIO, SEED), build(SCENARIO, SEED)
    for environment in (hooked, reference):
        environment.reset()
        for _ in range(10):
            environment.step(1)
    hooked.add_extra_hook("after_step", lambda physics, random_state: calls.append(physics.time()))
    for _ in range(30):
        hooked.step(4)
        reference.step(4)
    np.testing.assert_array_equal(hooked.physics.data.qpos, reference.physics.data.qpos)
    assert len(calls) == 30


def test_an_observable_of_a_users_own_joins_the_observation():
    environment = build(SCENARIO, SEED)
    environment.task.add_observable("height", observable.Generic(lambda physics: physics.data.qpos[2]))
    time_step = environment.reset()
    assert time_step.observation["height"] == 0.0
    assert environment.step(1).observation["height"].shape == ()


@pytest.mark.parametrize("display", [False, True])
def test_the_viewers_runtime_drives_it(display):
    driven = runtime.Runtime(build(SCENARIO, SEED, display=display), policy=lambda time_step: np.array(1))
    driven.tick(0.0, paused=False)
    for _ in range(3):
        driven.tick(0.3, paused=False)
    assert driven.simulation_time > 0


def test_the_display_shows_all_walls_and_objects_and_changes_no_motion():
    shown = build(SCENARIO, SEED, display=True)
    assert_equal_rollouts(shown, build(SCENARIO, SEED))
    model = shown.physics.model
    assert (model.site_rgba[:, 3] > 0).sum() == len(shown.task.moments.episode().boxes.center) + 3


def test_nothing_is_drawn_before_the_first_reset(monkeypatch):
    monkeypatch.setattr("memory_maze.observation.frames.make_renderer", functools.partial(pytest.fail, "drew a frame"))
    environment = build(load("classic/9x9"), 0)
    assert environment.observation_spec().shape == (64, 64, 3)
    environment.close()
    environment.close()


def test_actions_that_do_not_exist_leave_the_episode_alone():
    environment = build(SCENARIO, SEED)
    environment.reset()
    before = environment.physics.data.qpos.copy()
    for wrong in (6, -1, 1.0, "forward", None, [1]):
        with pytest.raises(ValueError, match="none of the integers 0 to 5"):
            environment.step(wrong)
    np.testing.assert_array_equal(environment.physics.data.qpos, before)
    assert environment.step(1).reward == 0.0


@pytest.mark.parametrize("seed", range(4))
def test_a_state_is_continued_exactly_where_users_have_hooks(seed):
    def environment():
        made = build(SCENARIO, seed)
        made.add_extra_hook("before_step", lambda *arguments: None)
        made.reset()
        return made

    actions = np.random.RandomState(seed).choice([1, 1, 4, 5], 45).tolist()
    first, second = environment(), environment()
    for action in actions[:15]:
        first.step(action)
    state = first.get_state()
    expected = [first.step(action) and first.physics.data.qpos.copy() for action in actions[15:]]
    second.set_state(state)
    found = [second.step(action) and second.physics.data.qpos.copy() for action in actions[15:]]
    np.testing.assert_array_equal(found, expected)


def test_a_state_of_another_physics_model_is_refused():
    state_of_viewer = build(SCENARIO, 0, display=True)
    state_of_viewer.reset()
    environment = build(SCENARIO, 0)
    environment.reset()
    with pytest.raises(ValueError, match="physical quantities"):
        environment.set_state(state_of_viewer.get_state())


def test_the_smallest_mazes_can_be_displayed():
    layout = "*****\n*   *\n*   *\n*   *\n*****"
    shown = {"summary": "Small.", "maze": {"layout": layout}, "objects": {"count": 1}, "episode": {"steps": 3}}
    build(load(shown), display=True).reset()


@pytest.mark.parametrize(("view", "camera"), [("first-person", "egocentric"), ("top", "top_camera")])
def test_cameras_of_the_model_see_as_wide_as_the_scenario_says(view, camera):
    scenario = load("classic/9x9").override({"camera.view": view, "camera.field_of_view": 33.0})
    env, plain = build(scenario), build("classic/9x9")
    model, usual = env.physics.model, plain.physics.model
    angles = {model.camera(i).name.split("/")[-1]: model.camera(i).fovy[0] for i in range(model.ncam)}
    others = {usual.camera(i).name.split("/")[-1]: usual.camera(i).fovy[0] for i in range(usual.ncam)}
    assert others["egocentric"] == 80.0
    assert angles == {**others, camera: 33.0}
