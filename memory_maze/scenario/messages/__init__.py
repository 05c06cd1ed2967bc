"""What is said when a document is wrong."""
