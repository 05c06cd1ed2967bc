"""`memory-maze evaluate` tells scores."""

from __future__ import annotations

import json
from collections.abc import Callable

SHORT = ("-o", "episode.seconds=10")


def test_it_tells_the_return_of_a_policy(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", *SHORT, "--policy", "forward", "--episodes", "2")
    assert result.code == 0
    rows = dict(line.split("  ", 1) for line in result.out.splitlines())
    assert rows["episodes"].strip() == "2"
    assert "±" in rows["return"]
    assert "of the human mean" not in rows


def test_json_has_every_number(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", *SHORT, "--policy", "noop", "--episodes", "2", "--seed", "7", "--json")
    facts = json.loads(result.out)
    assert facts["returns"] == [0.0, 0.0]
    assert (facts["scenario"], facts["policy"], facts["seed"], facts["episodes"]) == ("classic/9x9", "noop", 7, 2)
    assert facts["mean"] == 0
    assert facts["published"] is None


def test_the_published_returns_are_told_with_their_source(run: Callable) -> None:
    facts = json.loads(run("evaluate", "classic/9x9", "--policy", "noop", "--episodes", "1", "--json").out)
    assert facts["published"]["oracle"] == 34.8
    assert "arXiv" in facts["published"]["source"]
    assert facts["of_oracle"] == facts["mean"] / 34.8
    assert facts["standard_error"] is None


def test_an_unknown_policy_is_one_sentence(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", "--policy", "orcale")
    assert result.code == 1
    assert result.err == "there is no policy 'orcale'; did you mean 'oracle'?\n"


def test_seeds_end_somewhere(run: Callable) -> None:
    result = run("evaluate", "classic/9x9", "--seed", str(2**32 - 1), "--episodes", "2")
    assert result.code == 2
    assert "--seed" in result.err
