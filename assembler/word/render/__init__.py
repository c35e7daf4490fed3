"""Render a prepared template with a context to the bytes of a document.

The same input gives the same bytes.
"""
