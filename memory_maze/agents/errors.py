"""What is raised when a policy cannot be found or made, or fails while it plays."""

from __future__ import annotations


class UnknownPolicyError(ValueError):
    """There is no policy of that name; the message names those there are."""


class AgentError(RuntimeError):
    """A policy that somebody else wrote cannot be made, raised an exception, or gave something that is no action.

    Attributes:
      trace: the traceback of its own exception, as text that ends with a newline; empty where there was none.
    """

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace

    def __reduce__(self) -> tuple[type[AgentError], tuple[str, str]]:
        return type(self), (str(self), self.trace)
