"""YAML files with line numbers.

Tags, anchors, repeated keys and implicit types are refused; edited files keep their comments.
"""
