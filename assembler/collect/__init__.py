"""A returned file becomes changes of its record.

The file is identified, read, merged and written, all or nothing; what cannot become data is kept beside the
record, never dropped and never guessed.
"""
