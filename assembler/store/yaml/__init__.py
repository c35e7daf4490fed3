"""YAML with lines.

Tags, anchors, repeated keys and guesses are refused; what is edited keeps its comments.
"""
