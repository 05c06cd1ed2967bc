"""Probing: what the state of a sequence model tells about the maze, measured on trajectories that are recorded.

`protocol` says what a model is, `scores` what is measured, `constant` and `fitting` what predicts it; docs/probing.md.
"""
