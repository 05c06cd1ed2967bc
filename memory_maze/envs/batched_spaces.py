"""Spaces of a batch. Gymnasium's own hold four arrays as large as an observation of all mazes, for their bounds."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray


def batched(space: spaces.Space[Any], count: int) -> spaces.Space[Any]:
    """The space of `count` elements of another, along a leading axis; equal to what `batch_space` gives.

    Args:
      space: of one.
      count: of the batch.
    """
    if isinstance(space, spaces.Dict):
        members = {key: batched(member, count) for key, member in space.spaces.items()}
        return spaces.Dict(members, seed=deepcopy(space.np_random))
    if isinstance(space, spaces.Box):
        return BatchedBox(space, count, deepcopy(space.np_random))
    return batch_space(space, count)


class BatchedBox(spaces.Box):
    """A `Box` of equal members along its first axis, whose bounds are views of one member's, read-only.

    It equals the `Box` of the same bounds and behaves as it does, but needs no memory that grows with the batch, save
    for a sample.
    """

    def __init__(self, member: spaces.Box, count: int, seed: int | np.random.Generator | None = None) -> None:
        """Batches a box.

        Args:
          member: along all axes but the first; its bounds are the same everywhere.
          count: along the first axis.
          seed: of the samples.
        """
        super().__init__(member.low, member.high, member.shape, member.dtype, seed)
        self._member, self._count = member, count
        self._shape = (count, *member.shape)
        self.low, self.high = self._repeated(member.low), self._repeated(member.high)
        self.bounded_below = self._repeated(member.bounded_below)
        self.bounded_above = self._repeated(member.bounded_above)
        one = spaces.Box(member.low, member.high, member.shape, member.dtype)
        repr(one)
        self.low_repr, self.high_repr = one.low_repr, one.high_repr

    def contains(self, x: Any) -> bool:
        """Whether it is an array of the batch's shape, with all values within the bounds."""
        if not isinstance(x, np.ndarray):
            return super().contains(x)
        if not np.can_cast(x.dtype, self.dtype) or x.shape != self.shape:
            return False
        low, high = self._member.low, self._member.high
        return all(bool(np.all(row >= low) and np.all(row <= high)) for row in x)

    def sample(self, mask: None = None, probability: None = None) -> NDArray[Any]:
        """A random element, the same as the equal `Box` with the same random stream gives.

        Args:
          mask: as for `Box`, which takes none.
          probability: as for `Box`, which takes none.
        """
        member = deepcopy(self._member)
        member._np_random = self.np_random
        drawn = np.empty(self.shape, self.dtype)
        for row in range(self._count):
            drawn[row] = member.sample(mask, probability)
        return drawn

    def __eq__(self, other: object) -> bool:
        if isinstance(other, BatchedBox):
            return self._count == other._count and self._member == other._member
        if not isinstance(other, spaces.Box) or self.shape != other.shape or self.dtype != other.dtype:
            return False
        low, high = self._member.low, self._member.high
        rows = zip(other.low, other.high, strict=True)
        return all(np.allclose(low, a) and np.allclose(high, b) for a, b in rows)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        return type(self), (self._member, self._count, self.np_random)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.__reduce__()

    def _repeated(self, bound: NDArray[Any]) -> NDArray[Any]:
        return np.broadcast_to(bound, self._shape)
