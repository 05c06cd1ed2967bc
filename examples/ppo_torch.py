"""PPO in plain PyTorch on a batch of mazes, in one file. Needs `torch`. Exits with 1 if nothing was learnt.

The mazes draw straight into the tensor that is learnt from: `step(..., out=...)` takes its NumPy view.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical

from memory_maze import make_vec

SCENARIO = str(Path(__file__).with_name("tiny_room.yaml"))
SEED = 0
MAZES, STEPS, UPDATES = 32, 64, 40  # 81920 steps in all
EPOCHS, MINIBATCHES = 3, 4
LEARNING_RATE, DISCOUNT, GAE, CLIP, ENTROPY = 1e-3, 0.95, 0.9, 0.2, 0.01


class Agent(nn.Module):
    """Pictures, uint8 [..., 16, 16, 3], to a distribution of actions and a value, float32 [...]."""

    def __init__(self, actions: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 16, 4, 2, 1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 4, 2, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(32 * 4 * 4, 128),
            nn.ReLU(),
        )
        self.action = nn.Linear(128, actions)
        self.value = nn.Linear(128, 1)
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.orthogonal_(layer.weight, 2**0.5)
                nn.init.zeros_(layer.bias)
        # So that the first actions are as good as uniform.
        nn.init.orthogonal_(self.action.weight, 0.01)

    def forward(self, images: torch.Tensor) -> tuple[Categorical, torch.Tensor]:
        features = self.body(images.movedim(-1, -3).float() / 255 - 0.5)
        return Categorical(logits=self.action(features)), self.value(features).squeeze(-1)


class Rollout:
    """What `STEPS` steps of all mazes gave; arrays [STEPS, MAZES, ...], of images and values one more."""

    def __init__(self, image_shape: tuple[int, ...] | None) -> None:
        assert image_shape is not None
        self.images = torch.empty(STEPS + 1, *image_shape, dtype=torch.uint8)
        self.values = torch.empty(STEPS + 1, MAZES)
        self.actions = torch.empty(STEPS, MAZES, dtype=torch.int64)
        self.log_probs, self.rewards, self.running = (torch.empty(STEPS, MAZES) for _ in range(3))

    def advantages(self) -> torch.Tensor:
        """Generalised advantage estimates."""
        result, following = torch.empty(STEPS, MAZES), torch.zeros(MAZES)
        for t in reversed(range(STEPS)):
            surprise = self.rewards[t] + DISCOUNT * self.running[t] * self.values[t + 1] - self.values[t]
            following = surprise + DISCOUNT * GAE * self.running[t] * following
            result[t] = following
        return result


@torch.no_grad()
def collect(agent: Agent, envs, rollout: Rollout) -> None:
    """Fills the rollout, from the images in its row 0 on."""
    for t in range(STEPS):
        policy, rollout.values[t] = agent(rollout.images[t])
        rollout.actions[t] = policy.sample()
        rollout.log_probs[t] = policy.log_prob(rollout.actions[t])
        actions, images = rollout.actions[t].numpy(), rollout.images[t + 1].numpy()
        _, rewards, terminated, truncated, info = envs.step(actions, out=images)
        rollout.rewards[t] = torch.from_numpy(rewards)
        rollout.running[t] = torch.from_numpy(~(terminated | truncated))
        if truncated.any():
            # The time limit cut these episodes short: what would have followed is worth what the agent thinks it is.
            last = torch.from_numpy(np.stack(list(info["final_obs"][truncated])))
            rollout.rewards[t, torch.from_numpy(truncated)] += DISCOUNT * agent(last)[1]
    rollout.values[STEPS] = agent(rollout.images[STEPS])[1]


def learn(agent: Agent, optimizer: torch.optim.Optimizer, rollout: Rollout) -> None:
    """Improves the agent by one rollout."""
    advantages = rollout.advantages()
    images, actions, log_probs, returns, advantages = (
        whole.flatten(0, 1)
        for whole in (
            rollout.images[:STEPS],
            rollout.actions,
            rollout.log_probs,
            advantages + rollout.values[:STEPS],
            advantages,
        )
    )
    for _ in range(EPOCHS):
        for part in torch.randperm(len(actions)).chunk(MINIBATCHES):
            policy, values = agent(images[part])
            advantage = (advantages[part] - advantages[part].mean()) / (advantages[part].std() + 1e-8)
            ratio = (policy.log_prob(actions[part]) - log_probs[part]).exp()
            gain = torch.min(ratio * advantage, ratio.clamp(1 - CLIP, 1 + CLIP) * advantage).mean()
            loss = (values - returns[part]).square().mean() / 2 - gain - ENTROPY * policy.entropy().mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
            optimizer.step()


@torch.no_grad()
def mean_return(agent: Agent, episodes: int = 128) -> float:
    """Of new episodes, one a maze."""
    envs = make_vec(SCENARIO, episodes, copy=False)
    images, _ = envs.reset(seed=10_000)
    total, ended = 0.0, np.zeros(episodes, bool)
    while not ended.all():
        actions = agent(torch.from_numpy(images))[0].sample().numpy()
        images, rewards, terminated, truncated, _ = envs.step(actions)
        # An episode that has ended goes on with another one, which does not count.
        total += rewards[~ended].sum()
        ended |= terminated | truncated
    envs.close()
    return total / episodes


def main() -> int:
    torch.manual_seed(SEED)
    # More threads only get in each other's way with pictures as small as these.
    torch.set_num_threads(1)
    envs = make_vec(SCENARIO, MAZES, autoreset_mode="SameStep")
    agent = Agent(int(envs.single_action_space.n))
    optimizer = torch.optim.Adam(agent.parameters(), LEARNING_RATE, eps=1e-5)
    before = mean_return(agent)

    rollout = Rollout(envs.observation_space.shape)
    envs.reset(seed=SEED, out=rollout.images[0].numpy())
    for update in range(UPDATES):
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * (1 - update / UPDATES)
        collect(agent, envs, rollout)
        learn(agent, optimizer, rollout)
        rollout.images[0] = rollout.images[STEPS]
    envs.close()

    after = mean_return(agent)
    print(f"mean return: {before:.2f} before, {after:.2f} after {UPDATES * STEPS * MAZES} steps")
    return 0 if after > 3 * before and after > 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
