"""What all tests share."""

import os
import subprocess
import sys

import pytest

# Pygame opens its windows nowhere, so that the tests run without a display.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")


@pytest.fixture
def run_python():
    """Runs code in a fresh interpreter and returns what it printed."""

    def run(code):
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    return run
