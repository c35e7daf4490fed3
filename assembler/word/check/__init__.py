"""Validation of finished Word files.

Each rule names the part and location and what to do; a file without diagnostics passes our rules, no more.
"""
