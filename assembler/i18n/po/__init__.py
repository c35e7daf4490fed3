"""Catalogues as .po files, read strictly and written in a stable form.

A single change produces a small diff. Comments and headers written by other tools are preserved.
"""
