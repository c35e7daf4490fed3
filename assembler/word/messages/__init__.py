"""Extraction and translation of the messages in a Word file, and previews of translations.

Each paragraph is one message with numbered inline tags.
"""
