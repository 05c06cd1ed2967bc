"""Which colour each sample has."""
