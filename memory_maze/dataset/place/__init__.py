"""Where a dataset is, and what it says of itself."""
