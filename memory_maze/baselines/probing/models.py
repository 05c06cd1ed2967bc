"""From a name to what predicts: averages, a trained run, or somebody's own model, for which probes are trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from memory_maze.agents.finding import blaming, imported
from memory_maze.agents.trained import CONFIG
from memory_maze.baselines.probing.constant import fit_constant
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.pose import fit_pose
from memory_maze.baselines.probing.protocol import Model, Predictor
from memory_maze.dataset import Split
from memory_maze.installed import require

WITHOUT_PICTURES: Mapping[str, Callable[..., Predictor]] = {"constant": fit_constant, "pose": fit_pose}
"""What looks at no picture, by its word: made of means over trajectories."""

Report = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


class Learning(NamedTuple):
    """How probes are trained for a model that has none."""

    steps: int = 5000
    """Gradient steps."""
    seed: int = 0


class Made(NamedTuple):
    """What predicts, and where it is from."""

    row: str
    """A word of `published.PUBLISHED` where it is one of its rows; else the model's name."""
    predictor: Predictor
    how: Mapping[str, Any]
    """What it was trained with, for whoever keeps the figures."""


def make_predictor(name: str, train: Split, how: Learning, report: Report) -> Made:
    """What predicts walls and objects.

    Args:
      name: a word of `WITHOUT_PICTURES`; the folder of a run of `probe train`, which has probes; or
        `package.module:factory` or `file.py:factory`, which is called without arguments and returns a
        `protocol.Model`.
      train: the trajectories that it, or its probes, learn from.
      how: the probes' training.
      report: is told how far learning is.

    Raises:
      UnknownPolicyError: there is no such module, file or factory.
      AgentError: somebody else's code failed.
      TrainingError: the run cannot be read.
      ProbingError: what it made is no model, or data do not fit.
      MissingPackage: torch is needed, and missing.
    """
    if name in WITHOUT_PICTURES:
        return Made(name, WITHOUT_PICTURES[name](train, lambda done: report(done, len(train))), {})
    if (Path(name) / CONFIG).is_file():
        require("a row that learnt", "torch")
        from memory_maze.baselines.probing.trained import read_run

        return Made(*read_run(Path(name), train[0], how.seed))
    model = find_model(name)
    require("a probe that learns", "torch")
    from memory_maze.baselines.probing.fitting import Fitting, fit_probes

    settings = Fitting(steps=how.steps, seed=how.seed)
    fitted = fit_probes(model, train, settings, name, lambda done: report(done, how.steps))
    return Made(name, fitted, {"probes": settings._asdict()})


def find_model(name: str) -> Model:
    """Makes somebody's own model.

    Args:
      name: `package.module:factory` or `file.py:factory`.

    Raises:
      UnknownPolicyError: there is no such module, file or factory.
      AgentError: it cannot be imported or made.
      ProbingError: what was made is no model.
    """
    if ":" not in name:
        raise ProbingError(
            f"there is no model {name!r}; use {', '.join(WITHOUT_PICTURES)}, a run's folder, my_model.py:Model or "
            "package.module:Model"
        )
    factory = imported(name)
    with blaming(name, "cannot be made"):
        model: Any = factory()
    missing = [what for what in ("width", "initial", "step") if not hasattr(model, what)]
    if missing:
        raise ProbingError(
            f"{name} made something of type {type(model).__name__}, without {' and '.join(missing)}; "
            "return an object with width, initial(batch) and step(images, actions, state)"
        )
    made: Model = model
    return made
