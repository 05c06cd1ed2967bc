"""What is wrong with a dataset, what is in it, and what it looks like."""
