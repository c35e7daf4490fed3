"""Checks of translations: fields, inline tags, typography and terminology.

The checks report problems but change nothing.
"""
