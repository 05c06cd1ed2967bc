"""The rolling ball with a head that the agent drives, as a composer entity."""

from __future__ import annotations

from typing import Any

from dm_control import composer, mjcf

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
    FIELD_OF_VIEW,
    FRICTION,
    HEAD_PARTS,
    ROLL_DAMPING,
    ROLL_GEAR,
    STEER_DAMPING,
    STEER_GEAR,
)
from memory_maze.rendering.walker import HEAD_COLORS
from memory_maze.scenario.model.fields import BALL_RADIUS


class RollingBall(composer.Entity):
    """Five degrees of freedom: x, y, z, steer, roll. Masses, inertias and gears are dm_control's rolling ball's."""

    def _build(self, camera_height: float = 0.9, field_of_view: float = FIELD_OF_VIEW, name: str = "walker") -> None:
        """Builds the walker.

        Args:
          camera_height: metres above the floor when it stands.
          field_of_view: of the camera, vertical, degrees.
          name: of the MJCF model.
        """
        self._mjcf_root = mjcf.RootElement(model=name)
        self._mjcf_root.default.geom.set_attributes(condim=4, friction=FRICTION)
        body = self._mjcf_root.worldbody.add("body", name="head_body", pos=(0, 0, BODY_HEIGHT), quat=(1, 0, 0, -1))
        # The camera's mass stays where dm_control has it, so that another camera height leaves the dynamics alone.
        camera = body.add(
            "body", name="egocentric_camera", pos=(0, CAMERA_AHEAD, CAMERA_MASS_HEIGHT), zaxis=CAMERA_AXIS
        )
        camera.add("inertial", pos=(0, 0, 0), mass=1, diaginertia=(1, 1, 1))
        eye = (0, CAMERA_AHEAD, camera_height - BODY_HEIGHT)
        self._camera = body.add("camera", name="egocentric", pos=eye, zaxis=CAMERA_AXIS, fovy=field_of_view)
        self._steer = body.add("joint", name="steer", type="hinge", axis=(0, 0, -1), damping=STEER_DAMPING)
        body.add(
            "inertial",
            pos=(0, 0, BODY_MASS_HEIGHT),
            quat=BODY_INERTIA_QUATERNION,
            mass=BODY_MASS,
            diaginertia=BODY_INERTIA,
        )
        ball = body.add("body", name="torso", pos=(0, 0, BALL_BELOW_BODY))
        self._roll = ball.add("joint", name="roll", type="hinge", axis=(-1, 0, 0), damping=ROLL_DAMPING)
        ball.add("geom", name="shell", type="sphere", size=(BALL_RADIUS,), mass=1)
        self._add_actuators()
        self._root_body = body
        self._root_joints: list[Any] = []

    def _add_actuators(self) -> None:
        actuator = self._mjcf_root.actuator
        limits: dict[str, Any] = {"ctrllimited": True, "ctrlrange": (-1, 1)}
        actuator.add(
            "general", name="roll", joint=self._roll, gear=(ROLL_GEAR,), biastype="affine", biasprm=(0,), **limits
        )
        actuator.add("motor", name="steer", joint=self._steer, gear=(STEER_GEAR,), **limits)

    def show_head(self) -> None:
        """Adds the head's parts for people to look at; they touch nothing."""
        for i, part in enumerate(HEAD_PARTS):
            self._root_body.add(
                "geom",
                name=("head", "face", "neck")[i],
                type="cylinder",
                size=(part.radius, part.half_length),
                pos=(0, part.ahead, part.height - BODY_HEIGHT),
                zaxis=(0, 1, 0) if part.along_heading else (0, 0, 1),
                contype=0,
                conaffinity=0,
                mass=0,
                rgba=(*HEAD_COLORS[i], 1),
            )

    def create_root_joints(self, attachment_frame: Any) -> None:
        """Lets the walker slide along x, y and z.

        Args:
          attachment_frame: what `Arena.attach` returned for this walker.
        """
        self._root_joints = [
            attachment_frame.add("joint", name=f"root_{name}", type="slide", axis=axis, damping=0)
            for name, axis in (("x", (1, 0, 0)), ("y", (0, 1, 0)), ("z", (0, 0, 1)))
        ]

    @property
    def mjcf_model(self) -> mjcf.RootElement:
        return self._mjcf_root

    @property
    def root_body(self) -> Any:
        """The body whose pose is the walker's."""
        return self._root_body

    @property
    def egocentric_camera(self) -> Any:
        """The camera element of the agent's eye."""
        return self._camera

    @property
    def actuators(self) -> list[Any]:
        """roll, steer."""
        return list(self._mjcf_root.find_all("actuator"))

    @property
    def joints(self) -> list[Any]:
        """x, y, z, steer, roll: the order of `qpos`."""
        return [*self._root_joints, self._steer, self._roll]

    def controls(self, physics: mjcf.Physics) -> slice:
        """Where in `ctrl` roll and steer are."""
        return _run([physics.bind(actuator).element_id for actuator in self.actuators])

    def positions(self, physics: mjcf.Physics) -> slice:
        """Where in `qpos` x, y, z, steer and roll are."""
        return _run([physics.model.jnt_qposadr[physics.bind(joint).element_id] for joint in self.joints])

    def speeds(self, physics: mjcf.Physics) -> slice:
        """Where in `qvel` their speeds are."""
        return _run([physics.model.jnt_dofadr[physics.bind(joint).element_id] for joint in self.joints])


def _run(numbers: list[Any]) -> slice:
    """Numbers as a slice. MuJoCo puts what belongs to a chain of bodies in a row."""
    begin = int(numbers[0])
    assert [int(number) for number in numbers] == [*range(begin, begin + len(numbers))], numbers
    return slice(begin, begin + len(numbers))
