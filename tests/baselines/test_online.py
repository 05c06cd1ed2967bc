"""The recurrent agent: a run goes on exactly, plays what scenarios, families and curricula say, and is a policy."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from memory_maze import load
from memory_maze.agents.errors import AgentError, UnknownPolicyError
from memory_maze.agents.finding import check_policy
from memory_maze.agents.rollouts import rollout
from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.online.config import make_settings
from memory_maze.baselines.online.mazes import Task, first_seeds, task_of
from memory_maze.baselines.online.tally import Tally
from memory_maze.baselines.online.training import Plan, train
from memory_maze.baselines.runs import read_weights
from memory_maze.envs.curriculum import load_curriculum

ROOM = str(Path(__file__).parents[2] / "examples" / "tiny_room.yaml")

TINY = {"mazes": 4, "segment": 10, "parts": 2, "features": 16, "hidden": 16, "precision": "float32"}

ROUND = 4 * 10
"""Control steps of a segment of all mazes."""


def plan(task: Task | None = None, seed: int = 0, **changes: object) -> Plan:
    return Plan("tiny", task or (load(ROOM),), seed=seed, changes={**TINY, **changes}, threads=1)


def assert_equal_weights(one: Path, other: Path) -> None:
    weights, others = read_weights(one), read_weights(other)
    assert weights.keys() == others.keys()
    for name, weight in weights.items():
        np.testing.assert_array_equal(weight, others[name], err_msg=name)


class Killed(Exception):
    """Ends a run from outside."""


def killed_after(segments: int) -> Any:
    def report(tally: Tally) -> None:
        if tally.segments == segments:
            raise Killed

    return report


@pytest.mark.parametrize("kind", ["gru", "lstm", "none", "curriculum"])
def test_a_run_that_was_killed_goes_on_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    steps = ROUND * 14
    is_curriculum = kind == "curriculum"
    what = plan(curriculum(ROUND * 7) if is_curriculum else None, memory="gru" if is_curriculum else kind)
    whole = train(what, tmp_path / "whole", steps)
    monkeypatch.setattr("memory_maze.baselines.loop.CHECKPOINT_SECONDS", 0.0)
    with pytest.raises(Killed):
        train(what, tmp_path / "killed", steps, report=killed_after(8))
    resumed = train(what, tmp_path / "killed", steps, resume=True)
    assert (resumed.steps, resumed.episodes, resumed.returns) == (steps, whole.episodes, whole.returns)
    assert whole.episodes > 0
    assert_equal_weights(tmp_path / "whole", tmp_path / "killed")


def test_the_curve_of_a_curriculum_tells_its_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory_maze.baselines.online.training.ROW_STEPS", 1)
    assert train(plan(curriculum(ROUND * 2)), tmp_path / "two", 4 * ROUND).stage == 1
    with (tmp_path / "two" / "curve.csv").open(newline="") as file:
        stages = [row["stage"] for row in csv.DictReader(file)]
    assert (stages[0], stages[-1], stages) == ("0", "1", sorted(stages))
    train(plan(), tmp_path / "one", ROUND)
    assert "stage" not in (tmp_path / "one" / "curve.csv").read_text()


def curriculum(steps: int) -> Any:
    stages = [{"scenario": ROOM, "until": {"steps": steps}}, {"scenario": ROOM, "overrides": {"objects.count": 1}}]
    return load_curriculum({"summary": "two, then one", "curriculum": stages})


def test_another_seed_is_another_run(tmp_path: Path) -> None:
    train(plan(), tmp_path / "a", ROUND)
    train(plan(seed=1), tmp_path / "b", ROUND)
    assert not torch.equal(read_weights(tmp_path / "a")["value.weight"], read_weights(tmp_path / "b")["value.weight"])
    assert set(first_seeds(0, 128)).isdisjoint([*first_seeds(1, 128), *range(100_000)])


def test_what_a_run_leaves_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory_maze.baselines.online.training.ROW_STEPS", 2 * ROUND)
    tally = train(plan(), tmp_path, 5 * ROUND)
    assert {"config.json", "curve.csv", "weights.pt", "checkpoint.pt"} <= {file.name for file in tmp_path.iterdir()}
    facts = json.loads((tmp_path / "config.json").read_text())
    assert (facts["agent"], facts["scenario"], facts["seed"], facts["side"]) == ("online", "tiny", 0, 16)
    assert facts["settings"]["hidden"] == 16
    assert facts["threads"] == 1
    with (tmp_path / "curve.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["env_steps"]) for row in rows] == [2 * ROUND, 4 * ROUND, 5 * ROUND]
    assert 1.5 < float(rows[0]["entropy"]) < 1.8
    assert rows[0]["return_mean"] == ""
    assert tally.cpu.keys() == {"mazes", "acting", "learning"}


def test_episodes_that_are_cut_short_to_spread_them_do_not_count(tmp_path: Path) -> None:
    # 60 steps are six segments, so mazes 1 to 3 begin anew after one, two and three of them.
    tally = train(plan(), tmp_path / "a", 6 * ROUND)
    assert tally.episodes == 1
    assert train(plan(), tmp_path / "b", 12 * ROUND).episodes == 1 + 1 + 3


def test_families_and_catalogue_names_are_played(tmp_path: Path) -> None:
    family = tmp_path / "family.yaml"
    family.write_text(f"summary: two rooms\nextends: {ROOM}\nmatrix:\n  objects.count: [1, 2]\n")
    task = task_of(str(family), ["episode.steps=20"])
    assert [scenario.objects.count for scenario in task] == [1, 2]  # type: ignore[union-attr]
    assert train(plan(task), tmp_path / "run", 4 * ROUND).episodes > 0
    assert len(task_of("classic/9x9")) == 1  # type: ignore[arg-type]


def test_observations_of_other_forms_are_seen_as_pictures(tmp_path: Path) -> None:
    scenario = load(ROOM, {"observation.form": "dict", "camera.outputs": ["image", "depth"]})
    train(plan((scenario,)), tmp_path, ROUND)
    assert len(list(rollout(scenario, str(tmp_path), seed=0, steps=3))) == 4


def actions(policy: str, seed: int = 0) -> list[list[float]]:
    return [now.positions[0].tolist() for now in rollout(load(ROOM), policy, seed, 30)]


def test_a_run_is_a_policy(tmp_path: Path) -> None:
    run = tmp_path / "run"
    # So fast that something is learnt, and the most probable action is not always the same.
    train(plan(learning_rate=0.01), run, 4 * ROUND)
    check_policy(str(run))
    assert actions(str(run)) == actions(str(run)) == actions(f"{run}:sampled")
    assert actions(f"{run}:greedy") == actions(f"{run}:greedy")
    assert actions(f"{run}:greedy") != actions(str(run))
    state = torch.get_rng_state()
    actions(str(run), seed=1)
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize(
    ("how", "changes", "message"),
    [
        (":best", {}, "there is no way 'best' to play .*; use .*:greedy"),
        ("", {"camera.resolution": 32}, "sees 16 pixels a side; play it with -o camera.resolution=16"),
        ("", {"control.actions": "continuous"}, "chooses one of six actions; play it with -o control.actions=discrete"),
    ],
)
def test_a_run_that_cannot_be_played_says_why(
    tmp_path: Path, how: str, changes: Mapping[str, Any], message: str
) -> None:
    train(plan(), tmp_path, ROUND)
    with pytest.raises(AgentError, match=message):
        rollout(load(ROOM, changes), f"{tmp_path}{how}", 0, 1)


def test_a_run_that_is_broken_says_so(tmp_path: Path) -> None:
    train(plan(), tmp_path, ROUND)
    (tmp_path / "weights.pt").write_bytes(b"nothing")
    with pytest.raises(AgentError, match=r"weights.pt cannot be read"):
        rollout(load(ROOM), str(tmp_path), 0, 1)
    (tmp_path / "weights.pt").unlink()
    with pytest.raises(AgentError, match=r"weights.pt is not there yet; wait a minute"):
        rollout(load(ROOM), str(tmp_path), 0, 1)
    (tmp_path / "config.json").write_text('{"agent": "chess"}')
    with pytest.raises(UnknownPolicyError, match="has an agent 'chess', which nothing here plays; there are online"):
        check_policy(str(tmp_path))
    (tmp_path / "config.json").write_text("[]")
    with pytest.raises(UnknownPolicyError, match="does not name an agent"):
        check_policy(str(tmp_path))


def test_a_run_is_not_written_over_nor_gone_on_with_as_another(tmp_path: Path) -> None:
    train(plan(), tmp_path, ROUND)
    with pytest.raises(TrainingError, match="has a run already; add --resume, or choose another folder"):
        train(plan(), tmp_path, ROUND)
    for other, what in (
        (plan(seed=1), "another seed"),
        (plan(entropy=0.5), "other settings"),
        (plan((load(ROOM, {"objects.count": 1}),)), "other scenarios"),
    ):
        with pytest.raises(TrainingError, match=f"was begun with {what}; name the same ones"):
            train(other, tmp_path, 2 * ROUND, resume=True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lerning_rate": 1}, r"there is no setting 'lerning_rate'.*learning_rate"),
        ({"entropy": "much"}, "entropy cannot be 'much': input should be a valid number"),
        ({"parts": 5}, "4 mazes cannot be learnt from in 5 parts; set parts lower"),
    ],
)
def test_settings_that_are_wrong(tmp_path: Path, changes: Mapping[str, Any], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        train(plan(**changes), tmp_path / "run", ROUND)
    assert not (tmp_path / "run").exists()


def test_what_cannot_be_trained_on(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"one of six actions; add -o control\.actions=discrete"):
        train(plan((load(ROOM, {"control.actions": "continuous"}),)), tmp_path / "run", ROUND)
    document = tmp_path / "plan.yaml"
    document.write_text(f"summary: one\ncurriculum:\n  - scenario: {ROOM}\n")
    assert len(task_of(str(document)).stages) == 1  # type: ignore[union-attr]
    with pytest.raises(TrainingError, match="is a curriculum, whose stages have overrides of their own"):
        task_of(str(document), ["objects.count=1"])


def test_the_learning_rate_falls_evenly_and_then_stays() -> None:
    settings = make_settings("small", {"anneal": 1000, "learning_rate": 1e-3})
    rates = [settings.learning_rate_at(steps) for steps in (0, 500, 1000, 5000)]
    assert rates == pytest.approx([1e-3, 5e-4, 5e-5, 5e-5])
    assert make_settings("small", {"learning_rate": 1e-3}).learning_rate_at(10**9) == 1e-3


def test_a_run_learns_with_the_rate_of_its_steps(tmp_path: Path) -> None:
    train(plan(anneal=2 * ROUND, learning_rate=1e-3), tmp_path, ROUND)
    kept = torch.load(tmp_path / "checkpoint.pt", weights_only=False)
    (group,) = kept["optimizer"]["param_groups"]
    assert group["lr"] == pytest.approx(5e-4)
