"""MuJoCo as the judge: the smallest model that moves as the task's does, with all walls of a maze in it."""

from __future__ import annotations

import mujoco
import numpy as np

from memory_maze.physics.exact.engine import Walls

MODEL = """
<mujoco>
  <compiler angle="radian" eulerseq="xyz" boundmass="1e-5" boundinertia="1e-11"/>
  <option timestep="0.005" cone="elliptic" noslip_iterations="5" noslip_tolerance="0" jacobian="dense"/>
  <worldbody>
    <geom type="plane" size="100 100 1"/>
    {walls}
    <body>
      <joint type="slide" axis="1 0 0"/> <joint type="slide" axis="0 1 0"/> <joint type="slide" axis="0 0 1"/>
      <body pos="0 0 0.6" quat="1 0 0 -1">
        <joint name="steer" type="hinge" axis="0 0 -1" damping="20"/>
        <inertial pos="0 0 -0.08" mass="20" quat="0.05876879 0.70466036 -0.05876879 0.70466036"
                  diaginertia="0.14683229 0.10987294 0.10986016"/>
        <body pos="0 0.15 0.3" zaxis="0 -0.99503719021 0.09950371902">
          <inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/>
        </body>
        <body pos="0 0 -0.4">
          <joint name="roll" type="hinge" axis="-1 0 0" damping="5"/>
          <geom type="sphere" size="0.2" mass="1" condim="4" friction="0.5 0.02 0.02"/>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <general joint="roll" gear="-50" biastype="affine" biasprm="0"/>
    <motor joint="steer" gear="30"/>
  </actuator>
</mujoco>
"""

STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)


class Judge:
    """One walker in one maze."""

    def __init__(self, walls: Walls, maze: int) -> None:
        half = float(walls.height[maze]) / 2
        boxes = walls.boxes[maze, : walls.counts[maze]].tolist()
        text = [f'<geom type="box" pos="{x!r} {y!r} {half!r}" size="{a!r} {b!r} {half!r}"/>' for x, y, a, b in boxes]
        self.model = mujoco.MjModel.from_xml_string(MODEL.format(walls="\n".join(text)))
        self.data = mujoco.MjData(self.model)

    def step(self, row: np.ndarray, steps: int) -> np.ndarray:
        """The row of a walker, `steps` later."""
        state = np.zeros(mujoco.mj_stateSize(self.model, STATE))
        state[: len(row)] = row
        mujoco.mj_setState(self.model, self.data, state, STATE)
        mujoco.mj_step(self.model, self.data, steps)
        mujoco.mj_getState(self.model, self.data, state, STATE)
        return state[: len(row)]
