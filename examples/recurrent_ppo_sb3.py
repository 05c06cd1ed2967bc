"""RecurrentPPO of sb3-contrib, whose policy remembers, on a batch of mazes. Needs the extra `sb3`. Exits with 1 if
nothing was learnt."""

import sys
from pathlib import Path

import torch
from sb3_contrib import RecurrentPPO
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.torch_layers import FlattenExtractor
from stable_baselines3.common.vec_env import VecMonitor

from memory_maze.envs.sb3 import MazeVecEnv

SCENARIO = str(Path(__file__).with_name("tiny_room.yaml"))
SEED = 0
MAZES, STEPS, UPDATES = 32, 64, 40  # 81920 steps in all


def mean_return(model: RecurrentPPO) -> float:
    """Of 128 new episodes."""
    mazes = VecMonitor(MazeVecEnv(SCENARIO, 64, seed=10_000))
    result, _ = evaluate_policy(model, mazes, n_eval_episodes=128, deterministic=False)
    mazes.close()
    return float(result)


def main() -> int:
    # More threads only get in each other's way with pictures as small as these.
    torch.set_num_threads(1)
    model = RecurrentPPO(
        "CnnLstmPolicy",
        MazeVecEnv(SCENARIO, MAZES, copy=False),
        n_steps=STEPS,
        batch_size=512,
        n_epochs=3,
        learning_rate=lambda remaining: 1e-3 * remaining,
        gamma=0.95,
        gae_lambda=0.9,
        ent_coef=0.01,
        policy_kwargs={
            "features_extractor_class": FlattenExtractor,
            "net_arch": [],
            "lstm_hidden_size": 64,
            "enable_critic_lstm": False,
            "shared_lstm": True,
        },
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
