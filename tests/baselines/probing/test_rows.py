"""The rows that learn: what they carry, what teaches them, and that a run that was killed goes on exactly."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.probing import kept
from memory_maze.baselines.probing.config import RowName, make_settings
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.rows.memory import Memory
from memory_maze.baselines.probing.rows.networks import Decoder, Encoder, picture_loss, pixels
from memory_maze.baselines.probing.rows.row import Seen
from memory_maze.baselines.probing.rows.rssm import balanced_divergence
from memory_maze.baselines.probing.rows.table import KINDS
from memory_maze.baselines.probing.scores import evaluate
from memory_maze.baselines.probing.trained import Carried, read_run
from memory_maze.baselines.probing.training import Plan, Tally, train
from memory_maze.baselines.randomness import apart, set_random_state
from memory_maze.baselines.runs import read_weights, write_config
from memory_maze.dataset import open as open_dataset
from tests.baselines.probing import made

pytestmark = pytest.mark.needs("torchrl")

ROWS: list[RowName] = list(KINDS)

SIDE = 8

TINY = {
    **{"depth": 2, "latent": 3, "deter": 8, "hidden": 8, "words": 2, "classes": 3, "dynamics": 6},
    **{"probe_width": 8, "probe_layers": 1, "batch": 3, "length": 7, "precision": "float32"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five short trajectories to learn from, two to evaluate."""
    place, random = tmp_path_factory.mktemp("data"), np.random.default_rng(0)
    for split, count in (("train", 5), ("eval", 2)):
        for number in range(count):
            made.write(place / split, f"{number}", made.trajectory(random, 21, SIDE))
    return place


def plan(row: RowName, seed: int = 0, vae: Path | None = None, **changes: object) -> Plan:
    return Plan(row, "made", seed=seed, changes={**TINY, **changes}, vae=vae, threads=1, device="cpu")


def new_row(name: RowName) -> Any:
    torch.manual_seed(0)
    return KINDS[name].make(make_settings("mini", TINY), SIDE, 6)


def seen(moments: int, batch: int = 2) -> Seen:
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (moments, batch, SIDE, SIDE, 3), dtype=np.uint8)
    actions = np.eye(6, dtype=np.float32)[random.integers(0, 6, (moments, batch))]
    return Seen(torch.from_numpy(images), torch.from_numpy(actions), torch.zeros(moments, batch, dtype=torch.bool))


def cut(whole: Seen, begin: int, end: int) -> Seen:
    assert whole.images is not None
    return Seen(whole.images[begin:end], whole.actions[begin:end], whole.resets[begin:end])


@pytest.mark.parametrize("name", ROWS)
def test_what_is_seen_in_pieces_is_what_is_seen_at_once(name: RowName) -> None:
    row, whole = new_row(name), seen(9)
    torch.manual_seed(3)
    at_once, _ = row.observe(whole, row.initial(2))
    torch.manual_seed(3)
    parts, state = [], row.initial(2)
    for begin, end in pairwise((0, 4, 9)):
        part, state = row.observe(cut(whole, begin, end), state)
        parts.append(part)
    torch.testing.assert_close(torch.cat(parts), at_once)
    assert at_once.shape == (9, 2, row.width)


@pytest.mark.parametrize("name", ROWS)
def test_nothing_is_carried_over_a_reset(name: RowName) -> None:
    row, whole = new_row(name), seen(6)
    whole.resets[3, 0] = True
    assert whole.images is not None
    images = torch.cat([255 - whole.images[:3], whole.images[3:]])
    other = whole._replace(images=images, actions=torch.cat([whole.actions[:3].roll(1, dims=-1), whole.actions[3:]]))
    torch.manual_seed(0)
    one, _ = row.observe(whole, row.initial(2))
    torch.manual_seed(0)
    two, _ = row.observe(other, row.initial(2))
    torch.testing.assert_close(one[3:, 0], two[3:, 0])
    if name != "vae":
        assert not torch.allclose(one[3:, 1], two[3:, 1])


@pytest.mark.parametrize(
    ("name", "taught", "wanted"), [("oracle", False, True), ("vae-gru", False, False), ("vae-gru", True, True)]
)
def test_probes_teach_the_oracle_and_who_is_to_be_taught(
    folder: Path, tmp_path: Path, name: RowName, taught: bool, wanted: bool
) -> None:
    """Another weight of the objects' error changes the row only where the probes' errors reach it."""
    split = open_dataset(folder)["train"]
    runs = [tmp_path / "a", tmp_path / "b"]
    for run, weight in zip(runs, (0.0, 5.0), strict=True):
        train(plan(name, taught=taught, objects_weight=weight, largest_gradient=1e9), split, run, 2)
    one, other = (read_weights(run)["row"] for run in runs)
    assert any(not torch.equal(one[key], other[key]) for key in one) is wanted


class Killed(Exception):
    """Ends a run from outside."""


def killed_after(steps: int) -> Callable[[Tally], None]:
    def report(tally: Tally) -> None:
        if tally.steps == steps:
            raise Killed

    return report


