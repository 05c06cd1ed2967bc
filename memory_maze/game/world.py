"""The game of N mazes: episodes begin, walkers move, prompts change. One maze is one row."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.draws import EpisodeSource, draw_maze_seed, second_stream
from memory_maze.game.engine import Ground, Physics, Rows
from memory_maze.game.episode import Episode
from memory_maze.game.moments import ALWAYS, OBJECTS, Moments, room_for, room_for_counts
from memory_maze.game.passing import end_step, look
from memory_maze.game.rules.rule import Rule, Turn
from memory_maze.game.snapshot import Snapshot, completed
from memory_maze.maze.coordinates import inner_middle, metres_to_position
from memory_maze.maze.sources import GenerationError
from memory_maze.scenario.schema import Scenario

_NUMBERS = itertools.count(1)


class Outcome(NamedTuple):
    """What a control step led to in n mazes."""

    rewards: NDArray[np.float64]
    """float64 [n]: what each maze earned."""
    terminated: NDArray[np.bool_]
    """bool [n]: the rule ended the episode."""
    truncated: NDArray[np.bool_]
    """bool [n]: the time is over, and the rule has not ended the episode."""


class World:
    """N mazes, a row each. Nothing here is drawn or observed: `now` tells all there is to tell."""

    def __init__(self, scenarios: Sequence[Scenario], physics: Physics, rule_of: Callable[[Scenario], Rule]) -> None:
        """Makes room; `seed` and `begin` come next.

        Args:
          scenarios: one a maze.
          physics: an engine with a walker for each.
          rule_of: makes the rule that a scenario names.
        """
        self.scenarios = tuple(scenarios)
        self.physics = physics
        count, objects = len(self.scenarios), max(scenario.objects.count for scenario in self.scenarios)
        shapes = [scenario.maze_shape for scenario in self.scenarios]
        shape = max(shape[1] for shape in shapes) + 2, max(shape[0] for shape in shapes) + 2
        self.counts = room_for_counts(count)
        """int64 [11, N]: the whole numbers of `now`, in one block."""
        self.ground = Ground(count, objects, self.counts[OBJECTS])
        shared = {"positions": physics.positions, "speeds": physics.speeds}
        ground = {"centers": self.ground.centers, "radius": self.ground.radius}
        self.now: Moments = room_for(self.counts, objects, shape, **shared, **ground)
        """This moment, written in place."""
        self.touched = np.zeros((count, objects), np.bool_)
        """bool [N, K]: touched since the last control step."""
        self.streams = [np.random.RandomState(0) for _ in range(count)]
        """N random streams, of all that the benchmark draws in a maze."""
        self.second_streams = [np.random.RandomState(0) for _ in range(count)]
        """N random streams, of all that it does not draw."""
        self.sources: list[EpisodeSource | None] = [None] * count
        self._each = np.arange(count)
        self._seen = (self.now.gone, self.now.prompted, self.now.hidden)
        self.limit = np.array([scenario.episode_steps for scenario in self.scenarios])
        """int64 [N]: control steps in an episode."""
        self._durations = _grouped([scenario.physics_steps for scenario in self.scenarios])
        self._rules = _rules(self.scenarios, rule_of)
        for rule, _ in self._rules:
            rule.open(self.now)

    def __len__(self) -> int:
        return len(self.scenarios)

    def seed(self, row: int, seed: int | None) -> None:
        """Starts the stream of episodes that an environment constructed with this seed has.

        Args:
          row: which maze.
          seed: in [0, 2**32), or None for one from the operating system.

        Raises:
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
        """
        stream = np.random.RandomState(seed)
        self.open(row, stream, draw_maze_seed(stream))

    def open(self, row: int, stream: np.random.RandomState, maze_seed: int) -> None:
        """Starts a stream of episodes.

        Args:
          row: which maze.
          stream: all is drawn from it but the mazes.
          maze_seed: of the mazes, in [0, 2**31).

        Raises:
          GenerationError: as `seed`.
        """
        self.sources[row] = EpisodeSource(self.scenarios[row], maze_seed)
        self.streams[row] = stream
        self.second_streams[row] = second_stream(maze_seed)
        self.touched[row] = False

    def begin(self, row: int) -> None:
        """Begins the next episode of one maze.

        Raises:
          GenerationError: no maze holds all objects; the message names this one.
        """
        source, now = self.sources[row], self.now
        assert source is not None
        still_touched = tuple(self.touched[row, : now.objects[row]].tolist())
        try:
            episode = source.next(self.streams[row], self.second_streams[row], still_touched)
        except GenerationError as error:
            raise GenerationError(error.reason, f"maze {row}: " if len(self) > 1 else "") from None
        self._show(row, episode)
        self.touched[row] = now.gone[row] = False
        self.touched[row, : now.objects[row]] = episode.touched_at_start
        now.prompt_age[row] = now.steps[row] = now.found[row] = now.wrong[row] = 0
        now.total[row] = 0.0
        now.succeeded[row] = now.over[row] = False
        self.physics.put(row, episode.start)
        self._rule(row).begin(row, now, self.streams[row])
        self._look(row)
        now.hidden[row] |= self.touched[row]

    def advance(self, rows: Rows, controls: NDArray[np.float64]) -> Outcome:
        """Takes one control step: walkers drive, then it is scored.

        Args:
          rows: which mazes.
          controls: float64 [n, 2], their roll and steer in [-1, 1].
        """
        self.physics.control(rows, controls)
        for steps, members in self._durations:
            driven = rows if members is None else np.intersect1d(rows, members)
            if len(driven):
                self.physics.run(driven, steps, self.ground, self.touched)
        return self.score(rows)

    def score(self, rows: Rows) -> Outcome:
        """Scores a control step whose walkers have been driven; objects are visible and untouched afterwards."""
        now, count = self.now, len(rows)
        outcome = Outcome(np.zeros(count), np.zeros(count, np.bool_), np.empty(count, np.bool_))
        for rule, members in self._rules:
            if members is None:
                rule.score(self._turn(rows, outcome.rewards, outcome.terminated))
                continue
            place = np.flatnonzero(np.isin(rows, members))
            rewards, terminated = np.zeros(len(place)), np.zeros(len(place), np.bool_)
            rule.score(self._turn(rows[place], rewards, terminated))
            outcome.rewards[place], outcome.terminated[place] = rewards, terminated
        end_step(rows, self.touched, self.counts, self.limit, now.total, *outcome, now.over, *self._seen)
        return outcome

    def _turn(self, rows: Rows, rewards: NDArray[np.float64], terminated: NDArray[np.bool_]) -> Turn:
        return Turn(rows, self.now, self.counts, self.touched, self.streams, rewards, terminated, self.second_streams)

    def snapshot(self, row: int, digest: str, running: bool) -> Snapshot:
        """All that one maze needs to go on from here.

        Args:
          row: which maze.
          digest: of its scenario.
          running: whether its episode goes on.

        Raises:
          RuntimeError: no episode has begun.
        """
        now, source = self.now, self.sources[row]
        episode = now.episode(row)
        assert source is not None
        count = len(episode.centers)
        return Snapshot(
            scenario=digest,
            stream=self.streams[row].get_state(),
            source=source.get_state(),
            episode=episode,
            physics=self.physics.get_state(row),
            target=int(now.target[row]),
            touched=tuple(self.touched[row, :count].tolist()),
            hidden=tuple(now.hidden[row, :count].tolist()),
            prompt_age=int(now.prompt_age[row]),
            steps=int(now.steps[row]),
            found=int(now.found[row]),
            running=running,
            total=float(now.total[row]),
            rule=self._rule(row).get_state(row),
            second_stream=self.second_streams[row].get_state(),
            wrong=int(now.wrong[row]),
            succeeded=bool(now.succeeded[row]),
            gone=tuple(now.gone[row, :count].tolist()),
            centers=now.centers[row, :count].copy(),
        )

    def restore(self, row: int, snapshot: Snapshot) -> None:
        """Puts one maze where it was when the snapshot was taken."""
        snapshot = completed(snapshot, self.scenarios[row])
        if self.sources[row] is None:
            self.seed(row, 0)
        source, now, count = self.sources[row], self.now, len(snapshot.touched)
        assert source is not None
        source.set_state(snapshot.source)
        self.streams[row].set_state(snapshot.stream)
        self.second_streams[row] = second_stream(snapshot.source.maze_seed)
        if snapshot.second_stream is not None:
            self.second_streams[row].set_state(snapshot.second_stream)
        self._show(row, snapshot.episode)
        if snapshot.centers is not None:
            now.centers[row, :count] = snapshot.centers
            now.places[row, :count] = metres_to_position(
                snapshot.centers[:, :2], snapshot.episode.layout.shape, snapshot.episode.cell_size
            )
        self.physics.set_state(row, snapshot.physics)
        self.touched[row, :count] = snapshot.touched
        now.gone[row] = False
        now.gone[row, : len(snapshot.gone)] = snapshot.gone
        now.target[row], now.prompt_age[row] = snapshot.target, snapshot.prompt_age
        now.steps[row], now.found[row], now.total[row] = snapshot.steps, snapshot.found, snapshot.total
        now.wrong[row], now.succeeded[row] = snapshot.wrong, snapshot.succeeded
        now.over[row] = not snapshot.running
        self._rule(row).set_state(row, snapshot.rule)
        self._look(row)
        now.hidden[row, :count] = snapshot.hidden

    def _show(self, row: int, episode: Episode) -> None:
        """Takes over what stays as it is in an episode."""
        now, count = self.now, len(episode.centers)
        height, width = episode.layout.shape
        self.ground.put(row, episode)
        now.episodes[row] = episode
        now.number[row] = next(_NUMBERS)
        now.places[row, :count] = episode.positions
        now.colors[row, :count] = episode.colors
        now.cell_size[row] = episode.cell_size
        now.middle[row] = inner_middle(episode.layout.shape)
        terms = episode.terms
        now.prompt_steps[row] = ALWAYS if episode.prompt_steps is None else episode.prompt_steps
        now.prompt_from[row] = terms.first_prompt_after
        now.prompt_until[row] = ALWAYS if terms.prompt_until is None else terms.prompt_until
        now.seen_until[row] = ALWAYS if terms.seen_until is None else terms.seen_until
        now.free[row] = 0
        now.free[row, 1 : height - 1, 1 : width - 1] = episode.layout.free
        self._rule(row).show(row, episode)

    def _look(self, row: int) -> None:
        """Says of a maze what is to be seen at this moment: its prompt, and objects."""
        look(self._each[row : row + 1], self.counts, *self._seen)

    def _rule(self, row: int) -> Rule:
        return next(rule for rule, members in self._rules if members is None or row in members)


def _grouped(values: Sequence[Any]) -> list[tuple[Any, Rows | None]]:
    """Each value with the rows that have it, or with None where all have the same."""
    places: dict[Any, list[int]] = {}
    for row, value in enumerate(values):
        places.setdefault(value, []).append(row)
    if len(places) == 1:
        return [(values[0], None)]
    return [(value, np.array(rows)) for value, rows in places.items()]


def _rules(scenarios: Sequence[Scenario], rule_of: Callable[[Scenario], Rule]) -> list[tuple[Rule, Rows | None]]:
    """Each rule with the rows that play by it, or with None where all do."""
    groups = _grouped([scenario.task for scenario in scenarios])
    return [(rule_of(scenarios[0 if rows is None else rows[0]]), rows) for _, rows in groups]
