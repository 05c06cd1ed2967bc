"""Our own physics of the rolling ball among walls, equal to MuJoCo's to the last bit; see docs/exact_physics.md.

`engine` is what others use, `states` hands snapshots over to MuJoCo and back, `proof` tells whether this machine is
exact. The other modules are the physics: functions of numbers (`numbers`, `control`) that `tracing` makes kernels of.
"""
