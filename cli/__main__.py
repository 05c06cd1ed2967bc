"""`python -m memory_maze_cli`: the command `memory-maze`."""

from .app import main

if __name__ == "__main__":
    main()
