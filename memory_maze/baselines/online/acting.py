"""An agent plays: it fills a segment, and adds up what its episodes return."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from memory_maze.baselines.online.mazes import Mazes
from memory_maze.baselines.online.network import Network
from memory_maze.baselines.online.segments import Segment
from memory_maze.baselines.online.tally import Tally


@torch.no_grad()
def play(network: Network, mazes: Mazes, segment: Segment, tally: Tally, random: torch.Generator) -> Tensor:
    """Plays a segment on from its row 0; returns what the memory holds then.

    Args:
      network: the agent.
      mazes: at the moment that row 0 shows.
      segment: to be filled.
      tally: is told what was earned, and how long it took.
      random: says which actions are drawn.
    """
    device = network.policy.weight.device
    state = segment.state.to(device)

    def ask(step: int, which: slice | Tensor, held: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        seen = (segment.images, segment.actions, segment.rewards, segment.begins)
        logits, values, now = network(*(one[step : step + 1, which].to(device) for one in seen), held[:, which])
        return logits[0].cpu(), values[0].cpu(), now

    for step in range(segment.steps):
        with tally.timed("acting"):
            logits, segment.values[step], state = ask(step, slice(None), state)
            log_probs = logits.log_softmax(-1)
            actions = torch.multinomial(log_probs.exp(), 1, generator=random)
            segment.log_probs[step] = log_probs.gather(-1, actions).squeeze(-1)
            segment.actions[step + 1] = actions.squeeze(-1)
        picture = segment.images[step + 1].numpy()
        with tally.timed("mazes"):
            _, rewards, terminated, truncated, _ = mazes.envs.step(segment.actions[step + 1].numpy(), out=picture)
        ended = terminated | truncated
        tally.add(rewards, ended)
        segment.rewards[step + 1] = torch.from_numpy(rewards)
        segment.begins[step + 1] = False
        segment.after[step] = 0.0
        if truncated.any():
            # The time limit cut these short: what would have followed is worth what the agent thinks it is.
            cut = torch.from_numpy(np.flatnonzero(truncated))
            with tally.timed("acting"):
                segment.after[step, cut] = ask(step + 1, cut, state)[1]
        if ended.any():
            with tally.timed("mazes"):
                mazes.envs.reset(options={"reset_mask": ended}, out=picture)
            segment.begins[step + 1] = torch.from_numpy(ended)
    with tally.timed("acting"):
        segment.values[-1] = ask(segment.steps, slice(None), state)[1]
    return state