@pytest.mark.parametrize("name", ROWS)
def test_a_run_that_was_killed_goes_on_as_if_nothing_had_been(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: RowName
) -> None:
    split = open_dataset(folder)["train"]
    monkeypatch.setattr("memory_maze.baselines.probing.training.ROW_STEPS", 3)
    train(plan(name), split, tmp_path / "whole", 8)
    monkeypatch.setattr("memory_maze.baselines.loop.CHECKPOINT_SECONDS", 0.0)
    with pytest.raises(Killed):
        train(plan(name), split, tmp_path / "killed", 8, report=killed_after(5))
    assert train(plan(name), split, tmp_path / "killed", 8, resume=True).steps == 8
    rows = [_losses(tmp_path / run / "curve.csv") for run in ("whole", "killed")]
    assert rows[0] == rows[1]
    assert [row["steps"] for row in rows[0]] == ["3", "6", "8"]
    one, other = (read_weights(tmp_path / run) for run in ("whole", "killed"))
    for part in ("row", "probes"):
        assert all(torch.equal(one[part][key], other[part][key]) for key in one[part])


def test_an_older_run_kept_the_random_numbers_of_the_processor_alone() -> None:
    with apart("cpu"):
        torch.manual_seed(3)
        kept_then = torch.get_rng_state()
        drawn = torch.rand(3)
        set_random_state(kept_then, "cpu")
        assert torch.equal(torch.rand(3), drawn)


def _losses(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as lines:
        return [{name: text for name, text in row.items() if name[-2:] != "_s"} for row in csv.DictReader(lines)]


@pytest.mark.parametrize("name", ROWS)
def test_rows_learn_in_half_the_bits(folder: Path, tmp_path: Path, name: RowName) -> None:
    tally = train(plan(name, precision="bfloat16"), open_dataset(folder)["train"], tmp_path, 2)
    assert all(np.isfinite(loss) for loss in tally.latest.values())


def test_losses_fall(folder: Path, tmp_path: Path) -> None:
    split = open_dataset(folder)["train"]
    first: list[dict[str, float]] = []

    def report(tally: Tally) -> None:
        first.append(tally.latest)

    train(plan("vae", learning_rate=1e-2), split, tmp_path, 60, report=report)
    assert np.mean([one["picture"] for one in first[-10:]]) < 0.9 * np.mean([one["picture"] for one in first[:5]])


def test_a_run_is_evaluated_with_its_state_carried(folder: Path, tmp_path: Path) -> None:
    data = open_dataset(folder)
    for name in ROWS:
        train(plan(name), data["train"], tmp_path / name, 2)
        row, predictor, how = read_run(tmp_path / name, data["eval"][0])
        assert how["trained"]["steps"] == 2
        errors = evaluate(data["eval"], predictor)
        assert (row, errors.walls.shape) == (name, (2, 21))
        again = evaluate(data["eval"], read_run(tmp_path / name, data["eval"][0])[1])
        np.testing.assert_array_equal(errors.objects, again.objects)
    facts = json.loads((tmp_path / "rssm" / "config.json").read_text())
    assert (facts["row"], facts["shape"], facts["trajectories"]) == ("rssm", [made.WIDTH, made.HEIGHT, made.OBJECTS], 5)
    assert facts["parameters"]["row"] > 0


def test_pictures_are_looked_at_once(folder: Path, tmp_path: Path) -> None:
    """`vae-gru` learns from the numbers of an autoencoder that is done, which stays as it is."""
    split = open_dataset(folder)["train"]
    train(plan("vae"), split, tmp_path / "vae", 3)
    run = tmp_path / "gru"
    tally = train(plan("vae-gru", vae=tmp_path / "vae"), split, run, 3)
    assert set(tally.latest) == {"dynamics", "walls", "objects"}
    means = np.load(run / "latents.npy")
    assert (means.shape, means.dtype) == ((5, 21, 3), np.float32)
    before, after = read_weights(tmp_path / "vae")["row"], read_weights(run)["row"]
    assert all(torch.equal(weight, after[f"vae.{key}"]) for key, weight in before.items())
    (means_of,) = {float(means[0, 0, 0])}
    assert read_run(run, split[0])[0] == "vae-gru"
    vae = read_run(tmp_path / "vae", split[0])[1].model
    features, _ = vae.step(split[0]["image"][:, None], np.zeros((21, 1, 6), np.float32), vae.initial(1))
    np.testing.assert_allclose(features[0, 0, 0], means_of, rtol=1e-5)
    assert train(plan("vae-gru", vae=tmp_path / "vae"), split, run, 5, resume=True).steps == 5


def test_looking_at_pictures_goes_on_where_it_was_cut_short(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    split = open_dataset(folder)["train"]
    train(plan("vae"), split, tmp_path / "vae", 3)
    planned, told = plan("vae-gru", vae=tmp_path / "vae"), []
    train(planned, split, tmp_path / "whole", 1, encoding=lambda done, count: told.append((done, count)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]

    def killed(done: int, count: int) -> None:
        if done == 3:
            raise Killed

    run = tmp_path / "killed"
    with pytest.raises(Killed):
        train(planned, split, run, 1, encoding=killed)
    assert not (run / "latents.npy").exists()
    looked: list[int] = []
    look = kept._means

    def looking(vae: Any, images: Any) -> Any:
        looked.append(len(images))
        return look(vae, images)

    monkeypatch.setattr(kept, "_means", looking)
    train(planned, split, run, 1, resume=True)
    assert looked == [21, 21]
    assert (run / "latents.npy").read_bytes() == (tmp_path / "whole" / "latents.npy").read_bytes()
    assert sorted(file.name for file in run.glob("latents*")) == ["latents.npy"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 1}, "was begun with another seed; name the same ones"),
        ({"latent": 4}, "was begun with other settings"),
    ],
)
def test_another_run_does_not_go_on(folder: Path, tmp_path: Path, changed: dict[str, Any], message: str) -> None:
    split = open_dataset(folder)["train"]
    train(plan("vae"), split, tmp_path, 1)
    with pytest.raises(TrainingError, match="has a run already; add --resume"):
        train(plan("vae"), split, tmp_path, 2)
    with pytest.raises(TrainingError, match=message):
        train(plan("vae", **changed), split, tmp_path, 2, resume=True)
    with pytest.raises(TrainingError, match="only vae-gru takes another run's autoencoder"):
        train(plan("oracle", vae=tmp_path), split, tmp_path / "other", 2)


