"""Validation of finished Word files.

Each diagnostic names the part, the location and the remedy. A file without diagnostics passes these rules,
but that does not prove that Word can open it.
"""
