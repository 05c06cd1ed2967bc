"""Policies that other people wrote: found by name, made, asked, and told apart when they fail."""

import functools
import pickle
import sys

import numpy as np
import pytest

from memory_maze import load, make, tables
from memory_maze.agents import AgentError, UnknownPolicyError, finding, make_policy
from memory_maze.agents.finding import check_policy
from memory_maze.agents.players import Sight, make_player
from memory_maze.agents.rollouts import rollout

SHORT = load("classic/9x9", {"episode.steps": 8, "episode.seconds": None})
DICT = load("classic/9x9-ExtraObs", {"episode.steps": 8, "episode.seconds": None})
CONTINUOUS = load("examples/continuous", {"episode.steps": 8, "episode.seconds": None})

AGENTS = """
import numpy as np
from dataclasses import dataclass
from memory_maze.agents.policies.wanderer import Wanderer, Wandering

seen = []

class Agent:
    def __init__(self, scenario, seed):
        self.seed, self.scenario = seed, scenario
    def reset(self):
        seen.append("reset")
    def act(self, observation):
        seen.append(observation)
        return 1

class Old(Agent):
    def act(self, observation, reward, done):
        seen.append((reward, done))
        return np.int64(1)

class Predicts:
    def __init__(self, *arguments): pass
    def act(self, observation, deterministic=True): return np.array([2])

class Module:
    def __call__(self, *inputs, **more):
        seen.append(len(inputs))
        return np.array(3, dtype=np.int32)

def plain(scenario, seed):
    return lambda observation: seed % 6

def module(scenario, seed): return Module()

class Told:
    sees = "moments"
    def __init__(self, scenario, seeds): pass
    def __call__(self, now): return now.target * 0 + 1

def restless(scenario, seed):
    return Wanderer(scenario, seed, Wandering(burst_probability=0.3))

class Steers:
    def __init__(self, scenario, seed): pass
    def act(self, observation): return [-1, 0.5]

class nest:
    Agent = Agent
"""

