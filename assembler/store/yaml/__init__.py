"""YAML files with line numbers.

Tags, anchors, repeated keys and implicit types are rejected. Edited files keep their comments.
"""
