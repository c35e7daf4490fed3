"""Rounds of reviews: the status of forms, reports and charters, the next steps, and releases.

The status is computed from records and returned forms, and writes nothing.
"""
