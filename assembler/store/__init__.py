"""Disk and model: the only package that knows folders, files and YAML.

Word opens any file that looks like one and repairs what it can without a word. We do not: a file is read
completely, all faults of all files are reported together with file, line and hint, and what is written is
there completely or not at all. We promise that a change to a record touches only the lines of the value that
changed, and that nothing is read that was not asked for. We refuse tags, anchors and aliases in YAML,
repeated keys, and guesses: ``NO`` is the country Norway, and ``1:30`` is no number.
"""
