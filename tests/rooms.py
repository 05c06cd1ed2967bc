"""A small scenario that tests of all doors use, and how they compare observations."""

import numpy as np

ROOM = {
    "summary": "A small room, where random driving finds objects.",
    "maze": {"layout": "*****\n*   *\n*   *\n*   *\n*****", "cell_size": 1.0},
    "objects": {"count": 2, "radius": 0.5},
    "episode": {"steps": 40},
    "camera": {"resolution": 16},
}
"""A mapping that `load` takes."""


def assert_same(found, expected):
    """Asks for equal keys, types and values."""
    if isinstance(expected, dict):
        assert set(found) == set(expected)
        for key, value in expected.items():
            assert found[key].dtype == value.dtype
            np.testing.assert_array_equal(found[key], value, key)
    else:
        assert found.dtype == expected.dtype
        np.testing.assert_array_equal(found, expected)
