"""Tables of words: what is in them, what is added, and what is said of a word that is not there."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze import tables
from memory_maze.game.episode import Episode
from memory_maze.game.moments import Moments
from memory_maze.game.rules.hunt import Hunt
from memory_maze.game.rules.rule import Rule, Turn
from memory_maze.maze.layout import Layout, marked_nowhere
from memory_maze.maze.sources import GenerationError, open_source
from memory_maze.scenario import Scenario, ScenarioError
from memory_maze.scenario.schema import Maze
from memory_maze.tables import Table, UnknownWordError
from tests.pages import ROOT

ALL = tables.TABLES


@pytest.mark.parametrize(
    "table",
    [pytest.param(one, marks=pytest.mark.needs("torch") if one is tables.TRAINED else ()) for one in ALL],
    ids=lambda table: table.kind,
)
def test_all_that_is_named_is_there(table: Table) -> None:
    assert all(table.get(word) is not None for word in table.words())


def test_every_table_is_told_of_in_the_page() -> None:
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    names = [name for name, table in vars(tables).items() if isinstance(table, Table)]
    assert [name for name in names if f"| `{name}` |" not in page] == []
    assert len(names) == len(ALL) == 8


def test_a_word_is_added_once() -> None:
    table = Table("thing", "memory_maze.things", {"here": "math:pi"})
    table.add("there", 7)
    assert (table.words(), table.get("there"), len(table)) == (("here", "there"), 7, 2)
    with pytest.raises(ValueError, match="there is a thing 'here' already; choose another word"):
        table.add("here", 8)


def test_an_unknown_word_gets_a_hint() -> None:
    table = Table("thing", "memory_maze.things", {"here": "math:pi", "there": "math:e"})
    with pytest.raises(UnknownWordError, match="there is no thing 'nothing'; use here, there"):
        table.get("nothing")
    with pytest.raises(UnknownWordError, match=r"there is no thing 'heer'.*here"):
        table.get("heer")


def test_an_installed_package_adds_words(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("far", "math:tau", "memory_maze.things")]
    monkeypatch.setattr(tables, "entry_points", lambda group: [point for point in points if point.group == group])
    table = Table("thing", "memory_maze.things", {})
    assert "far" in table
    assert table.get("far") == pytest.approx(6.283185)
    assert "further" not in table


class Patient(Rule):
    """Rewards every third find; remembers how many there were."""

    def __init__(self, scenario: Scenario) -> None:
        self.hunt = Hunt(scenario)
        self.finds: dict[int, int] = {}

    def open(self, now: Moments) -> None:
        self.hunt.open(now)

    def show(self, row: int, episode: Episode) -> None:
        self.hunt.show(row, episode)

    def begin(self, row: int, now: Moments, stream: np.random.RandomState) -> None:
        self.finds[row] = 0
        self.hunt.begin(row, now, stream)

    def score(self, turn: Turn) -> None:
        self.hunt.score(turn)
        for j, row in enumerate(turn.rows.tolist()):
            self.finds[row] += int(turn.rewards[j])
            turn.rewards[j] = float(turn.rewards[j] > 0 and self.finds[row] % 3 == 0)
            turn.terminated[j] = self.finds[row] == 9

    def get_state(self, row: int) -> int:
        return self.finds[row]

    def set_state(self, row: int, state: int) -> None:
        self.finds[row] = state


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Scenario:
    monkeypatch.setitem(tables.RULES._entries, "patient", Patient)
    return memory_maze.load("classic/9x9").override({"task.rule": "patient"})


def played(env: Any, policy: Any, steps: int) -> list[tuple[float, bool]]:
    return [env.step(int(policy(env.unwrapped.moments)[0]))[1:3] for _ in range(steps)]


def test_a_rule_of_ones_own_is_played_by_every_door(patient: Scenario) -> None:
    env = memory_maze.make(patient)
    env.reset(seed=3)
    policy = memory_maze.agents.make_policy("oracle", patient)
    alone: list[tuple[float, bool]] = []
    while not (alone and alone[-1][1]):
        alone += played(env, policy, 1)
    assert sum(reward for reward, _ in alone) == 3
    envs = memory_maze.make_vec(patient, 2)
    envs.reset(seed=[3, 4])
    policy = memory_maze.agents.make_policy("oracle", patient)
    together = [envs.step(policy(envs.moments))[1:3] for _ in alone]
    assert [(float(rewards[0]), bool(ended[0])) for rewards, ended in together] == alone


def test_what_a_rule_remembers_is_part_of_a_snapshot(patient: Scenario) -> None:
    env = memory_maze.make(patient)
    env.reset(seed=3)
    policy = memory_maze.agents.make_policy("oracle", patient)
    actions = []

    def recorded(now: Moments) -> Any:
        actions.append(policy(now))
        return actions[-1]

    before = played(env, recorded, 40)
    state = env.unwrapped.get_state()
    after = played(env, recorded, 60)
    assert sum(reward for reward, _ in before + after) > 0
    other = memory_maze.make(patient)
    other.reset(seed=0)
    other.unwrapped.set_state(state)
    ahead = iter(actions[40:])
    assert played(other, lambda now: next(ahead), 60) == after


def test_a_word_that_no_table_has_is_told_with_its_place() -> None:
    with pytest.raises(ScenarioError, match=r"task\.rule: .*'hunt'"):
        memory_maze.load("classic/9x9").override({"task.rule": "haunt"})


class Paid(Hunt):
    """Pays what its episode has drawn."""

    def score(self, turn: Turn) -> None:
        super().score(turn)
        for j, row in enumerate(turn.rows.tolist()):
            turn.rewards[j] *= turn.now.episode(row).options["bonus"]


def test_options_are_for_rules_of_other_packages_and_may_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tables.RULES._entries, "paid", Paid)
    options = {"bonus": {"uniform": [1, 2]}, "words": ["a", "b"], "is_on": True}
    scenario = memory_maze.load("classic/9x9", {"task": {"rule": "paid", "options": options}})
    assert memory_maze.load(scenario.model_dump(mode="json")) == scenario
    assert scenario.model_dump(mode="json")["task"]["options"] == {**options, "bonus": {"uniform": [1.0, 2.0]}}
    envs = memory_maze.make_vec(scenario, num_envs=3)
    bonus = envs.reset(seed=0)[1]["drawn"]["task.options.bonus"]
    assert len(set(bonus.tolist())) == 3
    assert [envs.moments.episode(row).options["bonus"] for row in range(3)] == bonus.tolist()
    assert envs.moments.episode(0).options["words"] == ("a", "b")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"task.options": {"cost": 1}}, "the rule hunt has no options"),
        ({"maze.options": {"cost": 1}}, "the generator labmaze has no options"),
        ({"task": {"rule": "paid", "options": {"deep": {"er": 1}}}}, "task.options"),
        ({"task": {"rule": "paid", "reward": 2}}, "is a field of the rule hunt, and paid is played"),
    ],
)
def test_options_that_nobody_reads_are_refused(
    changes: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tables.RULES._entries, "paid", Paid)
    with pytest.raises(ScenarioError, match=message):
        memory_maze.load("classic/9x9", changes)


class Narrow:
    """Makes mazes of one column, whatever is wanted."""

    def __init__(self, maze: Maze, seed: int) -> None:
        self.maze = maze

    def next(self) -> Layout:
        walls = np.ones((self.maze.sides[1] + 2, 3), bool)
        walls[1:-1, 1] = False
        return marked_nowhere(walls)

    def skip(self, count: int) -> None:
        pass


def test_a_maze_of_another_shape_than_the_scenarios_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tables.GENERATORS._entries, "narrow", Narrow)
    scenario = memory_maze.load("classic/9x9", {"maze.generator": "narrow"})
    sentence = (
        "the generator narrow made a maze of 1 x 9 cells, and the scenario's is 9 x 9; set maze.width and maze.he"
    )
    for made in (scenario, scenario.override({"maze.seed": 3})):
        with pytest.raises(GenerationError, match=f"^{sentence}"):
            memory_maze.make(made).reset(seed=0)
    envs = memory_maze.make_vec(scenario, num_envs=2)
    with pytest.raises(GenerationError, match=f"^maze 0: {sentence}"):
        envs.reset(seed=0)


def test_a_maze_without_room_names_no_rooms_where_the_generator_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tables.GENERATORS._entries, "narrow", Narrow)
    changes = {"maze": {"generator": "narrow", "size": 3}, "objects.count": 6}
    maze = memory_maze.load("classic/9x9", changes).maze.model_copy(update={"size": None, "width": 1, "height": 3})
    with pytest.raises(GenerationError, match=r"for each of 6 objects; raise maze\.size or lower objects\.count$"):
        open_source(maze.model_copy(update={"seed": 1}), 0, 6)


def test_a_broken_entry_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("far", "no_such_package:thing", "memory_maze.things")]
    monkeypatch.setattr(tables, "entry_points", lambda group: [point for point in points if point.group == group])
    table = Table("thing", "memory_maze.things", {})
    with pytest.raises(tables.BrokenEntryError, match="the thing 'far' is no_such_package:thing, which cannot be"):
        table.get("far")
    with pytest.raises(UnknownWordError, match="did you mean 'far'"):
        table.get("fat")
