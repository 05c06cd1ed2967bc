"""Policies, by name: what they see is the whole moment, what they give is an action for each maze."""

from memory_maze.agents.errors import AgentError, UnknownPolicyError
from memory_maze.agents.policy import Policy, make_policy
from memory_maze.tables import POLICIES

__all__ = ["POLICIES", "AgentError", "Policy", "UnknownPolicyError", "make_policy"]
