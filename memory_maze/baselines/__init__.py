"""Agents that learn, as a reference for other people's: `online/` plays while it learns. Extra `baselines`."""
