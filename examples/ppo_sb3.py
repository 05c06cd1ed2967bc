"""PPO of Stable-Baselines3 on a batch of mazes. Needs the extra `sb3`. Exits with 1 if nothing was learnt."""

import sys
from pathlib import Path

import torch
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.torch_layers import BaseFeaturesExtractor
from stable_baselines3.common.vec_env import VecMonitor
from torch import nn

from memory_maze.envs.sb3 import MazeVecEnv

SCENARIO = str(Path(__file__).with_name("tiny_room.yaml"))
SEED = 0
MAZES, STEPS, UPDATES = 32, 64, 40  # 81920 steps in all


class SmallPictures(BaseFeaturesExtractor):
    """Features of pictures of 16x16 pixels, for which the policy's own network is too deep."""

    def __init__(self, observation_space) -> None:
        super().__init__(observation_space, features_dim=128)
        self.layers = nn.Sequential(
            nn.Conv2d(3, 16, 4, 2, 1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 4, 2, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(32 * 4 * 4, 128),
            nn.ReLU(),
        )

    def forward(self, observations: torch.Tensor) -> torch.Tensor:
        return self.layers(observations)


def mean_return(model: PPO) -> float:
    """Of 128 new episodes."""
    mazes = VecMonitor(MazeVecEnv(SCENARIO, 64, seed=10_000))
    result, _ = evaluate_policy(model, mazes, n_eval_episodes=128, deterministic=False)
    mazes.close()
    return float(result)


def main() -> int:
    # More threads only get in each other's way with pictures as small as these.
    torch.set_num_threads(1)
    model = PPO(
        "CnnPolicy",
        MazeVecEnv(SCENARIO, MAZES, copy=False),
        n_steps=STEPS,
        batch_size=512,
        n_epochs=3,
        learning_rate=lambda remaining: 1e-3 * remaining,
        gamma=0.95,
        gae_lambda=0.9,
        ent_coef=0.01,
        policy_kwargs={"features_extractor_class": SmallPictures, "net_arch": []},
        seed=SEED,
        device="cpu",
    )
    before = mean_return(model)
    model.learn(UPDATES * STEPS * MAZES)
    after = mean_return(model)
    print(f"mean return: {before:.2f} before, {after:.2f} after {model.num_timesteps} steps")
    return 0 if after > 3 * before and after > 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
