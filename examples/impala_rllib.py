"""RLlib's IMPALA with an LSTM on batches of mazes. Needs `ray[rllib]` and `torch`. Exits with 1 if nothing was learnt.

Each env runner is a process with mazes of its own, which it steps as one vector environment; on a cluster Ray puts them
onto all machines: `ray start --head` on one, `ray start --address=HOST:6379` on the others, then on the first one

    python examples/impala_rllib.py --scenario classic/9x9 --runners 64 --mazes 32 --iterations 2000 --address auto
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
import ray
from gymnasium.wrappers.vector import DtypeObservation, RescaleObservation
from ray.rllib.algorithms.impala import IMPALAConfig
from ray.rllib.core.rl_module.default_model_config import DefaultModelConfig
from ray.tune import register_env

from memory_maze import load, make_vec

ROOM = Path(__file__).with_name("tiny_room.yaml")

CONVOLUTIONS = {16: ((16, 4, 2), (32, 4, 2)), 64: ((16, 8, 4), (32, 4, 2), (32, 3, 1))}
"""Channels, side and stride, by pixels of a picture."""


def mazes(config):
    """The vector environment of one runner; RLlib wants floats, and the autoreset mode "NextStep"."""
    envs = make_vec(config["scenario"], config["num_envs"], threads=config["threads"])
    return RescaleObservation(DtypeObservation(envs, np.float32), 0.0, 1.0)


def configured(given) -> IMPALAConfig:
    """IMPALA with the published numbers (arXiv 2210.13383, table E.2), but for the tiny room's."""
    # Runners have folders of their own, and know no names of the shell's.
    source = str(Path(given.scenario).absolute()) if Path(given.scenario).exists() else given.scenario
    side = load(source).camera.resolution
    is_room = side == 16
    lengths = {"rollout_fragment_length": given.segment, "num_envs_per_env_runner": given.mazes}
    model = DefaultModelConfig(
        conv_filters=[*CONVOLUTIONS[side]],
        head_fcnet_hiddens=[],
        use_lstm=True,
        lstm_cell_size=64 if is_room else 256,
        max_seq_len=given.segment,
    )
    return (
        IMPALAConfig()
        .environment("mazes", env_config={"scenario": source, "num_envs": given.mazes, "threads": given.threads})
        .env_runners(gym_env_vectorize_mode="vector_entry_point", num_env_runners=given.runners, **lengths)
        .learners(num_learners=0)
        .training(
            train_batch_size_per_learner=given.segment * 32,
            lr=1e-3 if is_room else 2e-4,
            gamma=0.95 if is_room else 0.99,
            entropy_coeff=0.01 if is_room else 0.001,
            grad_clip=40.0,
        )
        .rl_module(model_config=model)
        .debugging(seed=given.seed)
    )


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default=str(ROOM))
    parser.add_argument("--runners", type=int, default=2, help="processes that play; 0: this one")
    parser.add_argument("--mazes", type=int, default=16, help="of each runner")
    parser.add_argument("--threads", type=int, default=1, help="that step and draw the mazes of a runner")
    parser.add_argument("--segment", type=int, default=30, help="steps that are played, and learnt from, at a time")
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--address", help="of a Ray cluster, such as auto; by default Ray is started here")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> int:
    given = arguments()
    register_env("mazes", mazes)
    ray.init(address=given.address, include_dashboard=False, log_to_driver=False)
    algorithm = configured(given).build_algo()
    returns = []
    for _ in range(given.iterations):
        result = algorithm.train()
        told = result["env_runners"]
        loss = result.get("learners", {}).get("default_policy", {}).get("total_loss", math.nan)
        returns.append(told.get("episode_return_mean", math.nan))
        steps = told.get("num_env_steps_sampled_lifetime", 0)
        print(f"{steps:.0f} steps: mean return {returns[-1]:.2f}, loss {loss:.2f}", flush=True)
    algorithm.stop()
    ray.shutdown()
    first, last = (next(filter(math.isfinite, order), math.nan) for order in (returns, returns[::-1]))
    print(f"mean return: {first:.2f} before, {last:.2f} after {steps:.0f} steps")
    return 0 if last > 3 * first and last > 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
