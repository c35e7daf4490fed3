"""Storage of projects: the only package that deals with folders, files and YAML.

Word opens any file that looks like a Word file and silently repairs it. This package does not: every file is
read completely, all errors in all files are reported together with file, line and hint, and a file is written
completely or not at all. A change to a record affects only the lines of the changed value, and no file is
read before it is needed. YAML tags, anchors, aliases and repeated keys are rejected, and values are never
guessed: ``NO`` is the country Norway, and ``1:30`` is not a number.
"""
