"""Scripted policies, by name: what they see is the whole state, what they give is an action."""

from memory_maze.agents.policy import POLICIES, Action, Policy, UnknownPolicyError, make_policy

__all__ = ["POLICIES", "Action", "Policy", "UnknownPolicyError", "make_policy"]
