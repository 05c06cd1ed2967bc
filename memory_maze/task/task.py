"""The Memory Maze as a composer task: what happens at a reset, in a physics step and after a control step."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import mujoco
import numpy as np
from dm_control import composer, mjcf
from dm_control.composer.observation import observable
from dm_env import specs

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode, EpisodeSource
from memory_maze.game.rules.hunt import score_step
from memory_maze.game.snapshot import Snapshot
from memory_maze.game.state import State
from memory_maze.game.touch import Point, clearance, touches
from memory_maze.scenario.digests import digests
from memory_maze.scenario.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario
from memory_maze.task.actions import discrete_spec, to_control
from memory_maze.task.arena import MazeArena
from memory_maze.task.target import Target
from memory_maze.task.walker import RollingBall
from memory_maze.task.wall_pool import REACH_STEPS, STEP_REACH

PHYSICS_STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)
"""What of MuJoCo's state decides what comes next."""


class MemoryMazeTask(composer.Task):
    """A scavenger hunt in a maze that is new in every episode, as a scenario describes it.

    Works in any `composer.Environment`. Seeds come from outside: the maze's at construction, all else from the
    environment's random state.
    """

    def __init__(self, scenario: Scenario, maze_seed: int, display: bool = False) -> None:
        """Builds the entities.

        Args:
          scenario: what the task is.
          maze_seed: of the mazes, in [0, 2**31).
          display: also put the whole maze, the head and the objects into the model, for viewers.
        """
        self.scenario = scenario
        self.digests = digests(scenario)
        """The scenario's digest, then those that it had in earlier versions."""
        maze = scenario.maze
        width, height = scenario.maze_shape
        self._arena = MazeArena(
            cells=(width + 2, height + 2),
            cell_size=maze.cell_size,
            wall_height=maze.wall_height,
            display=display,
        )
        self._walker = RollingBall(camera_height=scenario.camera.height)
        self._walker.create_root_joints(self._arena.attach(self._walker))
        self._targets = tuple(Target(radius=scenario.objects.radius) for _ in range(scenario.objects.count))
        if display:
            self._walker.show_head()
            for target in self._targets:
                self._arena.attach(target)
        self._display = display
        self._observables: OrderedDict[str, observable.Observable] = OrderedDict()
        self.set_timesteps(control_timestep=scenario.physics_steps * PHYSICS_STEP, physics_timestep=PHYSICS_STEP)
        self.restart(maze_seed)

    def restart(self, maze_seed: int) -> None:
        """Forgets all episodes, as if just constructed.

        Args:
          maze_seed: of the mazes, in [0, 2**31).
        """
        self._episodes = EpisodeSource(self.scenario, maze_seed)
        self._episode: Episode | None = None
        self._pose = Pose(0.0, 0.0, 0.0, 0.0)
        self._target = 0
        self._touched: list[bool] = []
        self._centers: list[Point] = []
        self._hidden: tuple[bool, ...] = ()
        self._prompt_age = 0
        self._found = 0
        self._reward = 0.0
        self._walls_last = 0
        """Physics steps for which the walls that are there will do."""
        self._apart = 0
        """Physics steps in which no object can be touched."""

    @property
    def root_entity(self) -> MazeArena:
        return self._arena

    @property
    def walker(self) -> RollingBall:
        """The agent's body."""
        return self._walker

    @property
    def targets(self) -> tuple[Target, ...]:
        """The objects, in slot order."""
        return self._targets

    @property
    def task_observables(self) -> OrderedDict[str, observable.Observable]:
        return self._observables

    def add_observable(self, name: str, added: observable.Observable) -> None:
        """Adds an observable of the task, enabled."""
        added.enabled = True
        self._observables[name] = added

    @property
    def state(self) -> State | None:
        """This moment; None before the first episode."""
        if self._episode is None:
            return None
        return State(self._episode, self._pose, self._target, self._hidden, self._prompt_age)

    @property
    def seconds(self) -> float:
        """Since the episode began."""
        return float(self._data.time)

    def snapshot(self, physics: mjcf.Physics, random_state: np.random.RandomState, running: bool) -> Snapshot:
        """All that is needed to go on from this moment.

        Args:
          physics: whose state is saved.
          random_state: the environment's stream.
          running: whether the episode goes on.

        Raises:
          RuntimeError: no episode has begun.
        """
        if self._episode is None:
            raise RuntimeError("there is no state yet; call reset()")
        state = np.empty(mujoco.mj_stateSize(physics.model.ptr, PHYSICS_STATE))
        mujoco.mj_getState(physics.model.ptr, physics.data.ptr, state, PHYSICS_STATE)
        return Snapshot(
            scenario=self.digests[0],
            stream=random_state.get_state(),
            source=self._episodes.get_state(),
            episode=self._episode,
            physics=state,
            target=self._target,
            touched=tuple(self._touched),
            hidden=self._hidden,
            prompt_age=self._prompt_age,
            steps=round(physics.data.time / self.control_timestep),
            found=self._found,
            running=running,
        )

    def restore(self, physics: mjcf.Physics, snapshot: Snapshot) -> None:
        """Goes back, or over, to a saved moment of the same scenario."""
        self._episodes.set_state(snapshot.source)
        self._show(physics, snapshot.episode)
        mujoco.mj_setState(physics.model.ptr, physics.data.ptr, snapshot.physics, PHYSICS_STATE)
        self._read_pose()
        self._target = snapshot.target
        self._touched = list(snapshot.touched)
        self._hidden = snapshot.hidden
        self._prompt_age = snapshot.prompt_age
        self._found = snapshot.found
        # composer's loop begins with the first half of a physics step, which needs the walls already.
        self._bring_walls(physics)

    def action_spec(self, physics: mjcf.Physics) -> specs.Array:
        if self.scenario.control.actions == "discrete":
            return discrete_spec()
        return super().action_spec(physics)

    def after_compile(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        # Views of MuJoCo's own memory: asking dm_control for it at every step takes longer than many a physics step.
        self._model, self._data = physics.model.ptr, physics.data.ptr
        self._position = self._data.qpos[self._walker.positions(physics)][:4]
        self._control = self._data.ctrl[self._walker.controls(physics)]
        self._physics_steps = self.physics_steps_per_control_step

    def initialize_episode(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        """Draws the next episode and puts walls, walker and, for viewers, objects where it has them.

        Raises:
          GenerationError: no maze holds all objects.
        """
        episode = self._episodes.next(random_state, tuple(self._touched))
        self._target = episode.first_target
        self._touched = list(episode.touched_at_start)
        self._hidden = episode.touched_at_start
        self._prompt_age = 0
        self._found = 0
        self._pose = episode.start
        self._show(physics, episode)
        self._walker.place(physics, episode.start)
        self._bring_walls(physics)

    def _show(self, physics: mjcf.Physics, episode: Episode) -> None:
        """Puts into the model what does not move in an episode."""
        self._episode = episode
        self._centers = [(x, y, z) for x, y, z in episode.centers.tolist()]
        self._reward = 0.0
        self._apart = 0
        self._arena.raise_walls(physics, episode)
        if self._display:
            for target, center, color in zip(self._targets, episode.centers, episode.colors, strict=True):
                target.place(physics, center, color)

    def before_step(self, physics: mjcf.Physics, action: Any, random_state: np.random.RandomState) -> None:
        self._control[:] = to_control(action, self.scenario.control.actions)

    def before_substep(self, physics: mjcf.Physics, action: Any, random_state: np.random.RandomState) -> None:
        if self._walls_last == 0:
            self._bring_walls(physics)
        self._walls_last -= 1

    def run_physics(self, physics: mjcf.Physics) -> None:
        """Runs all physics steps of a control step at once: what the substep hooks do, without composer's loop."""
        left = self._physics_steps
        while left > 0:
            if self._walls_last == 0:
                self._bring_walls(physics)
            if self._apart <= 0:
                self._apart = self._steps_apart()
            steps = min(left, self._walls_last, max(1, self._apart))
            mujoco.mj_step(self._model, self._data, steps)
            self._read_pose()
            left -= steps
            self._walls_last -= steps
            self._apart -= steps
            if self._apart <= 0:
                self._notice_touches()

    def _bring_walls(self, physics: mjcf.Physics) -> None:
        """Puts walls where they can be touched; good for the next `REACH_STEPS` physics steps."""
        self._arena.bring_walls(physics, self._pose.x, self._pose.y)
        self._walls_last = REACH_STEPS

    def _steps_apart(self) -> int:
        """Physics steps in which the walker cannot come to touch anything that it has not touched yet."""
        untouched = [center for center, touched in zip(self._centers, self._touched, strict=True) if not touched]
        return int(clearance(self._pose, untouched, self.scenario.objects.radius) / STEP_REACH)

    def _read_pose(self) -> None:
        self._pose = Pose(*self._position.tolist())

    def after_substep(self, physics: mjcf.Physics, random_state: np.random.RandomState | None) -> None:
        self._read_pose()
        self._notice_touches()
        self._apart = 0

    def _notice_touches(self) -> None:
        radius = self.scenario.objects.radius
        for i, center in enumerate(self._centers):
            self._touched[i] = self._touched[i] or touches(self._pose, center, radius)

    def after_step(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        touched = tuple(self._touched)
        self._reward, self._target = score_step(random_state, self._target, touched)
        self._prompt_age = 0 if self._reward else self._prompt_age + 1
        self._found += self._reward > 0
        if True in touched:
            self._touched = [False] * len(touched)
            self._apart = 0
        self._hidden = (False,) * len(touched)

    def get_reward(self, physics: mjcf.Physics) -> float:
        return self._reward
