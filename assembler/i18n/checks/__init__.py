"""Checks of translations: fields, inline tags, typography, terminology.

They report, and change nothing.
"""
