"""Comparison of two Word files, with the differences as tracked changes."""
