"""What touching objects earns, and what is prompted next: one rule a file."""
