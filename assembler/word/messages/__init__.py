"""Translation units of a Word file: extraction, translation and previews.

Each paragraph is one message with numbered inline tags.
"""
