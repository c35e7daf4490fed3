"""Messages as XLIFF and back, for translation agencies.

Text comes back character by character; an inline tag that was lost is an error.
"""
