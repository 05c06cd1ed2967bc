"""Tests of the pages, at the level of HTTP and in a real browser."""
