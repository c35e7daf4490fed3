"""Compiler for the tags of templates.

Broken tags are reported with their locations, and template code cannot leave its sandbox.
"""
