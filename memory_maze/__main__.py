"""`python -m memory_maze`: the command `memory-maze`."""

import sys

if __name__ == "__main__":
    try:
        import runpy

        runpy.run_module("memory_maze_cli", run_name="__main__")
    except KeyboardInterrupt:
        sys.exit(130)
