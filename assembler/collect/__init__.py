"""Collection of returned files: their answers become changes to the record.

A file is identified, read, merged and written either completely or not at all. Content that cannot become
data is kept in ``data/kept``; nothing is dropped or guessed.
"""
