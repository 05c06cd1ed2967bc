"""The two measures, and what goes through trajectories: needs no torch."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memory_maze.agents.errors import AgentError, UnknownPolicyError
from memory_maze.baselines.probing.constant import Constant, fit_constant
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.features import SPAN, Probed, poses, run
from memory_maze.baselines.probing.models import find_model
from memory_maze.baselines.probing.pose import fit_pose
from memory_maze.baselines.probing.protocol import Prediction
from memory_maze.baselines.probing.published import PUBLISHED, published_marks
from memory_maze.baselines.probing.results import facts, result_of
from memory_maze.baselines.probing.scores import (
    Errors,
    change,
    compare,
    evaluate,
    first_moments,
    measure,
    second_half,
)
from memory_maze.baselines.probing.trajectories import batches, split_of
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.dataset import open as open_dataset
from memory_maze.scenario import load
from tests.baselines.probing.made import HEIGHT, OBJECTS, WIDTH, Counting, Memoryless, Told, dataset, trajectory, write


def test_who_is_told_the_truth_makes_no_error(tmp_path: Path) -> None:
    errors = evaluate(dataset(tmp_path)["eval"], Told(), batch=3)
    half = measure(errors, second_half(41))
    assert (half.walls, half.objects) == ((100.0, 0.0), (0.0, 0.0))


def test_constant_scores_what_its_closed_form_says(tmp_path: Path) -> None:
    """Walls: the likelier of the two in each cell. Objects: the variance of their places, where the means are these."""
    train = dataset(tmp_path, moments=21)["train"]
    errors = evaluate(train, fit_constant(train), batch=4)
    rows = [(recording["maze_layout"], recording["targets_vec"]) for recording in train]
    free = np.mean([layout[0] for layout, _ in rows], axis=0)
    places = np.concatenate([vectors for _, vectors in rows])
    whole = measure(errors, range(21))
    assert whole.walls.mean == pytest.approx(100 * np.maximum(free, 1 - free).mean())
    assert whole.objects.mean == pytest.approx(places.var(axis=0).sum(axis=-1).mean())


def test_who_knows_its_pose_alone_makes_the_errors_of_the_mean_places(tmp_path: Path) -> None:
    """Whatever the agent does, an object is as far from its mean place as it is."""
    train = dataset(tmp_path, moments=21)["train"]
    places = []
    for recording in train:
        right, ahead = np.moveaxis(recording["targets_vec"], -1, 0)
        east, north = recording["agent_dir"].T
        x = recording["agent_pos"][:, :1] + right * north[:, None] + ahead * east[:, None]
        y = recording["agent_pos"][:, 1:] - right * east[:, None] + ahead * north[:, None]
        places.append(np.stack([x, y], axis=-1))
    whole = measure(evaluate(train, fit_pose(train), batch=4), range(21))
    assert whole.objects.mean == pytest.approx(np.concatenate(places).var(axis=0).sum(axis=-1).mean())
    assert whole.walls == measure(evaluate(train, fit_constant(train), batch=4), range(21)).walls


def test_places_of_a_recorded_maze_stand_still(tmp_path: Path) -> None:
    recipe = make_recipe(load("classic/9x9", {"camera.resolution": 16}), 1, policy="random", steps=40)
    generate(recipe, tmp_path / "set", engine=local_engine(1))
    recordings = open_dataset(tmp_path / "set")["train"]
    assert measure(evaluate(recordings, fit_pose(recordings)), range(41)).objects.mean == pytest.approx(0.0, abs=1e-9)
    np.testing.assert_allclose(fit_pose(recordings).places, recordings[0]["targets_pos"][0], atol=1e-6)


def test_a_cell_that_is_told_wrong_and_an_object_told_aside() -> None:
    layout = np.ones((2, 1, HEIGHT, WIDTH))
    vectors = np.zeros((2, 1, OBJECTS, 2))
    walls, objects = layout * 0.9, vectors.copy()
    walls[1, 0, 0, 0] = 0.2
    objects[1, 0, 0] = (3.0, 4.0)
    errors = compare(Prediction(walls, objects), {"maze_layout": layout, "targets_vec": vectors})
    np.testing.assert_allclose(errors.walls, [[100.0, 100.0 * 14 / 15]])
    np.testing.assert_allclose(errors.objects, [[0.0, 25.0 / 2]])


def test_the_second_half_of_a_published_trajectory_is_its_last_500_moments() -> None:
    assert second_half(1001) == range(501, 1001)
    assert len(second_half(1001)) == 500
    assert (first_moments(1001), first_moments(20)) == (range(50), range(20))


def test_errors_are_of_means_over_trajectories() -> None:
    walls = np.array([[0.0, 0.0, 80.0], [0.0, 0.0, 90.0], [0.0, 0.0, 100.0]])
    part = measure(Errors(walls, walls), second_half(3))
    assert part.walls.mean == 90.0
    assert part.walls.standard_error == pytest.approx(10 / math.sqrt(3))
    assert measure(Errors(walls[:1], walls[:1]), range(3)).walls.standard_error is None


def test_what_changes_within_trajectories_is_not_blurred_by_what_they_differ_by() -> None:
    hardness, moments = np.array([[10.0], [50.0], [90.0]]), np.arange(4.0)
    risen = change(Errors(hardness + moments, hardness - 2 * moments), range(2), range(2, 4))
    assert (risen.walls, risen.objects) == ((2.0, 0.0), (-4.0, 0.0))


def test_state_is_carried_through_the_whole_trajectory() -> None:
    moments = 2 * SPAN + 17
    made = trajectory(np.random.default_rng(0), moments)
    batch = {key: np.stack([array, array], axis=1) for key, array in made.items()}
    parts = list(run(Counting(), batch))
    assert [len(part) for part in parts] == [SPAN, SPAN, 17]
    features = np.concatenate(parts)
    np.testing.assert_array_equal(features[:, 1, 0], np.arange(1, moments + 1))
    np.testing.assert_array_equal(features[:, 0, 1], made["action"].argmax(axis=1))


def test_a_model_without_memory_scores_the_same_in_both_halves(tmp_path: Path) -> None:
    """Where both halves show the same."""
    half = trajectory(np.random.default_rng(3), 60)
    whole = {key: np.concatenate([array[:1], array, array]) for key, array in half.items()}
    write(tmp_path / "eval", "0", {**whole, "reset": np.arange(121) == 0})
    split = dataset(tmp_path, moments=121, evaluated=0)["eval"]

    def read(features: Any, told: Any) -> Prediction:
        layout = features[..., : HEIGHT * WIDTH].reshape(*features.shape[:2], HEIGHT, WIDTH)
        return Prediction(
            layout + 0 * told[..., :1, None], features[..., : OBJECTS * 2].reshape(*layout.shape[:2], -1, 2)
        )

    errors = evaluate(split, Probed(Memoryless(), read, (WIDTH, HEIGHT)))
    second, first = measure(errors, range(61, 121)), measure(errors, range(1, 61))
    assert second.walls.mean == pytest.approx(first.walls.mean)
    assert second.objects.mean == pytest.approx(first.objects.mean)
    assert 0.0 < second.walls.mean < 100.0


def test_poses_go_from_minus_one_to_one() -> None:
    told = poses(
        {"agent_pos": np.array([[[0.0, 3.0]], [[5.0, 1.5]]]), "agent_dir": np.array([[[0.0, 1.0]], [[1.0, 0.0]]])},
        (5, 3),
    )
    np.testing.assert_allclose(told[:, 0], [[-1, 1, 0, 1], [1, 0, 1, 0]])


def test_trajectories_that_do_not_fit_say_so(tmp_path: Path) -> None:
    data = dataset(tmp_path / "a", moments=11)
    with pytest.raises(ProbingError, match=r"has the splits .*, and none that is called 'test'; make one with"):
        split_of(data, "test")
    write(tmp_path / "a" / "eval", "longer", trajectory(np.random.default_rng(0), 12))
    longer = dataset(tmp_path / "a", moments=11)
    with pytest.raises(ProbingError, match=r"longer-11.npz has 12 moments, and others have 11; probe trajectories"):
        list(batches(longer["eval"], ("image",), 2))
    several = trajectory(np.random.default_rng(0), 11)
    several["reset"][5] = True
    write(tmp_path / "b" / "eval", "0", several)
    with pytest.raises(ProbingError, match=r"eval/0-10.npz holds several episodes; probe a task that has one"):
        list(batches(dataset(tmp_path / "b", moments=11)["eval"], (), 2))
    assert len(split_of(data, "eval", 2)) == 2


class Narrow(Memoryless):
    width = 7


class Infinite(Memoryless):
    def step(self, images: Any, actions: Any, state: int) -> tuple[Any, int]:
        features, state = super().step(images, actions, state)
        return features * np.inf, state


class Failing(Memoryless):
    def initial(self, batch: int) -> int:
        raise KeyError("weights")


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (Narrow(), ProbingError, r"mine gave features of shape \[11, 1, 48\]; return \[11, 1, 7\]: T, B, width"),
        (Infinite(), ProbingError, "mine gave features that are not finite"),
        (Failing(), AgentError, "mine failed: KeyError: 'weights'"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_models_that_fail_say_how(model: Any, error: type[Exception], message: str) -> None:
    batch = {key: array[:, None] for key, array in trajectory(np.random.default_rng(0), 11).items()}
    with pytest.raises(error, match=message):
        list(run(model, batch, "mine"))


def test_models_are_found_by_name(tmp_path: Path) -> None:
    assert find_model("tests.baselines.probing.made:Counting").width == 2
    with pytest.raises(ProbingError, match=r"there is no model 'nothing'; use constant, pose, a run's folder"):
        find_model("nothing")
    with pytest.raises(ProbingError, match="made something of type Told, without width and initial and step; return"):
        find_model("tests.baselines.probing.made:Told")
    with pytest.raises(UnknownPolicyError, match="did you mean 'Counting'"):
        find_model("tests.baselines.probing.made:Countin")
    (tmp_path / "broken.py").write_text("def Model(): raise RuntimeError('no weights')\n")
    with pytest.raises(AgentError, match="cannot be made: RuntimeError: no weights"):
        find_model(f"{tmp_path / 'broken.py'}:Model")


def test_results_hold_everything(tmp_path: Path) -> None:
    data = dataset(tmp_path, moments=101)
    errors = evaluate(data["eval"], fit_constant(data["train"]))
    result = result_of("constant", errors, data)
    told = facts(result, data, {"seed": 3})
    assert json.loads(json.dumps(told)) == told
    assert (told["model"], told["seed"], told["evaluated"], told["published"]) == ("constant", 3, 4, None)
    assert told["data"] == {"splits": {"eval": 4, "train": 6}}
    assert told["curve"]["moment"] == [0, 20, 40, 60, 80, 100]
    assert len(told["curve"]["objects_error"]) == 6
    assert told["second_half"]["walls"]["mean"] == pytest.approx(result.half.walls.mean, abs=1e-4)
    assert told["packages"]["numpy"] == np.__version__


def test_published_figures_are_found_by_the_task() -> None:
    assert published_marks("constant", load("classic/9x9", {"camera.resolution": 16})) == (80.8, 23.9)
    assert published_marks("oracle", load("classic/15x15")) == (88.5, 9.2)
    for row, scenario in (("constant", load("classic/11x11")), ("mine", load("classic/9x9")), ("constant", None)):
        assert published_marks(row, scenario) is None
    assert list(PUBLISHED) == ["constant", "vae", "rssm", "vae-gru", "rssm-tbtt", "oracle"]


def test_constant_needs_neither_pictures_nor_poses() -> None:
    assert Constant(np.zeros((3, 5)), np.zeros((2, 2))).keys == ()
