"""Checks of references between the files of a project, of values in records, and of file names.

Problems are reported with their location. No file is changed.
"""
