"""Frames from records: what Python calls."""
