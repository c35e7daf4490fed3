"""Extraction of all English texts in documents, as messages for translators.

The sources are templates, declarations, benchmarks, charters and views. The messages are always in the same
order.
"""
