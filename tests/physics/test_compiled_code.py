"""What the compiler makes of the engine: nothing is fused but in sine and cosine, and nothing is reordered."""

import re
from typing import Any

import numba
import numpy as np
import pytest

from memory_maze.physics.exact import run
from memory_maze.physics.exact.tables import Tables, addresses
from tests.physics.mazes import no_objects, random_walls


@pytest.fixture(scope="module", params=[1, run.FEWEST_LANES, run.host_lanes()], ids=["one", "few lanes", "lanes"])
def kernel(request):
    """Compiled anew: numba shows nothing of what it finds on disk."""
    njit: Any = numba.njit
    plain = njit(nogil=True, error_model="numpy", _nrt=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "entry_point", plain)
        compiled = run._compile_run(request.param)
    walls, _ = random_walls(np.random.default_rng(0), 1)
    tables = Tables._make([np.zeros((1, 18)), *walls, *no_objects(1), np.zeros(1), np.zeros(1, np.bool_)])
    compiled(np.array([0]), 0, 1, 16, 0, addresses(tables), *run.make_scratch(0))
    return compiled


def test_only_sine_and_cosine_are_fused(kernel):
    [code] = kernel.inspect_llvm().values()
    assert not re.findall(
        r"\bfmuladd|\bfast\b|\bcontract\b|\breassoc\b|\barcp\b|\bafn\b|\bnsz\b|\bnnan\b|\bninf\b", code
    )
    # Masked loads and stores, of processors that have them, move numbers and change none.
    known = {"sqrt", "fabs", "copysign", "fma", "masked"}
    assert {name.split(".")[0] for name in re.findall(r"call .*@llvm\.([\w.]+)\(<?.*double", code)} <= known
    fused = len(re.findall(r" call .*@llvm\.fma\.", code))
    # Two angles in a step, and one for the heading when an object is near; 28 each.
    assert fused == 3 * 28
    if "+fma" in kernel.targetctx.codegen()._get_host_cpu_features():
        [assembly] = kernel.inspect_asm().values()
        assert len(re.findall(r"\bvfn?m(?:add|sub)\d", assembly)) in (fused, 2 * fused)
