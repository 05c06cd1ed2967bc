"""The grid world: layouts, where they come from, wall boxes, coordinates, shortest paths."""
