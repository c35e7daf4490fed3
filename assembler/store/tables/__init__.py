"""CSV files and workbooks.

Cells contain values as the user sees them; formulas are neither computed nor written.
"""
