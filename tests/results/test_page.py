"""docs/results.md has what is in results/, and what was handed in is in order."""

from __future__ import annotations

import json

import pytest

from memory_maze.agents.published import PUBLISHED, SOURCE
from memory_maze.results.checking import check
from tests.pages import ROOT

RESULTS = ROOT / "results"

pytestmark = pytest.mark.skipif(not RESULTS.exists(), reason="looks at files of a checkout")


def test_the_page_is_what_its_maker_writes() -> None:
    from tests.results.write_results import PAGE, rewritten

    text = PAGE.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run python -m tests.results.write_results"
    assert "| people | 26.4 ± 1.6 |" in text
    assert "| `examples/t-maze` | `oracle` | 1.00 ± 0.00 | 0.1.0 |" in text


def test_the_paper_says_the_same_in_both_places() -> None:
    told = json.loads((RESULTS / "published.json").read_text())
    people, oracle = (agent["returns"] for agent in told["agents"][:2])
    assert told["source"] == SOURCE
    assert {name: (*people[name], oracle[name][0]) for name in people} == {
        name: tuple(known) for name, known in PUBLISHED.items()
    }


def test_what_was_handed_in_is_in_order() -> None:
    from tests.results.write_results import files_of_results

    files = files_of_results()
    assert files
    assert {file.name: check(file).faults for file in files if check(file).faults} == {}
