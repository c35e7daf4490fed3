"""YAML files with line numbers.

Tags, anchors, repeated keys and implicit types are rejected; edited files keep their comments.
"""
