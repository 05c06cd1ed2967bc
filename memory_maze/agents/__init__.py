"""Policies by name: scripted ones, which see the whole state, and other people's, which need not."""

from memory_maze.agents.errors import AgentError, UnknownPolicyError
from memory_maze.agents.policy import (
    POLICIES,
    Action,
    BatchPolicy,
    Policy,
    SinglePolicy,
    make_batch_policy,
    make_policy,
)
from memory_maze.agents.situation import Situation

__all__ = [
    "POLICIES",
    "Action",
    "AgentError",
    "BatchPolicy",
    "Policy",
    "SinglePolicy",
    "Situation",
    "UnknownPolicyError",
    "make_batch_policy",
    "make_policy",
]
