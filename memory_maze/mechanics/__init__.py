"""Names under which version 0.1.0 pickled snapshots; what they stood for is in `memory_maze.game` now."""
