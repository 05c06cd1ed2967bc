"""Recurrent agents that learn while they play: `training` puts the ideas together, `policy` plays what was learnt."""

from memory_maze.installed import MissingPackage, is_installed

if not is_installed("torch"):
    raise MissingPackage("an agent that learns", "torch")
