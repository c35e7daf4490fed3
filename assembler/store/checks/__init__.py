"""Checks that the files of a project are consistent with each other.

Errors are reported with file and line. No file is changed.
"""
