"""Comparison of two Word files; the differences become tracked changes."""
