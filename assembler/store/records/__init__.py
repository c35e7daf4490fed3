"""Records as folders of YAML and CSV files.

A change touches only the lines of the value that changed, and leaves a line in the audit log.
"""
