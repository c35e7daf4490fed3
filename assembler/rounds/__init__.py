"""Rounds of reviews: their status and next steps, new records, publications and releases.

The status is computed from records and returned forms. Computing it changes no file.
"""
