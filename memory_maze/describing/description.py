"""A scenario's description, as an appendix of a paper needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from memory_maze.describing.behaviour import Behaviour, behaviour
from memory_maze.describing.mazes import maze_facts
from memory_maze.describing.measures import Measure, difference
from memory_maze.scenario.digests import digest
from memory_maze.scenario.schema import Scenario

WITH_MEMORY = "explorer-oracle"
"""The policy that remembers all that it has seen."""

WITHOUT_MEMORY = "forgetful"
"""The policy that has the same eyes and remembers nothing."""

POLICIES = ("oracle", WITH_MEMORY, WITHOUT_MEMORY, "random")
"""Who plays."""

Report = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Description:
    """What was measured."""

    digest: str
    """The scenario's digest."""
    seeds: range
    """The seeds whose first episodes were measured."""
    between: Measure
    """Seconds between objects."""
    to_first: Measure
    """Seconds from the start to the first object."""
    rooms: Measure
    """How many rooms a maze has; no values where mazes are drawn as text."""
    free: Measure
    """The share of free cells."""
    explored: Measure
    """Control steps until the policy with memory had seen all objects, in the episodes in which it came to that."""
    behaviours: tuple[Behaviour, ...]
    """What the policies do, those that cannot play included."""

    @property
    def memory_gap(self) -> Measure:
        """What memory is worth: how much more is scored with it than without, in the same episodes; no values where one
        of the two policies cannot play."""
        more, less = self.behaviour(WITH_MEMORY), self.behaviour(WITHOUT_MEMORY)
        is_known = more.evaluation is not None and less.evaluation is not None
        return difference("memory gap", "return", more.returns if is_known else (), less.returns if is_known else ())

    def behaviour(self, policy: str) -> Behaviour:
        """What one of `POLICIES` does."""
        return next(one for one in self.behaviours if one.policy == policy)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Everything, in the order in which it is told."""
        returns = (Measure(f"return, {one.policy}", "return", one.returns) for one in self.behaviours)
        sights = (Measure(f"prompted object in sight, {one.policy}", "", one.in_sight) for one in self.behaviours)
        mazes = (self.between, self.to_first, self.rooms, self.free)
        return (*mazes, self.explored, *sights, *returns, self.memory_gap)


def describe(scenario: Scenario, seeds: range, report: Report = lambda what, done, total: None) -> Description:
    """Measures the first episode of each seed.

    Args:
      scenario: what is described.
      seeds: of the episodes, at least one.
      report: is called often.

    Raises:
      GenerationError: an episode's maze does not hold all objects.
    """
    mazes = []
    for facts in maze_facts(scenario, seeds):
        mazes.append(facts)
        report("measuring ways", len(mazes), len(seeds))
    moments = len(seeds) * (scenario.episode_steps + 1)
    behaviours = tuple(_behaviour(scenario, policy, seeds, report, moments) for policy in POLICIES)
    explored = next(one.explored for one in behaviours if one.policy == WITH_MEMORY)
    seconds = tuple(way for facts in mazes for way in facts.between)
    return Description(
        digest=digest(scenario),
        seeds=seeds,
        between=Measure("way between objects", "s", seconds, is_by_episode=False),
        to_first=Measure(
            "way to the first object", "s", tuple(facts.to_first for facts in mazes if facts.to_first is not None)
        ),
        rooms=Measure("rooms", "rooms", tuple(float(facts.rooms) for facts in mazes if facts.rooms is not None)),
        free=Measure("free cells", "", tuple(facts.free for facts in mazes)),
        explored=Measure(f"until {WITH_MEMORY} has seen all objects", "steps", explored),
        behaviours=behaviours,
    )


def _behaviour(scenario: Scenario, policy: str, seeds: range, report: Report, moments: int) -> Behaviour:
    return behaviour(scenario, policy, seeds, lambda seen: report(policy, seen, moments))
