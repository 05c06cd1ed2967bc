"""TorchRL makes environments by trying keywords out; all its ways lead to ours."""

import gymnasium
import pytest

import memory_maze

envs = pytest.importorskip("torchrl.envs")

NINE = "MemoryMaze-9x9-v0"


def one():
    return envs.GymEnv(NINE)


FORMS = {
    "plain": one,
    "prefixed": lambda: envs.GymEnv(f"memory_maze:{NINE}"),
    "a mapping": lambda: envs.GymEnv("MemoryMaze-9x9-ExtraObs-v0"),
    "continuous": lambda: envs.GymEnv(NINE, discrete_actions=False),
    "categorical": lambda: envs.GymEnv(NINE, categorical_action_encoding=True),
    "from pixels": lambda: envs.GymEnv(NINE, from_pixels=True, pixels_only=False),
    "two": lambda: envs.GymEnv(f"memory_maze:{NINE}", num_envs=2),
    "two workers": lambda: envs.GymEnv(f"memory_maze:{NINE}", num_workers=2),
    "serial": lambda: envs.SerialEnv(2, one),
    "parallel": lambda: envs.ParallelEnv(2, one),
    "wrapped": lambda: envs.GymWrapper(gymnasium.make(NINE)),
    "a batch": lambda: envs.GymWrapper(memory_maze.make_vec("classic/9x9", 2, autoreset_mode="Disabled")),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", FORMS)
def test_every_form_passes_its_checks(form):
    from torchrl.envs.utils import check_env_specs

    environment = FORMS[form]()
    try:
        check_env_specs(environment)
        assert environment.rollout(3).batch_size[-1] == 3
    finally:
        environment.close()
