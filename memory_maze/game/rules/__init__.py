"""What touching objects earns, and what is prompted next: one rule a file, found by `tables.RULES`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.tables import RULES

if TYPE_CHECKING:
    from memory_maze.game.rules.rule import Rule
    from memory_maze.scenario.schema import Scenario


def open_rule(scenario: Scenario) -> Rule:
    """The rule that a scenario is played by.

    Raises:
      UnknownWordError: there is no such rule.
    """
    rule: Rule = RULES.get(scenario.task.rule)(scenario)
    return rule
