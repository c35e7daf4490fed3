"""Catalogues as .po files, read strictly and written in a stable form.

A single change gives a small diff; comments and headers of other tools are preserved.
"""
