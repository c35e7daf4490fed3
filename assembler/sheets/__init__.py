"""Export of records, cities and rounds as spreadsheets, and import of the edited spreadsheets.

An import writes all rows or none. It ignores columns that people add to their sheet.
"""
