"""Export of the rows of a record as spreadsheets, and import of the edited sheets.

An import writes all rows or none; columns that people add to their sheet are ignored.
"""
