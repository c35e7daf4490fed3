"""A round of reviews: who is how far, what is due next, and what is released.

It reads records and returns; only a release writes.
"""
