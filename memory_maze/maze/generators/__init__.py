"""How mazes are made: one file a generator, and what it is built from."""
