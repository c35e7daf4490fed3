"""Validate finished Word files against a set of rules.

Each diagnostic gives the part, the location and the remedy. A file without diagnostics breaks none of the
rules, but that does not prove that Word can open it.
"""
