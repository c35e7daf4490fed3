"""Compile the tags of a template.

A broken tag is reported with its location; the code of a template cannot leave its sandbox.
"""
