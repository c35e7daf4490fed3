"""The tags of a template, compiled.

A broken tag is reported with its location; code of a template cannot leave its sandbox.
"""
