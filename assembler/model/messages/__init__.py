"""Translatable messages, their inline tags, and pseudo-languages."""
