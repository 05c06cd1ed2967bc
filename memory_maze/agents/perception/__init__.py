"""What can be seen, and what has been."""
