"""Playing trajectories and writing them."""
