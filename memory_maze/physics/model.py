"""The physics model as XML: the walker, the ground, and a pool of wall boxes (docs/physics.md, "Dynamics").

It moves as dm_control's model of the task does, to the last bit.
"""

from __future__ import annotations

from functools import lru_cache

import mujoco

from memory_maze.game.body import (
    BALL_BELOW_BODY,
    BODY_HEIGHT,
    BODY_INERTIA,
    BODY_INERTIA_QUATERNION,
    BODY_MASS,
    BODY_MASS_HEIGHT,
    CAMERA_AHEAD,
    CAMERA_AXIS,
    CAMERA_MASS_HEIGHT,
    FRICTION,
    ROLL_DAMPING,
    ROLL_GEAR,
    STEER_DAMPING,
    STEER_GEAR,
)
from memory_maze.physics.wall_pool import FAR_AWAY, POOL
from memory_maze.scenario.model.fields import BALL_RADIUS, PHYSICS_STEP

_UNUSED = (*("SENSOR", "EQUALITY", "LIMIT", "FRICTIONLOSS", "SPRING", "CLAMPCTRL", "ISLAND", "AUTORESET", "MIDPHASE"),)
"""Parts of MuJoCo's step that have nothing to do in this model; without them no bit changes. The midphase would search
a tree that is built at compile time, before the pool's boxes are where they will be."""

_XML = """
<mujoco>
  <compiler angle="radian" eulerseq="xyz" boundmass="1e-5" boundinertia="1e-11"/>
  <option timestep="{step}" cone="elliptic" noslip_iterations="5" noslip_tolerance="0"/>
  <worldbody>
    <geom type="plane" size="{half} {half} 1"/>
    {walls}
    <body>
      <joint type="slide" axis="1 0 0"/> <joint type="slide" axis="0 1 0"/> <joint type="slide" axis="0 0 1"/>
      <body pos="0 0 {body}" quat="1 0 0 -1">
        <body pos="0 {ahead} {camera}" zaxis="{axis}">
          <inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/>
        </body>
        <joint name="steer" type="hinge" axis="0 0 -1" damping="{steer_damping}"/>
        <inertial pos="0 0 {mass_height}" quat="{turn}" mass="{mass}" diaginertia="{inertia}"/>
        <body pos="0 0 {ball}">
          <joint name="roll" type="hinge" axis="-1 0 0" damping="{roll_damping}"/>
          <geom type="sphere" size="{radius}" mass="1" condim="4" friction="{friction}"/>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <general joint="roll" ctrllimited="true" ctrlrange="-1 1" gear="{roll_gear}" biastype="affine" biasprm="0"/>
    <motor joint="steer" ctrllimited="true" ctrlrange="-1 1" gear="{steer_gear}"/>
  </actuator>
</mujoco>
"""


@lru_cache(maxsize=1)
def compile_model() -> mujoco.MjModel:
    """Compiles what moves and collides; the model serves mazes of every size.

    The pool's geoms are the `POOL` ones after the ground, which is geom 0.
    """
    # The pool's first size encloses all that it may ever be given, and the plane's is only drawn.
    half = 256
    wall = f'<geom type="box" pos="{FAR_AWAY} 0 {half}" size="{half} {half} {half}"/>'
    xml = _XML.format(
        step=PHYSICS_STEP,
        half=half,
        walls=POOL * wall,
        body=BODY_HEIGHT,
        ahead=CAMERA_AHEAD,
        camera=CAMERA_MASS_HEIGHT,
        axis=_text(CAMERA_AXIS),
        steer_damping=STEER_DAMPING,
        mass_height=BODY_MASS_HEIGHT,
        turn=_text(BODY_INERTIA_QUATERNION),
        mass=BODY_MASS,
        inertia=_text(BODY_INERTIA),
        ball=BALL_BELOW_BODY,
        roll_damping=ROLL_DAMPING,
        radius=BALL_RADIUS,
        friction=_text(FRICTION),
        roll_gear=ROLL_GEAR,
        steer_gear=STEER_GEAR,
    )
    model = mujoco.MjModel.from_xml_string(xml)
    for name in _UNUSED:
        model.opt.disableflags |= int(getattr(mujoco.mjtDisableBit, f"mjDSBL_{name}"))
    return model


def _text(numbers: tuple[float, ...]) -> str:
    return " ".join(repr(number) for number in numbers)
