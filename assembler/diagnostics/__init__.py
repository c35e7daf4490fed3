"""Diagnostics and the one registry of their rules.

Each rule is declared once, in the module of its topic: id, level, message and hint as templates with named
fields, and the text of the reference page. A package imports its own topic only; ``registry`` has them all.
"""

from assembler.diagnostics.diagnostic import Diagnostic, Level, Location
from assembler.diagnostics.rule import Rule, Wording

__all__ = ["Diagnostic", "Level", "Location", "Rule", "Wording"]
