"""Renderer from a prepared template and a context to a document.

The same input always produces the same bytes.
"""
