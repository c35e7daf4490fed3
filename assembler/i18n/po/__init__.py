"""Catalogues as .po files, read strictly and written in a stable form.

One change is a small difference; comments and headers of other tools stay.
"""
