"""Trains with one trainer for some steps and prints what it cost. Run by training.py; each needs its own packages."""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import torch

SCENARIO = "classic/9x9"

EXAMPLES = Path(__file__).parents[1] / "examples"


class Trained(NamedTuple):
    """A trainer that is ready."""

    what: str
    """What is trained, and with which versions."""
    advance: Callable[[], int]
    """Plays and learns a while; returns how many control steps that were."""
    parts: Callable[[], dict[str, float]] = dict
    """Processor time so far by kind of work."""


def online() -> Trained:
    from memory_maze.baselines.online.config import make_settings
    from memory_maze.baselines.online.mazes import task_of
    from memory_maze.baselines.online.training import Plan, Trainer

    settings = make_settings()
    trainer = Trainer(Plan(SCENARIO, task_of(SCENARIO)), settings, threads=1, device="cpu")
    trainer.begin()

    def advance() -> int:
        trainer.advance()
        return settings.mazes * settings.segment

    what = f"50 mazes, GRU, PPO 2 passes, {settings.precision}; torch {version('torch')}"
    return Trained(what, advance, lambda: dict(trainer.tally.cpu))


def recurrent_ppo() -> Trained:
    from sb3_contrib import RecurrentPPO

    from memory_maze.envs.sb3 import MazeVecEnv

    mazes, length = 32, 64
    envs = MazeVecEnv(SCENARIO, num_envs=mazes, threads=1)
    model = RecurrentPPO("CnnLstmPolicy", envs, n_steps=length, batch_size=512, n_epochs=2, device="cpu", seed=0)

    def advance() -> int:
        model.learn(mazes * length, reset_num_timesteps=False)
        return mazes * length

    return Trained(f"{mazes} mazes, LSTM, PPO 2 passes; sb3-contrib {version('sb3-contrib')}", advance)


def impala() -> Trained:
    import ray
    from ray.tune import register_env

    sys.path.append(str(EXAMPLES))
    from impala_rllib import configured, mazes

    register_env("mazes", mazes)
    given = Namespace(scenario=SCENARIO, runners=0, mazes=16, threads=1, segment=50, seed=0)
    ray.init(include_dashboard=False, log_to_driver=False, num_cpus=1)
    algorithm = configured(given).build_algo()
    seen = 0

    def advance() -> int:
        nonlocal seen
        before = seen
        seen = int(algorithm.train()["env_runners"]["num_env_steps_sampled_lifetime"])
        return seen - before

    return Trained(f"16 mazes, LSTM, IMPALA 1 pass, no runners; ray {version('ray')}", advance)


TRAINERS: dict[str, Callable[[], Trained]] = {"online": online, "recurrent_ppo": recurrent_ppo, "impala": impala}


def main() -> None:
    trainer, steps = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    trained = TRAINERS[trainer]()
    trained.advance()
    first, began, done = trained.parts(), time.process_time(), 0
    while done < steps:
        done += trained.advance()
    cpu = time.process_time() - began
    parts = {kind: seconds - first[kind] for kind, seconds in trained.parts().items()}
    print(json.dumps({"what": trained.what, "steps": done, "cpu_s": cpu, "parts": parts}))


if __name__ == "__main__":
    main()
