"""What was played since the last time something was learnt: T control steps of N mazes."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor


@dataclass(frozen=True)
class Segment:
    """Row t has picture t and what led to it; row 0 is the last row of the segment before."""

    images: Tensor
    """uint8 [T + 1, N, side, side, 3]; the mazes draw into it."""
    actions: Tensor
    """int64 [T + 1, N]: what was done before the picture."""
    rewards: Tensor
    """float32 [T + 1, N]: what that earned."""
    begins: Tensor
    """bool [T + 1, N]: whether the picture is the first of its episode; then what was done belongs to the last one."""
    log_probs: Tensor
    """float32 [T, N]: of what was done after the picture."""
    values: Tensor
    """float32 [T + 1, N]: what the agent thought the picture was worth."""
    after: Tensor
    """float32 [T, N]: what it thought the last picture of an episode was worth that a time limit ended after the
    picture; zeros elsewhere."""
    state: Tensor
    """float32 [S, N, hidden]: what the memory held before row 0."""

    @classmethod
    def empty(cls, steps: int, side: int, state: Tensor) -> Segment:
        """One where episodes begin with row 0.

        Args:
          steps: T.
          side: pixels of a picture.
          state: of a memory that is empty.
        """
        mazes = state.shape[1]
        rows, moves = (steps + 1, mazes), (steps, mazes)
        return cls(
            images=torch.zeros(*rows, side, side, 3, dtype=torch.uint8),
            actions=torch.zeros(rows, dtype=torch.int64),
            rewards=torch.zeros(rows),
            begins=torch.ones(rows, dtype=torch.bool),
            log_probs=torch.zeros(moves),
            values=torch.zeros(rows),
            after=torch.zeros(moves),
            state=state,
        )

    @property
    def steps(self) -> int:
        """How many control steps, T."""
        return len(self.log_probs)

    @property
    def ends(self) -> Tensor:
        """bool [T, N]: whether the episode was over after the picture and what was done then."""
        return self.begins[1:]

    def following(self, values: Tensor) -> Tensor:
        """float32 [T, N]: what came after each picture was worth, where the pictures are worth float32 [T + 1, N]."""
        return torch.where(self.ends, self.after, values[1:])

    def of(self, mazes: Tensor, device: torch.device) -> Segment:
        """That of some mazes, int64 [n], elsewhere."""
        parts = {one.name: getattr(self, one.name)[:, mazes].to(device, non_blocking=True) for one in fields(self)}
        return Segment(**parts)

    def go_on(self, state: Tensor) -> None:
        """Makes the last row the first one of the next segment; `state` is what the memory holds now."""
        for name in ("images", "actions", "rewards", "begins"):
            rows = getattr(self, name)
            rows[0] = rows[-1]
        self.state.copy_(state)
