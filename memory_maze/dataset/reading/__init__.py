"""Trajectories as arrays, and windows of them for training."""
