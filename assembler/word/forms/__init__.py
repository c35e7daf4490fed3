"""Fillable forms: content controls, prompts, placement of fields, and the manifest that describes a form.

Each answer cell contains one inline content control, and a visible code identifies the answer. Types of
control that word processors drop are not used.
"""
