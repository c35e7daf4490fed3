"""Extract and translate the messages in a Word file, and preview translations.

Each paragraph is one message with numbered inline tags.
"""