def test_a_run_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    write_config(tmp_path, "online", {})
    with pytest.raises(
        TrainingError, match="is a run of 'online', and not all that one of 'probing' is; name the folder"
    ):
        read_run(tmp_path, open_dataset(folder)["eval"][0])


def test_other_mazes_are_refused(folder: Path, tmp_path: Path) -> None:
    train(plan("vae"), open_dataset(folder)["train"], tmp_path / "run", 1)
    arrays = made.trajectory(np.random.default_rng(0), 5)
    made.write(tmp_path / "eval", "0", {**arrays, "maze_layout": np.ones((5, 9, 9), np.uint8)})
    other = open_dataset(tmp_path)["eval"]
    with pytest.raises(ProbingError, match="learnt mazes of 5 x 3 cells with 2 objects, and these are of 9 x 9 cells"):
        read_run(tmp_path / "run", other[0])


@pytest.mark.parametrize("side", [8, 16, 64])
def test_pictures_are_halved_down_to_four(side: int) -> None:
    images = torch.randint(0, 256, (2, 3, side, side, 3), dtype=torch.uint8)
    numbers = Encoder(side, 2, 5)(images)
    assert numbers.shape == (2, 3, 5)
    decoded = Decoder(side, 2, 5)(numbers)
    assert decoded.shape == (2, 3, 3, side, side)
    assert picture_loss(pixels(images), images).item() == 0.0
    assert picture_loss(pixels(images) + 1.0, images).item() == pytest.approx(0.5 * 3 * side * side)


@pytest.mark.parametrize("side", [4, 48, 63])
def test_pictures_that_cannot_be_halved(side: int) -> None:
    with pytest.raises(TrainingError, match=f"pictures of {side} pixels a side cannot be halved down to 4; use 64"):
        Encoder(side, 2, 5)


def test_memory_is_torchs_between_resets() -> None:
    torch.manual_seed(0)
    memory, inputs = Memory(3, 4), torch.randn(6, 2, 3)
    resets = torch.zeros(6, 2, dtype=torch.bool)
    whole, last = memory(inputs, resets, torch.zeros(2, 4))
    wanted, _ = memory.gru(inputs)
    torch.testing.assert_close(whole, wanted)
    torch.testing.assert_close(last, wanted[-1])
    resets[2, 1] = True
    cut_short, _ = memory(inputs, resets, torch.zeros(2, 4))
    alone, _ = memory.gru(inputs[2:, 1:])
    torch.testing.assert_close(cut_short[2:, 1], alone[:, 0])
    torch.testing.assert_close(cut_short[:, 0], wanted[:, 0])


def test_divergence_is_balanced() -> None:
    posterior, prior = torch.randn(5, 2, 3, requires_grad=True), torch.randn(5, 2, 3, requires_grad=True)
    value = balanced_divergence(posterior, prior, 0.8)
    seen, foretold = torch.distributions.Categorical(logits=posterior), torch.distributions.Categorical(logits=prior)
    torch.testing.assert_close(value, torch.distributions.kl_divergence(seen, foretold).sum(-1).mean())
    balanced_divergence(posterior, prior, 1.0).backward()
    assert posterior.grad is None or not posterior.grad.any()
    assert prior.grad is not None
    assert prior.grad.any()


def test_features_of_an_rssm_may_be_its_numbers_alone() -> None:
    row = KINDS["rssm"].make(make_settings("mini", {**TINY, "features": "numbers"}), SIDE, 6)
    assert row.width == 8
    images, actions = np.zeros((2, 1, SIDE, SIDE, 3), np.uint8), np.zeros((2, 1, 6), np.float32)
    features, _ = Carried(row).step(images, actions, row.initial(1))
    assert features.shape == (2, 1, 8)
