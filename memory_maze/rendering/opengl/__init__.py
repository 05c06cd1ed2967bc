"""MuJoCo's own renderer behind the common interface."""
