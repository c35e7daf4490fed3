"""Merging of values, lists and texts, three ways and more.

Nobody's text is lost: where two sides changed differently the result is a conflict.
"""
