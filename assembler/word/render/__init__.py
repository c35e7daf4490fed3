"""A prepared template and its context become the bytes of a document.

The same input gives the same bytes.
"""
