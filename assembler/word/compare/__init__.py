"""Compare two Word files, and show the differences as tracked changes."""
