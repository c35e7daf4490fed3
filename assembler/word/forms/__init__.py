"""Controls, prompts, placement and manifest of a form.

Each answer cell has one inline control and a visible code; no control that editors lose is written.
"""
