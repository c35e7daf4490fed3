"""Sent and returned forms of a record: dates, returned files and open decisions.

Returned files are never overwritten.
"""
