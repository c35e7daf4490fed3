"""Consistency checks between the files of a project.

Errors are reported with file and line; no file is changed.
"""
