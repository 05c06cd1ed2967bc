"""Packages that not every machine has: whether one is installed, and what is said where it is not."""

from __future__ import annotations

from importlib.util import find_spec

WHEELS = "Python 3.11 or 3.12"
"""What dm_control can be installed with: labmaze, which it needs, has no wheels for later ones."""

_ADVICE = {
    "dm_control": f"with {WHEELS}, run pip install dm_control",
    "dm_env": "run pip install dm-env",
    "mujoco": "run pip install mujoco",
    "isal": "run pip install isal",
    "starlette": "run pip install 'memory-maze-scenarios[web]'",
    "torch": "run pip install 'memory-maze-scenarios[baselines]'",
    "torchrl": "run pip install 'memory-maze-scenarios[baselines]'",
}
"""What to do where a package is missing."""


class MissingPackage(ModuleNotFoundError):
    """Something needs a package that is not installed; the message says what to do."""

    def __init__(self, what: str, package: str) -> None:
        """Words the sentence.

        Args:
          what: needs it.
          package: one of those that advice is known for, such as "isal".
        """
        super().__init__(lacking(what, package), name=package)


def is_installed(package: str) -> bool:
    """Whether a package can be found; it is not imported."""
    return find_spec(package) is not None


def require(what: str, package: str) -> None:
    """Finds out whether a package is there before anything is begun.

    Raises:
      MissingPackage: it is not.
    """
    if not is_installed(package):
        raise MissingPackage(what, package)


def lacking(what: str, package: str) -> str:
    """One sentence: something needs a package that is not installed, and how to get it. As for `MissingPackage`."""
    return f"{what} needs {package}, which is not installed; {_ADVICE[package]}"
