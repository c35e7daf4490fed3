"""Records as folders of YAML and CSV files.

A change edits only the lines of the changed value and adds a line to the audit log.
"""
