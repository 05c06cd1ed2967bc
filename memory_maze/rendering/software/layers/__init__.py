"""Depth and labels: what each pixel's middle shows, and how far away it is."""
