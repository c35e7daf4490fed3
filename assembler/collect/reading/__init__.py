"""Which row of a returned form is which field, and what its cell says.

A doubtful row or value is reported with its possible readings, and not taken.
"""
