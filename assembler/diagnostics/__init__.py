"""Diagnostics, and the single registry of their rules.

Each rule is declared once, in the module of its topic. It has an id, a level, templates for message and hint,
and a text for the reference page. A package imports only the modules of its own topics, whereas ``registry``
imports all of them.
"""

from assembler.diagnostics.diagnostic import Diagnostic, Level, Location
from assembler.diagnostics.rule import Rule, Wording

__all__ = ["Diagnostic", "Level", "Location", "Rule", "Wording"]
