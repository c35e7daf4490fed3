"""Matching of the rows of a returned form with its fields, and reading of their cells.

Doubtful rows and values are reported with their possible readings, and not merged.
"""
