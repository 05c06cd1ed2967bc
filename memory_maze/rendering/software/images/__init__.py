"""Images as kernels read them."""
