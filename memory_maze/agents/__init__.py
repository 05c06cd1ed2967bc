"""Scripted policies, by name: what they see is the whole state, what they give is an action."""

from memory_maze.agents.policy import (
    POLICIES,
    Action,
    BatchPolicy,
    Policy,
    SinglePolicy,
    UnknownPolicyError,
    make_batch_policy,
    make_policy,
)
from memory_maze.agents.situation import Situation

__all__ = [
    "POLICIES",
    "Action",
    "BatchPolicy",
    "Policy",
    "SinglePolicy",
    "Situation",
    "UnknownPolicyError",
    "make_batch_policy",
    "make_policy",
]
