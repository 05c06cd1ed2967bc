"""The agent without memory knows what is in sight, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.evaluation import play, summarise
from memory_maze.agents.players import make_player
from memory_maze.agents.policies.forgetful import Forgetful
from memory_maze.agents.rollouts import follow, rollout
from memory_maze.game.moments import Moments


def first_look(seed: int) -> Moments:
    return next(iter(rollout(load("classic/9x9"), "noop", seed, 1)))


def turned(now: Moments, angle: float) -> Moments:
    positions = now.positions.copy()
    positions[0, 3] += angle
    return replace(now, positions=positions)


def prompting(now: Moments, number: int) -> Moments:
    return replace(now, target=np.array([number]))


def approached(policy: Forgetful, now: Moments) -> list[int]:
    """The objects that it drives to when they are prompted: those in sight."""
    found = []
    for number in range(int(now.objects[0])):
        policy(prompting(now, number))
        drive = policy._kept[0][1].drive
        assert drive is not None
        found += [number] * (drive.target == number)
    return found


def test_it_scores_between_drawing_actions_and_remembering() -> None:
    scenario = load("classic/9x9")
    scores = [summarise(scenario, list(play(scenario, name, range(3)))).mean for name in ("forgetful", "random")]
    explorer = summarise(scenario, list(play(scenario, "explorer-oracle", range(3)))).mean
    assert scores[1] < scores[0] < explorer / 2


def test_it_does_not_use_what_it_does_not_see() -> None:
    now = first_look(0)
    seen = approached(Forgetful(load("classic/9x9")), now)
    unseen = [number for number in range(3) if number not in seen]
    assert len(unseen) >= 2, "this seed's first look must leave two objects unseen"
    actions = [Forgetful(load("classic/9x9"))(prompting(now, number))[0] for number in unseen]
    assert len(set(actions)) == 1


def test_what_it_has_seen_is_gone_when_it_turns_away() -> None:
    scenario = load("classic/9x9")
    seeds = {seed: approached(Forgetful(scenario), first_look(seed)) for seed in range(10)}
    seed, seen = next((seed, seen) for seed, seen in seeds.items() if seen)
    ahead = prompting(first_look(seed), seen[0])
    away = turned(ahead, np.pi)
    assert approached(Forgetful(scenario), away) == []
    who_saw, who_did_not = Forgetful(scenario, seed), Forgetful(scenario, seed)
    who_saw(ahead)
    assert who_saw(away)[0] == who_did_not(away)[0]
    drives = [policy._kept[0][1].drive for policy in (who_saw, who_did_not)]
    assert drives[0] is not None
    assert drives[1] is not None
    assert (drives[0].target, drives[0].cell) == (drives[1].target, drives[1].cell)


def test_equal_seeds_go_equal_ways_and_others_do_not() -> None:
    scenario = load("classic/9x9", ["maze.seed=3"])

    def way(seed: int) -> list[float]:
        moments = follow(scenario, make_player("forgetful", scenario, seed), 0, 60)
        return [float(now.positions[0, 0]) for now in moments]

    assert way(1) == way(1)
    assert way(1) != way(2)


@pytest.mark.parametrize(
    "name",
    ["classic/9x9-Vis", "classic/9x9-Top", "examples/foraging", "examples/prompt-once", "examples/t-maze-recall"],
)
def test_it_plays_every_task_and_finds_something(name: str) -> None:
    *_, last = rollout(load(name), "forgetful", 0, 600)
    assert last.found[0] >= 1


@pytest.mark.parametrize("name", ["examples/water-maze", "examples/delayed-recall", "examples/moving-objects"])
def test_it_does_not_stand_still(name: str) -> None:
    moments = list(rollout(load(name), "forgetful", 0, 300))
    cells = {tuple((now.positions[0, :2] // 2).tolist()) for now in moments}
    assert len(cells) >= 10
