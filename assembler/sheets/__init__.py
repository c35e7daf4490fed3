"""Export evidence and sessions of a record as spreadsheets, and import them again.

An import writes all rows or none; columns that people add to their sheet are ignored.
"""
