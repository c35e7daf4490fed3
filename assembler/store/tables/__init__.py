"""CSV files and workbooks.

Cells hold values as the user sees them; formulas are neither computed nor written.
"""
