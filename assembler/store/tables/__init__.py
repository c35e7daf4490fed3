"""CSV files and workbooks.

Cells contain values as users see them. Formulas are neither computed nor written.
"""
