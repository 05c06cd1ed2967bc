"""What the kernels hand to one another."""
