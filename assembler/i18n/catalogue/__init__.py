"""Translations of one language, with their fallbacks.

A missing translation is reported. A fuzzy one is never used.
"""
