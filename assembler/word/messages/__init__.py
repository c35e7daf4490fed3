"""Extract the translation units of a Word file, write translations back, and show them in previews.

A paragraph is one message with numbered inline tags.
"""
