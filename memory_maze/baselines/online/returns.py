"""How much better than expected what was done turned out: generalised advantage estimates, and V-trace."""

from __future__ import annotations

import torch
from torch import Tensor


def advantages(surprises: Tensor, weights: Tensor) -> Tensor:
    """Sums what is still to come of an episode, each step with a weight.

    Args:
      surprises: float32 [T, N]: reward and discounted value of what followed, less the value before.
      weights: float32 [T, N]: what the sum from the next step on counts for at this one; 0 where the episode ends.

    Returns:
      float32 [T, N]. With weights `discount * trace` these are the generalised advantage estimates (arXiv 1506.02438);
      with surprises and weights times cut importance ratios what V-trace adds to the values (arXiv 1802.01561).
    """
    result, later = torch.empty_like(surprises), torch.zeros_like(surprises[0])
    for step in reversed(range(len(surprises))):
        result[step] = later = surprises[step] + weights[step] * later
    return result
