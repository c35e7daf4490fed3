"""Consistency checks between the files of a project.

All errors are reported with file and line; nothing is changed.
"""
