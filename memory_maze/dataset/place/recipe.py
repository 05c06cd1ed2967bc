"""What makes a dataset: a scenario, a policy and a seed; and what follows from them for each trajectory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.formats import ending_of
from memory_maze.game.seeds import checked_seed
from memory_maze.scenario.digests import digest
from memory_maze.scenario.model.drawn import NEEDS_ONE_SHAPE
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import FORMATS

PARTS = "parts"
"""The folder, beside those of the splits, of manifest lines of a set that is not complete."""

MOST_STEPS = 1000
"""Steps of a trajectory by default, where the episode has so many: the published data are cut there, 15x15 too."""


class Split(NamedTuple):
    """A part of a dataset, such as `train`."""

    name: str
    episodes: int


class Seeds(NamedTuple):
    """Of one trajectory, each in [0, 2**32)."""

    environment: int
    """Seed of the environment, as `reset(seed=...)` takes it."""
    policy: int
    """Seed of the policy, as `make_player(..., seed)` takes it."""


@dataclass(frozen=True)
class Recipe:
    """A dataset, before it is made. Trajectory k depends on the recipe and k alone, and not on the splits."""

    scenario: Scenario
    policy: str
    seed: int
    steps: int
    """Control steps of a trajectory."""
    splits: tuple[Split, ...]
    """The splits in their order: trajectories are numbered through, split after split."""
    format: str
    """The format of the files: a word of `tables.FORMATS`."""
    digest: str
    """The scenario's digest, in the form that the dataset has it in: it stands in each line of the manifest."""
    member: str | None = None
    """What the scenario is called as a member of a family, such as `families/sizes#9`."""

    @property
    def episodes(self) -> int:
        """Trajectories, all splits together."""
        return sum(split.episodes for split in self.splits)

    def seeds(self, index: int) -> Seeds:
        """The seeds of trajectory `index`: `numpy.random.SeedSequence((seed, index)).generate_state(2)`."""
        environment, policy = np.random.SeedSequence((self.seed, index)).generate_state(2).tolist()
        return Seeds(environment, policy)

    def split(self, index: int) -> str:
        """The name of the split that a trajectory is in."""
        for split in self.splits:
            if index < split.episodes:
                return split.name
            index -= split.episodes
        raise IndexError(index)

    def file(self, index: int) -> str:
        """Where a trajectory is, from the dataset's folder: `train/00000000-1000.npz`."""
        return f"{self.split(index)}/{index:08}-{self.steps}{ending_of(self.format)}"

    def facts(self) -> dict[str, Any]:
        """What tells this recipe from others, as JSON."""
        return {
            "scenario": self.digest,
            "policy": self.policy,
            "seed": self.seed,
            "steps": self.steps,
            "format": self.format,
            "splits": {split.name: split.episodes for split in self.splits},
        }


def make_recipe(
    scenario: Scenario,
    episodes: int | None = None,
    *,
    policy: str = "wanderer",
    splits: Mapping[str, int] | None = None,
    seed: int = 0,
    steps: int | None = None,
    format: str = "npz",
    member: str | None = None,
) -> Recipe:
    """Checks what is asked for.

    Args:
      scenario: what is played.
      episodes: trajectories; needed unless `splits` says it.
      policy: who plays; see `agents.players.make_player`.
      splits: trajectories by split; by default all are `train`.
      seed: in [0, 2**32), of the whole dataset.
      steps: control steps a trajectory; by default the episode's, `MOST_STEPS` at most.
      format: of the files; "zarr" needs the extra of that name.
      member: what the scenario is called as a member of a family, to be told in `dataset.json`.

    Raises:
      DatasetError: numbers do not fit, or a split's name cannot be a folder's.
      UnknownPolicyError, AgentError: there is no such policy, or it cannot be imported.
      ValueError: no such seed.
    """
    # Late, because a set is also read by those who need no policy.
    from memory_maze.agents.finding import check_policy

    checked_seed(seed)
    check_policy(policy)
    recipe = recipe_of(scenario, episodes, policy=policy, splits=splits, seed=seed, steps=steps, format=format)
    return replace(recipe, member=member)


def recipe_of(
    scenario: Scenario,
    episodes: int | None = None,
    *,
    policy: str,
    splits: Mapping[str, int] | None,
    seed: int,
    steps: int | None,
    format: str,
) -> Recipe:
    """`make_recipe` without a look at the policy, which whoever reads a set need not have. It may be foreign code."""
    checked_seed(seed)
    if splits is None:
        if episodes is None:
            raise DatasetError("say how many trajectories to make: by episodes, or by splits")
        splits = {"train": episodes}
    for name, count in splits.items():
        if not isinstance(count, int):
            raise DatasetError(f"split {name!r} cannot hold {count!r} trajectories; give a whole number")
    total = sum(splits.values())
    if episodes is not None and total != episodes:
        raise DatasetError(f"the splits hold {total} trajectories, not {episodes}; leave one of the two out")
    if total < 1 or min(splits.values()) < 0 or total >= 10**8:
        raise DatasetError(f"{total} trajectories cannot be made; ask for 1 to {10**8 - 1}")
    for name in splits:
        if not name.replace("_", "").replace("-", "").isalnum() or not name.isascii():
            raise DatasetError(f"a split cannot be called {name!r}; use letters, digits, - and _")
        if name.lower() == PARTS or [other.lower() for other in splits].count(name.lower()) > 1:
            raise DatasetError(f"a split cannot be called {name!r}: there is another folder of that name")
    if format not in FORMATS:
        raise DatasetError(f"there is no format {format!r}; use {' or '.join(FORMATS)}")
    require_one_shape(scenario)
    longest = scenario.episode_steps
    steps = min(MOST_STEPS, longest) if steps is None else steps
    if not 1 <= steps <= longest:
        raise DatasetError(f"a trajectory cannot have {steps} steps; ask for 1 to {longest}, as an episode has")
    parts = tuple(Split(*item) for item in splits.items())
    return Recipe(scenario, policy, seed, steps, parts, format, digest(scenario))


def require_one_shape(scenario: Scenario) -> None:
    """Raises DatasetError where a scenario's episodes have arrays of several shapes."""
    for draw in scenario.draws:
        if draw.path in NEEDS_ONE_SHAPE:
            raise DatasetError(
                f"{draw.field} is drawn in each episode, and arrays of a dataset have one shape; "
                f"make a set for each value, by -o {draw.field}={draw.largest} and so on"
            )
