"""YAML files with line numbers.

Tags, anchors and repeated keys are rejected. Words such as ``no`` and dates remain strings. Edited files keep
their comments.
"""
