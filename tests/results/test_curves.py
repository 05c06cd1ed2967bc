"""Curves of runs, and the paper's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memory_maze.agents.published import PUBLISHED
from memory_maze.results.curves import PUBLISHED_CURVES, Point, published_curves, read_curve, read_curves
from memory_maze.results.files import ResultsError

FACTS = {"agent": "online", "scenario": "classic/9x9", "seed": 3, "settings": {"size": "small"}}


def a_run(folder: Path, *rows: str, facts: object = FACTS) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(facts))
    (folder / "curve.csv").write_text("\n".join(["env_steps,clock_s,return_mean,return_se", *rows, ""]))
    return folder


def test_a_run_tells_its_returns_from_the_first_episode_on(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run", "50000,1,,", "100000,2,0.5,", "150000,3,0.75,0.25")
    curve = read_curve(run)
    assert (curve.agent, curve.scenario) == ("small, seed 3", "classic/9x9")
    assert curve.points == (Point(100000, 0.5, None), Point(150000, 0.75, 0.25))


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"is no run of `memory-maze train`; it has no config\.json"):
        read_curve(tmp_path)
    with pytest.raises(ResultsError, match="no episode is over yet"):
        read_curve(a_run(tmp_path / "young", "50000,1,,"))
    for number, (facts, row) in enumerate(
        [([], "1,1,1,"), ({"scenario": "x"}, "1,1,1,"), (FACTS, "1,1,one,"), (FACTS, "x,1,0.5,")]
    ):
        with pytest.raises(ResultsError, match="damaged"):
            read_curve(a_run(tmp_path / str(number), row, facts=facts))


def test_runs_of_one_size_and_seed_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    runs = [a_run(tmp_path / name, "50000,1,0.5,") for name in ("a", "b")]
    other = a_run(tmp_path / "c", "50000,1,0.5,", facts={**FACTS, "seed": 4})
    names = [curve.agent for curve in read_curves([*runs, other])]
    assert names == [f"{tmp_path.name}/a", f"{tmp_path.name}/b", "small, seed 4"]
    assert [curve.agent for curve in read_curves([other, tmp_path / "a" / ".." / "c", other])] == ["small, seed 4"]


def test_the_paper_has_curves_of_its_four_sizes() -> None:
    assert set(PUBLISHED_CURVES) == set(PUBLISHED)
    impala, _, tbtt = published_curves("classic/9x9")
    assert (impala.points[0], tbtt.points[-1]) == (Point(5e6, 7.8, None), Point(100e6, 33.1, None))
    assert published_curves("classic/15x15")[0].points[0].steps == 10e6
    assert published_curves("mine.yaml") == []
