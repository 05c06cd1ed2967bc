"""References for other people's models: `online/` plays while it learns, `probing/` measures what a model remembers."""
