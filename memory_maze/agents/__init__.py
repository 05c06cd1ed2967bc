"""Policies, by name: what they see is the whole moment, what they give is an action for each maze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.lazy import face as _face

if TYPE_CHECKING:
    from memory_maze.agents.errors import AgentError as AgentError
    from memory_maze.agents.errors import UnknownPolicyError as UnknownPolicyError
    from memory_maze.agents.policy import Policy as Policy
    from memory_maze.agents.policy import make_policy as make_policy

# A policy's name needs no planner, and no compiler.
__getattr__, __dir__, __all__ = _face(
    __name__,
    {"errors": ("AgentError", "UnknownPolicyError"), "policy": ("Policy", "make_policy")},
)
