"""The formatting of a document.

House styles, hyphenation, writing direction, text widths, and the removal of personal data.
"""
