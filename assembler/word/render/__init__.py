"""Render documents from prepared templates and their contexts.

The same input always produces the same bytes.
"""
