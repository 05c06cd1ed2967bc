"""Hyper-parameters as people give them, and what the machine is fast with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from memory_maze.baselines.errors import TrainingError
from memory_maze.suggestions import did_you_mean

Kind = TypeVar("Kind", bound=BaseModel)

DEVICES = ("cpu", "cuda")


def validated(kind: type[Kind], given: Mapping[str, Any]) -> Kind:
    """Settings from values by field.

    Args:
      kind: of settings.
      given: values; where one is missing, the default.

    Raises:
      TrainingError: there is no such field, or no such value.
    """
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise TrainingError("; ".join(_told(kind, problem) for problem in error.errors())) from None


def device_of(name: str | None = None) -> str:
    """Where to compute: as it was chosen, or on a GPU where there is one. Needs torch.

    Args:
      name: one of `DEVICES`; None leaves the choice.

    Raises:
      TrainingError: there is no such device, or torch finds none here.
    """
    import torch

    if name is None:
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name not in DEVICES:
        raise TrainingError(f"there is no device {name!r}; give {' or '.join(DEVICES)}")
    if name == "cuda" and not torch.cuda.is_available():
        raise TrainingError("torch finds no GPU here; take the device cpu, or install a torch with CUDA")
    return name


def fast_precision() -> str:
    """Half the bits where the machine has instructions for them. Needs torch."""
    import torch

    # Older versions of torch cannot tell.
    of_cpu = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return "bfloat16" if torch.cuda.is_available() or of_cpu() else "float32"


def _told(kind: type[BaseModel], problem: Mapping[str, Any]) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        known = tuple(kind.model_fields)
        advice = did_you_mean(name, known) or f"; there are {', '.join(known)}"
        return f"there is no setting {name!r}{advice}"
    return f"{name} cannot be {problem['input']!r}: {problem['msg'].lower()}"
