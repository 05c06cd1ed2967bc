"""What policies were measured to do: files of results as `evaluate --json` writes them, read and checked."""
