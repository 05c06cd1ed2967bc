"""The program `memory-maze`, also as `python -m memory_maze_cli`. Who ends it while it is imported sees no traceback.

Nothing is imported here that takes time.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Runs the command line and exits; see `app.main`."""
    before = signal.getsignal(signal.SIGINT)
    is_ours = before is signal.default_int_handler
    if is_ours:
        # An exception would come out of the middle of an import, or be lost there.
        signal.signal(signal.SIGINT, _leave)
    from .app import main as run

    try:
        if is_ours:
            signal.signal(signal.SIGINT, before)
        run()
    except KeyboardInterrupt:
        # It came just before the command looks out for it, or just after.
        sys.exit(128 + signal.SIGINT)


def _leave(number: int, frame: FrameType | None) -> None:
    """Ends the process at once: it has done nothing yet that would have to be cleaned up."""
    try:
        os.write(2, b"interrupted\n")
    finally:
        os._exit(128 + number)


if __name__ == "__main__":
    main()
