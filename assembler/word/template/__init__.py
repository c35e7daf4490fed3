"""Compiler for template tags.

Broken tags are reported with their locations, and template code cannot leave its sandbox.
"""
