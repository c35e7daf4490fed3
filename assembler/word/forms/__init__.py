"""Forms: controls, prompts, placement of fields, and the manifest.

Each answer cell has one inline content control and a visible code; controls that editors lose are not used.
"""
