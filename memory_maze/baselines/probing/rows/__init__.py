"""The published rows that learn, a file each; `row` says what they have in common, `table` which there are."""
