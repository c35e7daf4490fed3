"""Diagnostics and the single registry of their rules.

Each rule is declared once, in the module of its topic, with its id, its level, templates with named fields
for message and hint, and the text of the reference page. A package imports only its own topic;
``registry`` contains all of them.
"""

from assembler.diagnostics.diagnostic import Diagnostic, Level, Location
from assembler.diagnostics.rule import Rule, Wording

__all__ = ["Diagnostic", "Level", "Location", "Rule", "Wording"]
