"""The Memory Maze as a composer task: entities and hooks around one row of the world."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
from dm_control import composer, mjcf
from dm_control.composer.observation import observable

from memory_maze.dm import discrete_spec, specs
from memory_maze.game.actions import to_control
from memory_maze.game.body import FIELD_OF_VIEW
from memory_maze.game.moments import Moments
from memory_maze.game.rules import open_rule
from memory_maze.game.snapshot import Snapshot
from memory_maze.game.world import Outcome, World
from memory_maze.one_maze import ROW
from memory_maze.physics.mirrored import Mirrored
from memory_maze.physics.mujoco_single import MujocoSingle
from memory_maze.scenario.digests import digests
from memory_maze.scenario.model.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario
from memory_maze.task.arena import MazeArena
from memory_maze.task.target import Target
from memory_maze.task.walker import RollingBall
from memory_maze.worlds import DEFAULT_ENGINE, engine_word, prepare

_NOTHING = Outcome(np.zeros(1), np.zeros(1, np.bool_), np.zeros(1, np.bool_))


class MemoryMazeTask(composer.Task):
    """A scavenger hunt in a maze that is new in every episode, as a scenario describes it.

    Works in any `composer.Environment`, whose loop then steps MuJoCo; the row of the world follows. Seeds come from
    outside: the maze's at construction, all else from the environment's random state.
    """

    def __init__(self, scenario: Scenario, maze_seed: int, display: bool = False) -> None:
        """Builds the entities.

        Args:
          scenario: what the task is.
          maze_seed: of the mazes, in [0, 2**31).
          display: also put the whole maze, the head and the objects into the model, for viewers.
        """
        engine = engine_word()
        prepare(1, engine)
        self.scenario = scenario
        self.digests = digests(scenario)
        """The scenario's digest, then those that it had in earlier versions."""
        maze, camera = scenario.maze, scenario.camera
        width, height = scenario.maze_shape
        self._arena = MazeArena(
            cells=(width + 2, height + 2),
            cell_size=maze.cell_size,
            wall_height=maze.wall_height,
            field_of_view=camera.field_of_view if camera.view == "top" else None,
            display=display,
        )
        first_person = camera.field_of_view if camera.view == "first-person" else None
        self._walker = RollingBall(camera.height, first_person or FIELD_OF_VIEW)
        self._walker.create_root_joints(self._arena.attach(self._walker))
        self._targets = tuple(Target(radius=scenario.objects.radius) for _ in range(scenario.objects.count))
        self._shown = self._targets if display else ()
        if display:
            self._walker.show_head()
            for target in self._targets:
                self._arena.attach(target)
        self._observables: OrderedDict[str, observable.Observable] = OrderedDict()
        self.set_timesteps(control_timestep=scenario.physics_steps * PHYSICS_STEP, physics_timestep=PHYSICS_STEP)
        self._engine = Mirrored() if engine == DEFAULT_ENGINE else MujocoSingle()
        self.restart(maze_seed)

    def restart(self, maze_seed: int) -> None:
        """Forgets all episodes, as if just constructed.

        Args:
          maze_seed: of the mazes, in [0, 2**31).
        """
        self.world = World((self.scenario,), self._engine, open_rule)
        self.world.open(0, np.random.RandomState(), maze_seed)
        self._outcome = _NOTHING

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
    def moments(self) -> Moments | None:
        """This moment, one row that the next step writes over; None before the first episode."""
        return None if self.world.now.episodes[0] is None else self.world.now

    @property
    def outcome(self) -> Outcome:
        """What the last control step led to, one row."""
        return self._outcome

    def action_spec(self, physics: mjcf.Physics) -> specs.Array:
        if self.scenario.control.actions == "discrete":
            return discrete_spec()
        return super().action_spec(physics)

    def after_compile(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        walker = self._walker
        self._engine.bind(
            physics.model.ptr,
            physics.data.ptr,
            pool=self._arena.pool_start(physics),
            joints=walker.positions(physics),
            speeds=walker.speeds(physics),
            controls=walker.controls(physics),
        )

    def initialize_episode(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        """Draws the next episode and puts walls, walker and, for viewers, objects where it has them.

        Raises:
          GenerationError: no maze holds all objects.
        """
        self.world.streams[0] = random_state
        self.world.begin(0)
        self._outcome = _NOTHING
        self._take_place(physics)

    def restore(self, physics: mjcf.Physics, snapshot: Snapshot) -> None:
        """Goes back, or over, to a saved moment of the same scenario."""
        self.world.restore(0, snapshot)
        self._outcome = _NOTHING
        self._take_place(physics)

    def advance(self, action: Any) -> None:
        """Takes a control step as the world takes it: what the hooks below do in composer's loop, with equal result."""
        self._outcome = self.world.advance(ROW, to_control(action, self.scenario.control.actions)[None])

    def before_step(self, physics: mjcf.Physics, action: Any, random_state: np.random.RandomState) -> None:
        self._engine.control(ROW, to_control(action, self.scenario.control.actions)[None])

    def before_substep(self, physics: mjcf.Physics, action: Any, random_state: np.random.RandomState) -> None:
        self._engine.bring_walls(self.world.ground)

    def after_substep(self, physics: mjcf.Physics, random_state: np.random.RandomState | None) -> None:
        self._engine.passed()
        self._engine.notice_touches(self.world.ground, self.world.touched)

    def after_step(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        self._outcome = self.world.score(ROW)

    def should_terminate_episode(self, physics: mjcf.Physics) -> bool:
        return bool(self._outcome.terminated[0])

    def get_reward(self, physics: mjcf.Physics) -> float:
        return float(self._outcome.rewards[0])

    def get_discount(self, physics: mjcf.Physics) -> float:
        return 0.0 if self._outcome.terminated[0] else 1.0

    def _take_place(self, physics: mjcf.Physics) -> None:
        """Puts into the model what does not move in an episode."""
        episode = self.world.now.episode()
        self._arena.display(physics, episode)
        for target, center, color in zip(self._shown, episode.centers, episode.colors, strict=False):
            target.place(physics, center, color)
        # composer's loop begins with the first half of a physics step, which needs the walls already.
        self._engine.bring_walls(self.world.ground)
