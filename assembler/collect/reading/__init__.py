"""Matches the rows of a returned form with its fields, and reads their cells.

A row or value that is in doubt is reported with its possible readings, and not merged.
"""
