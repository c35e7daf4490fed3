"""Match the rows of a returned form with its fields, and read their cells.

Doubtful rows and values are not merged, but reported with their possible readings.
"""
