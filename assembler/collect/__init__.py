"""Collection of returned files, whose answers become changes to the record.

A file is identified, read and merged, and then either all results are written or none. Content that cannot be
stored as data is kept in ``data/kept``. Nothing is dropped or guessed.
"""
