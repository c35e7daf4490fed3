"""Projects: access by name to the user's files and to those of the program.

Files are read on demand and kept in memory.
"""
