"""Conversion and layout of files with LibreOffice, which runs in a process with a time limit.

The process has a profile of its own.
"""
