"""Fillable forms: controls, prompts, placement of fields, and the manifest.

Each answer cell contains one inline content control and is identified by a visible code. Controls that
editors drop are not used.
"""
