"""Dumps of Word files as stable lines of text, and normalised templates.

Two saves of the same text are equal bytes after normalisation.
"""
