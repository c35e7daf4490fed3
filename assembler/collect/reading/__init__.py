"""Matching of a returned form's rows with its fields, and reading of their cells.

Doubtful rows and values are not merged, but reported with their possible readings.
"""
