"""Comparison of two Word files, which shows the differences as tracked changes."""
