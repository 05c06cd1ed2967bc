"""From a name to what predicts: `constant`, or a model of somebody's own, for which probes are trained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from memory_maze.agents.finding import blaming, imported
from memory_maze.baselines.probing.constant import fit_constant
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.protocol import Model, Predictor
from memory_maze.dataset import Split
from memory_maze.installed import require

CONSTANT = "constant"

Report = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


class Learning(NamedTuple):
    """How probes are trained for a model that has none."""

    steps: int = 5000
    """Gradient steps."""
    seed: int = 0


def make_predictor(name: str, train: Split, how: Learning, report: Report) -> Predictor:
    """What predicts walls and objects.

    Args:
      name: `constant`, or `package.module:factory` or `file.py:factory`, which is called without arguments and returns
        a `protocol.Model`.
      train: the trajectories that it, or its probes, learn from.
      how: the probes' training.
      report: is told how far learning is.

    Raises:
      UnknownPolicyError: there is no such module, file or factory.
      AgentError: somebody else's code failed.
      ProbingError: what it made is no model, or data do not fit.
      MissingPackage: probes have to be trained, and torch is missing.
    """
    if name == CONSTANT:
        return fit_constant(train, lambda done: report(done, len(train)))
    model = find_model(name)
    require("a probe that learns", "torch")
    from memory_maze.baselines.probing.fitting import Fitting, fit_probes

    settings = Fitting(steps=how.steps, seed=how.seed)
    return fit_probes(model, train, settings, name, lambda done: report(done, how.steps))


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
        raise ProbingError(f"there is no model {name!r}; use {CONSTANT}, my_model.py:Model or package.module:Model")
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
