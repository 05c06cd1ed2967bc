"""`python -m memory_maze`: the command `memory-maze`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("memory_maze_cli", run_name="__main__")
