"""docs/catalogue.md has the scores that were measured, and all that ships as it is."""

from __future__ import annotations

import pytest

from memory_maze.scenario.catalogue import names
from tests.pages import ROOT, headings

pytestmark = pytest.mark.skipif(not (ROOT / "benchmarks").exists(), reason="looks at files of a checkout")


def test_the_page_is_what_its_maker_writes() -> None:
    from tests.scenario.write_catalogue import PAGE, rewritten

    text = PAGE.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run python -m tests.scenario.write_catalogue"


def test_the_variants_are_what_ships() -> None:
    from tests.scenario.write_catalogue import VARIANTS, variants

    text = VARIANTS.read_text(encoding="utf-8")
    assert variants() == text, "run python -m tests.scenario.write_catalogue"
    assert all(f"(pictures/{name}.webp)" in text for name in names() if name.startswith("classic/"))


def test_everything_that_ships_has_a_section() -> None:
    told = {heading for heading in headings(ROOT / "docs" / "catalogue.md") if "/" in heading}
    assert told == {name for name in names() if not name.startswith("classic/")}


def test_scores_are_of_a_hundred_episodes_from_seed_1000() -> None:
    from benchmarks.catalogue import EPISODES, SEED, measured, scores

    found = [told for name in measured() for told in scores(name).values()]
    assert found
    assert {(told["episodes"], told["seed"], len(told["returns"])) for told in found} == {(EPISODES, SEED, EPISODES)}


def test_scores_of_a_scenario_that_has_changed_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import catalogue

    assert "oracle" in catalogue.scores("examples/t-maze")
    monkeypatch.setattr(catalogue, "digest", lambda scenario: "another")
    assert catalogue.scores("examples/t-maze") == {}
