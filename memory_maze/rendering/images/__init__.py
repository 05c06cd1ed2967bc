"""Where images of walls and floors come from."""
