"""What is made better: PPO's clipped gain, or IMPALA's gain with V-trace; both with values and entropy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from memory_maze.baselines.online.config import Settings
from memory_maze.baselines.online.returns import advantages
from memory_maze.baselines.online.segments import Segment


class Judged(NamedTuple):
    """What a segment was worth, by the agent that played it."""

    advantages: Tensor
    """float32 [T, N]: generalised estimates, with mean 0 and deviation 1."""
    targets: Tensor
    """float32 [T, N]: what values should be."""


class Opinion(NamedTuple):
    """What the agent as it is now makes of a segment."""

    log_probs: Tensor
    """float32 [T, N]: of what was done."""
    values: Tensor
    """float32 [T, N]."""


class Objective(NamedTuple):
    """To be made small."""

    policy: Tensor
    value: Tensor


def judge(segment: Segment, settings: Settings) -> Judged:
    """Works out, once a segment, what each step was worth."""
    values = segment.values[:-1]
    surprises = segment.rewards[1:] + settings.discount * segment.following(segment.values) - values
    found = advantages(surprises, settings.discount * settings.trace * ~segment.ends)
    return Judged((found - found.mean()) / (found.std() + 1e-8), found + values)


def ppo(now: Opinion, segment: Segment, judged: Judged, settings: Settings) -> Objective:
    """Proximal policy optimisation (arXiv 1707.06347): no gain beyond a clipped change of probability."""
    ratios = (now.log_probs - segment.log_probs).exp()
    clipped = ratios.clamp(1 - settings.clip, 1 + settings.clip)
    gain = torch.min(ratios * judged.advantages, clipped * judged.advantages).mean()
    return Objective(-gain, (now.values - judged.targets).square().mean())


def vtrace(now: Opinion, segment: Segment, judged: Judged, settings: Settings) -> Objective:
    """IMPALA's actor-critic (arXiv 1802.01561): importance ratios are cut at 1, values are the present ones."""
    with torch.no_grad():
        cut = (now.log_probs - segment.log_probs).exp().clamp(max=1.0)
        following = segment.following(torch.cat([now.values, segment.values[-1:]]))
        surprises = cut * (segment.rewards[1:] + settings.discount * following - now.values)
        targets = now.values + advantages(surprises, settings.discount * settings.trace * ~segment.ends * cut)
        later = segment.following(torch.cat([targets, segment.values[-1:]]))
        gains = cut * (segment.rewards[1:] + settings.discount * later - now.values)
    return Objective(-(gains * now.log_probs).mean(), (now.values - targets).square().mean())


OBJECTIVES: Mapping[str, Callable[[Opinion, Segment, Judged, Settings], Objective]] = {"ppo": ppo, "vtrace": vtrace}
"""What is made better, by the word that settings have."""
