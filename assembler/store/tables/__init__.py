"""CSV files and workbooks.

Cells are text as people see it; formulas are neither run nor written.
"""
