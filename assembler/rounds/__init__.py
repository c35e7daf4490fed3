"""Rounds of reviews: the status of forms, reports and charters, the next steps, and releases.

The status reads records and returned forms and writes nothing; only a release writes.
"""
