"""Scores: returns over episodes, and what the published ones make of them."""

import pytest

from memory_maze import load
from memory_maze.agents import UnknownPolicyError
from memory_maze.agents.evaluation import SPAN, Played, play, summarise
from memory_maze.agents.published import PUBLISHED, published_for
from memory_maze.agents.rollouts import rollout

SHORT = load("classic/9x9", ["episode.seconds=60"])


def test_an_episode_is_the_rollout_of_its_seed():
    (played,) = play(SHORT, "oracle", [4])
    *_, last = rollout(SHORT, "oracle", 4, 240)
    assert (played.seed, played.steps, played.total) == (4, 240, last.total[0])
    assert len(played.rewards) == 3
    assert played.total > 0


def test_rewards_are_added_up_where_they_fall():
    (played,) = play(SHORT, "oracle", [4])
    totals = [float(now.total[0]) for now in rollout(SHORT, "oracle", 4, 240)]
    assert played.rewards == (totals[SPAN], totals[2 * SPAN] - totals[SPAN], totals[-1] - totals[2 * SPAN])


def test_an_unknown_policy_is_told_before_anything_is_played():
    with pytest.raises(UnknownPolicyError, match="orakel"):
        play(SHORT, "orakel", [0])


def test_the_summary_gives_mean_and_standard_error():
    played = [Played(0, 200, (1.0, 2.0)), Played(1, 200, (3.0, 4.0))]
    summary = summarise(load("classic/9x9"), played)
    assert (summary.episodes, summary.mean, summary.least, summary.most) == (2, 5.0, 3.0, 7.0)
    assert summary.standard_error == pytest.approx(2.0)
    assert summary.reward_per_span == (2.0, 3.0)
    assert summary.of_human == pytest.approx(5 / 26.4)
    assert summary.of_oracle == pytest.approx(5 / 34.8)


def test_one_episode_has_no_standard_error():
    assert summarise(SHORT, [Played(0, 5, (1.0,))]).standard_error is None


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_returns_belong_to_their_scenarios(name):
    assert published_for(load(name)) == PUBLISHED[name]
    assert published_for(load(f"{name}-6CL")) == PUBLISHED[name]
    assert published_for(load(f"{name}-ExtraObs")) == PUBLISHED[name]


@pytest.mark.parametrize("name", ["classic/9x9-Vis", "classic/9x9-HiFreq", "examples/t-maze"])
def test_another_task_has_no_published_returns(name):
    scenario = load(name)
    assert published_for(scenario) is None
    summary = summarise(scenario, [Played(0, 5, (1.0,))])
    assert summary.of_human is None
    assert summary.of_oracle is None


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_oracle_reaches_the_published_returns(name):
    scenario = load(name)
    summary = summarise(scenario, list(play(scenario, "oracle", range(20))))
    assert summary.of_oracle is not None
    assert summary.of_oracle > 1


@pytest.mark.slow
def test_the_explorer_comes_close_to_the_oracle():
    scenario = load("classic/9x9")
    oracle, explorer = (
        summarise(scenario, list(play(scenario, name, range(10)))).mean for name in ("oracle", "explorer-oracle")
    )
    assert 0.85 * oracle < explorer < oracle


@pytest.mark.slow
def test_the_wanderer_finds_as_much_as_the_published_dataset():
    scenario = load("classic/9x9")
    assert 0.5 < summarise(scenario, list(play(scenario, "wanderer", range(40)))).mean < 2.5
