"""Fillable forms: controls, prompts, placement of fields, and the manifest.

Each answer cell contains one inline content control, and a visible code identifies it. Kinds of control that
editors drop are not used.
"""
