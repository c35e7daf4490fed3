"""Two Word files compared; the differences are written as tracked changes."""
