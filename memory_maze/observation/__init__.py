"""From a state to what an agent gets."""
