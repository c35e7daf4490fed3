"""Formatting of documents.

House styles, hyphenation, writing direction, text widths, and the removal of personal data.
"""
