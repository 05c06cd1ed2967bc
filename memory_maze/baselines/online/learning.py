"""What is done with a segment: some passes over it, in each a step of the optimiser for each part of the mazes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import nn

from memory_maze.baselines.online.config import Settings
from memory_maze.baselines.online.network import Network
from memory_maze.baselines.online.objectives import OBJECTIVES, Judged, Opinion, judge
from memory_maze.baselines.online.segments import Segment


class Losses(NamedTuple):
    """What a step of the optimiser saw."""

    entropy: float
    """Nats; at most log 6 = 1.79."""
    policy_loss: float
    value_loss: float


def learn(
    network: Network, optimizer: torch.optim.Optimizer, segment: Segment, settings: Settings, random: torch.Generator
) -> Iterator[Losses]:
    """Makes the agent better by one segment; gives what each step saw.

    Args:
      network: the agent.
      optimizer: of its weights.
      segment: that it has played.
      settings: hyper-parameters.
      random: says which mazes are learnt from together.
    """
    judged = judge(segment, settings)
    device = network.policy.weight.device
    for _ in range(settings.passes):
        for mazes in torch.randperm(segment.state.shape[1], generator=random).chunk(settings.parts):
            part = segment.of(mazes, device)
            worth = Judged(*(one[:, mazes].to(device) for one in judged))
            yield _step(network, optimizer, part, worth, settings)


def _step(
    network: Network, optimizer: torch.optim.Optimizer, part: Segment, judged: Judged, settings: Settings
) -> Losses:
    before = (rows[: part.steps] for rows in (part.images, part.actions, part.rewards, part.begins))
    logits, values, _ = network(*before, part.state)
    all_log_probs = logits.log_softmax(-1)
    entropy = -(all_log_probs.exp() * all_log_probs).sum(-1).mean()
    log_probs = all_log_probs.gather(-1, part.actions[1:].unsqueeze(-1)).squeeze(-1)
    policy, value = OBJECTIVES[settings.objective](Opinion(log_probs, values), part, judged, settings)
    optimizer.zero_grad()
    (policy + settings.value_weight * value - settings.entropy * entropy).backward()
    nn.utils.clip_grad_norm_(network.parameters(), settings.largest_gradient)
    optimizer.step()
    return Losses(entropy.item(), policy.item(), value.item())
