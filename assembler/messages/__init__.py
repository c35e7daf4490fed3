"""Extraction of all English texts of documents, as messages for translators.

Templates, declarations, benchmarks, charters and views are the sources; the order is stable.
"""
