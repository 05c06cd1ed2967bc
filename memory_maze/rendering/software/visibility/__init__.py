"""Which surface each sample shows."""
