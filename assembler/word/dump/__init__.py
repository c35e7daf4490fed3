"""A Word file as stable lines of text.

Templates are normalised, so that two saves of one text are equal bytes.
"""