WRONG = """
def none(scenario, seed): return None
def text(scenario, seed): return "agent"
def itself(scenario, seed): return Fails
def alone(observation): return 1
def keyword(scenario, *, seed): pass
constant = 3
class Fails:
    def __init__(self, scenario, seed): raise KeyError("weights; gone")
class FailsLate:
    def __init__(self, scenario, seed): self.steps = 0
    def act(self, observation):
        self.steps += 1
        if self.steps == 3:
            raise RuntimeError("out of luck")
        return 0
class Resets:
    def __init__(self, scenario, seed): pass
    def reset(self): raise ValueError("no")
    def act(self, observation): return 0
class Exits(FailsLate):
    def act(self, observation): raise SystemExit(3)
class Many(FailsLate):
    def act(self, a, b, c, d): return 0
class Nothing(FailsLate):
    def act(self): return 0
class Wants(FailsLate):
    def act(self, observation, *, mode): return 0
class Blind:
    sees = "everything"
def gives(value):
    return lambda scenario, seed: lambda observation: value
seven, minus, half, yes, nothing, pair, word = map(gives, (7, -1, 1.0, True, None, [1, 2], "forward"))
nan = gives([float("nan"), 0.0])
one = gives([1.0])
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(finding, "_module_of_file", functools.cache(finding._module_of_file.__wrapped__))
    (tmp_path / "agents.py").write_text(AGENTS)
    (tmp_path / "wrong.py").write_text(WRONG)
    return tmp_path


def picture(reward=0.0):
    """What one maze shows."""
    return Sight(None, {"image": np.zeros((1, 4, 4, 3), np.uint8)}, np.array([reward]))  # type: ignore[arg-type]


def test_every_maze_has_an_agent_of_its_own(folder):
    player = make_player("agents.py:plain", SHORT, [4, 5])
    seen = {"image": np.zeros((2, 4, 4, 3), np.uint8)}
    assert player.act(Sight(None, seen, np.zeros(2))).tolist() == [4, 5]  # type: ignore[arg-type]


def last(name, scenario=SHORT, seed=1):
    return list(rollout(scenario, name, seed, 8))[-1]


def same(name, other, scenario=SHORT):
    ours, theirs = (list(rollout(scenario, policy, 1, 8)) for policy in (name, other))
    return [now.pose() for now in ours] == [now.pose() for now in theirs]


@pytest.mark.parametrize(
    "name", ["agents.py:Agent", "./agents.py:Old", "agents.py:plain", "agents.py:Told", "agents.py:nest.Agent"]
)
def test_all_kinds_of_agents_play(folder, name):
    assert same(name, "forward")
    assert same(str(folder / name), "forward")


def test_what_is_installed_is_found_by_module_and_by_entry_point(folder, monkeypatch):
    sys.path.append(str(folder))
    folder.joinpath("agents.py").rename(folder / "my_agents_of_a_test.py")
    assert same("my_agents_of_a_test:Agent", "forward")

    class Entry:
        name, value = "mine", "my_agents_of_a_test:Agent"

        def load(self):
            return sys.modules["my_agents_of_a_test"].Agent

    monkeypatch.setattr(tables, "entry_points", lambda group: [Entry()] * (group == "memory_maze.policies"))
    assert same("mine", "forward")
    with pytest.raises(UnknownPolicyError, match="did you mean 'mine'"):
        check_policy("mien")


def test_an_agent_sees_what_the_environment_gives(folder):
    for scenario in (SHORT, DICT):
        seen = finding.find_factory("agents.py:Agent").__init__.__globals__["seen"]
        seen.clear()
        last("agents.py:Agent", scenario, seed=3)
        env = make(scenario)
        expected = [env.reset(seed=3)[0], *(env.step(1)[0] for _ in range(7))]
        assert seen[0] == "reset"
        assert len(seen) == 9
        for ours, theirs in zip(seen[1:], expected, strict=True):
            np.testing.assert_equal(ours, theirs)
        env.close()


def test_a_reward_is_of_the_step_before(folder):
    player = make_player("agents.py:Old", SHORT, 0)
    seen = finding.find_factory("agents.py:Old").act.__globals__["seen"]
    seen.clear()
    assert player.observes
    assert player.act(picture(1.0)).tolist() == [1]
    assert seen == [(1.0, False)]


def test_arguments_with_defaults_and_open_ones_are_left_alone(folder):
    assert make_player("agents.py:Predicts", SHORT).act(picture()).tolist() == [2]
    assert make_player("agents.py:module", SHORT).act(picture()).tolist() == [3]
    assert finding.find_factory("agents.py:module").__globals__["seen"][-1] == 1


def test_our_own_policies_with_other_constants_play(folder):
    assert not make_player("agents.py:restless", SHORT).observes
    assert not same("agents.py:restless", "wanderer", load("classic/9x9", {"episode.seconds": 2000}))
    assert same("memory_maze.agents.policies.wanderer:Wanderer", "wanderer")
    assert make_policy("agents.py:restless", SHORT, 1) is not None
    with pytest.raises(AgentError, match=r"agents\.py:Agent wants observations"):
        make_policy("agents.py:Agent", SHORT)


def test_continuous_actions_are_pairs(folder):
    action = make_player("agents.py:Steers", CONTINUOUS).act(picture())
    assert action.dtype == np.float64
    assert action.tolist() == [[-1.0, 0.5]]
    last("agents.py:Steers", CONTINUOUS)


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("xyz", UnknownPolicyError, "there is no policy 'xyz'; use oracle, .*, package.module:Agent or a trained RUN"),
        ("agents.py", UnknownPolicyError, "'agents.py' does not say what makes the policy; write agents.py:Agent"),
        ("agents.py:", UnknownPolicyError, "agents.py has no ''"),
        (":Agent", UnknownPolicyError, "there is no module ''"),
        ("agnets.py:Agent", UnknownPolicyError, "there is no file 'agnets.py'"),
        ("no.such.module:Agent", UnknownPolicyError, "there is no module 'no.such.module'"),
        ("numpy.nowhere:Agent", UnknownPolicyError, "there is no module 'numpy.nowhere'"),
        ("agents.py:Agnet", UnknownPolicyError, "agents.py has no 'Agnet'; did you mean 'Agent'"),
        ("agents.py:nest.Agnet", UnknownPolicyError, "agents.py has no 'Agnet'"),
        ("wrong.py:constant", AgentError, "wrong.py:constant makes nothing: its type is int"),
        ("wrong.py:alone", AgentError, r"wrong.py:alone\(observation\) cannot be called with \(scenario, seed\)"),
        ("wrong.py:keyword", AgentError, r"cannot be called with \(scenario, seed\)"),
    ],
)
def test_what_cannot_be_found_is_told_at_once(folder, name, error, sentence):
    with pytest.raises(error, match=sentence):
        check_policy(name)
    with pytest.raises(error, match=sentence):
        rollout(SHORT, name, 0, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import no_such_thing\n", "ModuleNotFoundError: No module named 'no_such_thing'"),
        ("def broken(:\n", "SyntaxError: invalid syntax"),
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(2)\n", "SystemExit: 2"),
    ],
)
def test_a_file_that_cannot_be_imported_shows_its_own_traceback(folder, text, words):
    (folder / "bad.py").write_text(text)
    with pytest.raises(AgentError) as caught:
        check_policy("bad.py:Agent")
    assert str(caught.value).startswith(f"bad.py:Agent cannot be imported: {words}")
    assert "bad.py" in caught.value.trace
    assert "memory_maze/agents" not in caught.value.trace
    assert "importlib" not in caught.value.trace


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none", "wrong.py:none made what cannot act, of type NoneType; return an object with act(observation)"),
        ("text", "wrong.py:text made what cannot act, of type str"),
        ("itself", "wrong.py:itself made what cannot act, of type type"),
        ("Fails", "wrong.py:Fails cannot be made: KeyError: 'weights; gone'"),
        ("Resets", "wrong.py:Resets reset() failed: ValueError: no"),
        ("Many", "wrong.py:Many: act(a, b, c, d) cannot be called"),
        ("Nothing", "wrong.py:Nothing: act() cannot be called"),
        ("Wants", "wrong.py:Wants: act(observation, *, mode) cannot be called"),
        ("Blind", "wrong.py:Blind cannot be made: TypeError"),
    ],
)
def test_what_cannot_be_made_is_told_at_once(folder, name, sentence):
    if name == "Blind":
        with pytest.raises(AgentError, match="cannot be called with"):
            rollout(SHORT, "wrong.py:Blind", 0, 1)
        return
    with pytest.raises(AgentError) as caught:
        rollout(SHORT, f"wrong.py:{name}", 0, 1)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("name", "scenario", "given"),
    [
        *((name, SHORT, given) for name, given in (("seven", "7"), ("minus", "-1"), ("half", "1.0"), ("yes", "True"))),
        *((name, SHORT, given) for name, given in (("nothing", "None"), ("pair", "[1, 2]"), ("word", "'forward'"))),
        *((name, CONTINUOUS, given) for name, given in (("seven", "7"), ("nan", "[nan, 0.0]"), ("one", "[1.0]"))),
    ],
)
def test_what_is_no_action_is_told(folder, name, scenario, given):
    wanted = "a number from 0 to 5" if scenario is SHORT else "two finite numbers (roll, steer)"
    with pytest.raises(AgentError) as caught:
        last(f"wrong.py:{name}", scenario)
    assert str(caught.value) == f"wrong.py:{name}: an action here is {wanted}, not {given}"


@pytest.mark.parametrize(("name", "words"), [("FailsLate", "RuntimeError: out of luck"), ("Exits", "SystemExit: 3")])
def test_what_an_agent_raises_is_told_with_its_traceback(folder, name, words):
    with pytest.raises(AgentError) as caught:
        last(f"wrong.py:{name}")
    assert str(caught.value) == f"wrong.py:{name} failed: {words}"
    assert caught.value.trace.startswith("Traceback (most recent call last):\n")
    assert caught.value.trace.count('  File "') == 1
    over = pickle.loads(pickle.dumps(caught.value))
    assert (str(over), over.trace) == (str(caught.value), caught.value.trace)


def test_an_agents_neighbours_can_be_imported(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "nets_of_a_test.py").write_text("action = 1\n")
    (folder / "deep" / "x.py").write_text(
        "import nets_of_a_test\ndef make(scenario, seed):\n    return lambda observation: nets_of_a_test.action\n"
    )
    assert same("deep/x.py:make", "forward")
