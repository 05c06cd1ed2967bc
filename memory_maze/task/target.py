"""An object to be found, as a composer entity: a mark for viewers. Touching it is a rule of `game.touch`."""

from __future__ import annotations

from typing import Any

import numpy as np
from dm_control import composer, mjcf
from numpy.typing import NDArray


class Target(composer.Entity):
    """A coloured sphere that blocks nothing, so it is a site: it costs the physics nothing either."""

    def _build(self, radius: float, name: str = "target") -> None:
        """Builds the target.

        Args:
          radius: metres.
          name: of the MJCF model.
        """
        self._mjcf_root = mjcf.RootElement(model=name)
        self._site = self._mjcf_root.worldbody.add("site", name="sphere", type="sphere", size=(radius,))

    @property
    def mjcf_model(self) -> mjcf.RootElement:
        return self._mjcf_root

    @property
    def site(self) -> Any:
        """The sphere."""
        return self._site

    def place(self, physics: mjcf.Physics, center: NDArray[np.float64], color: NDArray[np.float64]) -> None:
        """Puts the sphere where an episode has it.

        Args:
          physics: whose model is written.
          center: float64 [3], metres.
          color: float64 [3], RGB in [0, 1].
        """
        bound = physics.bind(self._site)
        bound.pos = center
        bound.rgba = (*color, 1.0)
