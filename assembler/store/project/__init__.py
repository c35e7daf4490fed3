"""Projects: named objects in the user's folders and in the files of the program.

Files are read on demand, each at most once.
"""
