"""Members of other packages that nobody promised to keep, in one list: a new version that lacks one is told here.

- dm_control, for `task.environment`: `composer.Environment`'s `_hooks`, `_physics`, `_task`, `_random_state`,
  `_reset_next_step` and `_time_limit`
- mujoco, for `physics.mujoco_batch`: `batch.Batch`, which is younger than the rest
- numba, for how loops are compiled: the options `_nrt`, `no_cpython_wrapper` and `no_cfunc_wrapper`; `py_func`, and for
  `compiling.keeping` its `_Cache`, `CompileResult` and the dispatcher's `_cache`
- zarr, for `dataset.zarr`: `MemoryStore._store_dict`, `zarr.core.buffer`
- minari, for `dataset.minari`: `EpisodeBuffer`, `get_dataset_path`, `NAMESPACE_METADATA_FILENAME`
- labmaze, for `rendering.textures`: where its images are
"""

import inspect
from importlib.resources import files
from typing import Any

import numpy as np
import pytest


@pytest.fixture(scope="module")
def environment():
    from memory_maze import build, load

    made = build(load("classic/9x9", {"observation": {"form": "dict", "keys": ["agent_pos"]}}), 0)
    made.reset()
    yield made
    made.close()


@pytest.mark.needs("dm_control")
def test_composer_has_the_members_that_fast_steps_use(environment):
    from dm_control import composer

    plain = composer.Environment(environment.task, time_limit=10.0)
    for name in ("_hooks", "_physics", "_task", "_random_state", "_reset_next_step", "_time_limit"):
        assert hasattr(plain, name), name
    assert plain._time_limit == 10.0


@pytest.mark.needs("dm_control")
def test_composers_hooks_tell_what_others_added(environment):
    from memory_maze.task.environment import _STEP_HOOKS

    called = []
    for name in _STEP_HOOKS:
        hook = getattr(environment._hooks, f"_{name}")
        assert not hook.entity_hooks
        assert not hook.extra_hooks
    environment.add_extra_hook("after_step", lambda *_: called.append(1))
    assert environment._hooks._after_step.extra_hooks
    environment.step(0)
    assert called == [1]


@pytest.mark.needs("mujoco")
def test_mujocos_batch_records_where_walkers_were():
    import mujoco
    from mujoco.batch import Batch

    body = "<body><joint type='slide'/><geom size='.1'/></body>"
    model = mujoco.MjModel.from_xml_string(f"<mujoco><worldbody>{body}</worldbody></mujoco>")
    batch = Batch(model, 3)
    assert batch.nsim == 3
    assert len(batch.state) == 3
    record = batch.rollout(5, record=("qpos",), ids=np.array([0, 2]))["qpos"]
    assert record.shape == (2, 5, 1)
    assert callable(batch.expand)


def test_numba_compiles_with_the_options_of_kernels():
    import numba

    njit: Any = numba.njit
    options = {"nogil": True, "error_model": "numpy", "_nrt": False}
    inner = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **options)(lambda x: x + 1)
    outer = njit(**options)(lambda x: inner(x) * 2)
    assert outer(np.int64(3)) == 8
    assert inner.py_func(3) == 4


def test_numba_asks_a_cache_of_ones_own_for_machine_code():
    import numba
    from numba.core import compiler, serialize
    from numba.core.caching import _Cache

    asked = []

    class Asked(_Cache):
        cache_path = ""

        def load_overload(self, sig, target_context):
            asked.append("load")

        def save_overload(self, sig, result):
            asked.append("save")
            assert not result.library.has_dynamic_globals
            assert isinstance(result, compiler.CompileResult)
            assert callable(compiler.CompileResult._rebuild)
            assert serialize.dumps(result._reduce())

        def enable(self):
            pass

        def disable(self):
            pass

        def flush(self):
            pass

    function = numba.njit(lambda x: x + 1)
    function._cache = Asked()
    assert function(2) == 3
    assert asked == ["load", "save"]


def test_zarr_keeps_a_memory_store_in_a_dictionary():
    zarr = pytest.importorskip("zarr")
    from zarr.core.buffer import default_buffer_prototype

    store = zarr.storage.MemoryStore()
    zarr.open_group(store, mode="w", zarr_format=3)
    assert store._store_dict["zarr.json"].to_bytes().startswith(b"{")
    assert default_buffer_prototype().buffer.from_bytes(b"x").to_bytes() == b"x"


def test_minari_tells_where_datasets_are(tmp_path, monkeypatch):
    pytest.importorskip("minari")
    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path))
    from minari.data_collector import EpisodeBuffer
    from minari.namespace import NAMESPACE_METADATA_FILENAME
    from minari.storage.datasets_root_dir import get_dataset_path

    assert str(get_dataset_path("memory-maze/x-v0")).startswith(str(tmp_path))
    assert NAMESPACE_METADATA_FILENAME.endswith(".json")
    assert {"observations", "actions", "rewards", "terminations", "truncations"} <= set(
        inspect.signature(EpisodeBuffer).parameters
    )


@pytest.mark.needs("labmaze")
def test_labmaze_keeps_its_images_where_they_were():
    assert (files("labmaze") / "assets" / "style_01" / "wall_blue_d.png").is_file()
