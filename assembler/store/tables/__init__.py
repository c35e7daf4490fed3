"""CSV files and workbooks.

Cells contain values as users see them; formulas are neither computed nor written.
"""
