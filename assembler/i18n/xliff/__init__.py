"""Export and import of messages as XLIFF, for translation agencies.

Every character of a text is preserved. A lost inline tag is an error.
"""
