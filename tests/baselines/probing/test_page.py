"""The page tells the figures that are kept, and the published ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from memory_maze.agents.means import with_error
from memory_maze.baselines.probing.published import PUBLISHED
from tests.pages import ROOT

RESULTS = ROOT / "results" / "probing"

needs_results = pytest.mark.skipif(not RESULTS.exists(), reason="looks at files of a checkout")

PAGE = (ROOT / "docs" / "probing.md").read_text(encoding="utf-8")


def cells(head: str, name: str) -> list[str]:
    """A row of the table that follows a sentence."""
    table = PAGE.split(head)[1]
    [row] = [line for line in table.splitlines() if line.startswith(f"| {name} |")][:1]
    return [cell.strip() for cell in row.split("|")[2:-1]]


def told_in(file: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((RESULTS / f"{file}.json").read_text())
    return told


def shown(measured: dict[str, float]) -> str:
    return with_error(measured["mean"], measured["standard_error"])


@needs_results
def test_our_figures_are_those_of_the_results() -> None:
    told = [told_in(f"constant-{size}") for size in ("9x9", "15x15")]
    ours = [shown(one["second_half"][what]) for what in ("walls", "objects") for one in told]
    assert cells("Ours, of what", "Constant") == ["", "", "", *beside_published("constant", ours)]
    for one in told:
        assert f"{one['evaluated']} " in PAGE


@needs_results
@pytest.mark.parametrize("word", [word for word in PUBLISHED if word != "constant"])
def test_figures_of_small_rows_are_those_of_the_results(word: str) -> None:
    told = told_in(f"{word}-9x9-mini")
    half, trained = told["second_half"], told["trained"]
    assert told["model"] == word
    ours = [shown(half["walls"]), "", shown(half["objects"]), ""]
    assert cells("Ours, of what", PUBLISHED[word].name) == [
        *("mini", f"{trained['steps']:,.0f}", f"{trained['cpu_s'] / 3600:.2f}"),
        *beside_published(word, ours),
    ]


def beside_published(word: str, ours: list[str]) -> list[str]:
    published = (*PUBLISHED[word].walls, *PUBLISHED[word].objects)
    return [cell for own, figure in zip(ours, published, strict=True) for cell in (own, f"{figure:.1f}")]


@needs_results
@pytest.mark.parametrize("word", PUBLISHED)
def test_whether_memory_shows_is_as_in_the_results(word: str) -> None:
    told = told_in(f"{word}-9x9-mini")
    changes = [shown(told["change"][what]) for what in ("walls", "objects")]
    halves = [shown(told["second_half"][what]) for what in ("walls", "objects")]
    assert cells("| small rows", PUBLISHED[word].name)[1:] == [halves[0], changes[0], halves[1], changes[1]]


@needs_results
def test_what_pose_is_worth_is_as_in_the_results() -> None:
    told = [told_in(f"pose-{size}") for size in ("9x9", "15x15")]
    small, large = (shown(one["second_half"]["objects"]) for one in told)
    assert f"error of {small} cells² on 9x9 and {large} on 15x15" in PAGE
    assert [one["evaluated"] for one in told] == [300, 300]


@needs_results
def test_where_the_walls_of_the_oracle_begin_is_as_in_the_results() -> None:
    assert f"begin below Constant, {told_in('oracle-9x9-mini')['first_50']['walls']['mean']:.2f} in" in PAGE
    assert (
        told_in("oracle-9x9-mini")["first_50"]["walls"]["mean"]
        < told_in("constant-9x9-mini")["first_50"]["walls"]["mean"]
    )


@needs_results
def test_what_probes_teach_is_as_in_the_results() -> None:
    told = told_in("vae-gru-taught-9x9-mini")
    figures = [shown(told[part][what]) for what in ("walls", "objects") for part in ("second_half", "change")]
    assert told["trained"]["settings"]["taught"] is True
    assert cells("**On one core**", "VAE+GRU, taught") == [f"{told['trained']['steps']:,.0f}", *figures]


@needs_results
@pytest.mark.parametrize(("name", "file"), [("Constant", "constant"), ("Supervised oracle", "oracle")])
def test_figures_of_small_pictures_are_those_of_the_results(name: str, file: str) -> None:
    told = told_in(f"{file}-9x9-32px")
    steps = f"{told['trained']['steps']:.0f}" if "trained" in told else ""
    wanted = [told[part][what] for what in ("walls", "objects") for part in ("second_half", "first_50")]
    assert cells("Without any GPU, the smallest", name) == [steps, *(shown(one) for one in wanted)]
