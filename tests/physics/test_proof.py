"""A million steps are those that MuJoCo took."""

import pytest

from memory_maze.physics.exact import proof


def test_a_million_steps_are_mujocos():
    assert len(proof.DIGESTS) * proof.EVERY == proof.CONTROL_STEPS
    assert proof.WALKERS * proof.CONTROL_STEPS * proof.STEPS == 1_000_000
    assert proof.is_exact(threads=2)


@pytest.mark.slow
@pytest.mark.parametrize("lanes", [1, 4, 8, 16])
def test_a_million_steps_are_mujocos_whatever_the_lanes(lanes):
    assert proof.is_exact(lanes=lanes)


def test_the_quick_test_looks_at_bits(monkeypatch):
    assert proof.seems_exact(1)
    proof.seems_exact.cache_clear()
    monkeypatch.setattr(proof, "QUICK_DIGEST", proof.DIGESTS[0])
    assert not proof.seems_exact(1)
    proof.seems_exact.cache_clear()
