"""One policy a file, found by `tables.POLICIES`."""
