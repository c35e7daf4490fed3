"""Translatable messages, inline tags, translation units and pseudo-languages."""
