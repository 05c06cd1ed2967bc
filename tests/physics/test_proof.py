"""A million steps are those that MuJoCo took."""

from memory_maze.physics.exact import proof


def test_a_million_steps_are_mujocos():
    assert len(proof.DIGESTS) * proof.EVERY == proof.CONTROL_STEPS
    assert proof.WALKERS * proof.CONTROL_STEPS * proof.STEPS == 1_000_000
    assert proof.is_exact(threads=2)


def test_the_quick_test_tells_what_the_long_one_does(monkeypatch):
    assert proof.seems_exact()
    proof.seems_exact.cache_clear()
    monkeypatch.setattr(proof, "QUICK_DIGEST", proof.DIGESTS[0])
    assert not proof.seems_exact()
    proof.seems_exact.cache_clear()
