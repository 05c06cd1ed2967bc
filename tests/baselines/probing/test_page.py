"""The page tells the figures that are kept, and the published ones."""

from __future__ import annotations

import json

import pytest

from memory_maze.baselines.probing.published import PUBLISHED
from tests.pages import ROOT

RESULTS = ROOT / "results" / "probing"

PAGE = (ROOT / "docs" / "probing.md").read_text(encoding="utf-8")


def cells(head: str, name: str) -> list[str]:
    """A row of the table that follows a sentence."""
    table = PAGE.split(head)[1]
    [row] = [line for line in table.splitlines() if line.startswith(f"| {name} |")][:1]
    return [cell.strip() for cell in row.split("|")[2:-1]]


@pytest.mark.parametrize("row", PUBLISHED.values(), ids=lambda row: row.name)
def test_published_figures_are_those_that_commands_print(row) -> None:
    assert cells("Published, the mean", row.name) == [f"{figure:.1f}" for figure in (*row.walls, *row.objects)]


@pytest.mark.skipif(not RESULTS.exists(), reason="looks at files of a checkout")
def test_our_figures_are_those_of_the_results() -> None:
    told = [json.loads((RESULTS / f"constant-{size}.json").read_text()) for size in ("9x9", "15x15")]
    wanted = [one["second_half"][what] for what in ("walls", "objects") for one in told]
    assert cells("Ours, of what", "Constant")[2:] == [
        f"{one['mean']:.2f} ± {one['standard_error']:.2f}" for one in wanted
    ]
    for one in told:
        assert f"{one['evaluated']} " in PAGE


@pytest.mark.skipif(not RESULTS.exists(), reason="looks at files of a checkout")
@pytest.mark.parametrize(("name", "file"), [("Constant", "constant"), ("Supervised oracle", "oracle")])
def test_figures_of_small_pictures_are_those_of_the_results(name: str, file: str) -> None:
    told = json.loads((RESULTS / f"{file}-9x9-32px.json").read_text())
    steps = f"{told['trained']['steps']:.0f}" if "trained" in told else ""
    wanted = [told[part][what] for what in ("walls", "objects") for part in ("second_half", "first_50")]
    assert cells("The smallest form", name) == [
        steps,
        *(f"{one['mean']:.2f} ± {one['standard_error']:.2f}" for one in wanted),
    ]
