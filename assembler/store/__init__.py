"""Storage of projects: folders, YAML and CSV files, workbooks, and conversions with LibreOffice.

Files with errors are not repaired. Every file is read completely, all errors in all files are reported
together with file, line and hint, and a file is written completely or not at all. A change to a record
affects only the lines of the changed value, and no file is read before it is needed. YAML tags, anchors,
aliases and repeated keys are rejected, and values are never guessed: ``NO`` is the country Norway, and
``1:30`` is not a number.
"""
