"""Export and import of messages as XLIFF, for translation agencies.

Each character of a text is preserved; a lost inline tag is an error.
"""
