"""Translations of one language, with their fallbacks.

A missing translation is reported; a fuzzy one is never used.
"""
