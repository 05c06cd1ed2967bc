"""Trajectories as files: archives, formats, entries."""
