"""Playing trajectories and writing down what happens: many mazes together, each as if it were alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.players import Sight, make_player
from memory_maze.agents.policy import controls_of
from memory_maze.dataset.files.entries import OBSERVED, Entry, entries, further_keys, recorded
from memory_maze.dataset.files.formats import open_writer
from memory_maze.dataset.files.npz import section_rows
from memory_maze.dataset.place.recipe import Recipe
from memory_maze.game.actions import ACTIONS
from memory_maze.game.world import World
from memory_maze.observation.keys import key_specs


@dataclass(frozen=True)
class Trajectory:
    """One recorded trajectory."""

    index: int
    data: bytes = field(repr=False)
    """The bytes of the file."""
    total: float
    """The return of the trajectory."""
    drawn: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    """What its episodes drew of the scenario, by dotted field; empty where nothing is drawn."""


def record(recipe: Recipe, indexes: Sequence[int], tell: Callable[[int], None] | None = None) -> list[Trajectory]:
    """Plays some trajectories of a dataset, all at once, on one core.

    Args:
      recipe: the dataset.
      indexes: which trajectories. The bytes of each depend neither on the others nor on how many there are.
      tell: called after every control step with the number of steps taken, one a maze; what it raises ends all.

    Raises:
      GenerationError: a maze cannot be generated.
      DatasetError: a trajectory does not fit into a file, or a package is missing.
    """
    # Late: the simulator is imported by the processes that record, and not by those that only plan or read.
    from memory_maze.observation.observer import Observer
    from memory_maze.worlds import build_world

    scenario = recorded(recipe.scenario)
    count = len(indexes)
    seeds = [recipe.seeds(index) for index in indexes]
    book = _Book(recipe.format, entries(recipe.scenario), recipe.steps, count)
    player = make_player(recipe.policy, recipe.scenario, [seed.policy for seed in seeds])
    shown = tuple(key_specs(recipe.scenario)) if player.observes else ()
    wanted = dict.fromkeys((*OBSERVED, *further_keys(recipe.scenario), *shown))
    world = build_world([scenario] * count)
    observer = Observer(world.scenarios)
    try:
        over = np.zeros(count, np.bool_)
        drawn: list[list[dict[str, Any]]] = [[] for _ in seeds]
        for row, seed in enumerate(seeds):
            world.seed(row, seed.environment)
            _begin(world, row, drawn)
        buffers: dict[Any, NDArray[Any]] = observer.buffers(count)
        buffers |= _outcome(scenario.control.actions == "discrete", count)
        for step in range(recipe.steps + 1):
            if step:
                seen = {key: buffers[key] for key in shown} if player.observes else None
                over = _act(world, player.act(Sight(world.now, seen, buffers["reward"])), over, buffers, drawn)
            observer.observe(world.now, {key: buffers[key] for key in wanted})
            book.take(buffers)
            if step and tell is not None:
                tell(count)
    finally:
        observer.close()
    made = zip(indexes, book.finish(), book.totals.tolist(), map(tuple, drawn), strict=True)
    return [Trajectory(*one) for one in made]


def _begin(world: World, row: int, drawn: list[list[dict[str, Any]]]) -> None:
    """Begins an episode, and notes what it drew."""
    world.begin(row)
    if values := world.now.episode(row).drawn:
        drawn[row].append(dict(values))


def _outcome(discrete: bool, count: int) -> dict[str, NDArray[Any]]:
    """What a step leads to, before the first one."""
    return {
        "action": np.zeros((count, len(ACTIONS) if discrete else 2)),
        "reward": np.zeros(count),
        "terminal": np.zeros(count, np.bool_),
        "reset": np.ones(count, np.bool_),
    }


def _act(
    world: World,
    actions: NDArray[Any],
    over: NDArray[np.bool_],
    buffers: dict[Any, NDArray[Any]],
    drawn: list[list[dict[str, Any]]],
) -> NDArray[np.bool_]:
    """Takes a step; where an episode was terminated by the step before, the next one begins instead.

    Returns:
      bool [N]: episodes that this step terminated.
    """
    discrete = actions.ndim == 1
    controls = controls_of(actions)
    buffers["action"][...] = np.eye(len(ACTIONS))[actions] if discrete else controls
    buffers["action"][over] = buffers["reward"][over] = 0.0
    driven = np.flatnonzero(~over)
    outcome = world.advance(driven, controls[driven])
    for row in np.flatnonzero(over).tolist():
        _begin(world, row, drawn)
    buffers["reward"][driven] = outcome.rewards
    buffers["reset"][...] = over
    buffers["terminal"][...] = False
    buffers["terminal"][driven] = outcome.terminated
    terminal: NDArray[np.bool_] = buffers["terminal"].copy()
    return terminal


class _Book:
    """What is written down of some trajectories while they are played: moments wait until they fill a section."""

    def __init__(self, kind: str, specs: tuple[Entry, ...], steps: int, count: int) -> None:
        self._writers = [open_writer(kind, specs, steps + 1) for _ in range(count)]
        self._waiting = {
            entry.name: np.empty((count, min(steps + 1, section_rows(entry, steps + 1)), *entry.shape), entry.dtype)
            for entry in specs
        }
        self._moments, self._length = 0, steps + 1
        self.totals = np.zeros(count)
        """float64 [N]: returns so far."""

    def take(self, values: dict[Any, NDArray[Any]]) -> None:
        """Takes one moment, [N, *shape] of each entry."""
        self.totals += values["reward"]
        self._moments += 1
        for name, waiting in self._waiting.items():
            room = waiting.shape[1]
            waiting[:, (self._moments - 1) % room] = values[name]
            ready = room if self._moments % room == 0 else self._moments % room
            if ready == room or self._moments == self._length:
                for writer, rows in zip(self._writers, waiting, strict=True):
                    writer.add(name, rows[:ready])

    def finish(self) -> list[bytes]:
        """The files."""
        return [writer.finish() for writer in self._writers]
