"""The translation units of a Word file: taken out, put back, shown in previews.

A paragraph is one message with numbered inline tags.
"""
