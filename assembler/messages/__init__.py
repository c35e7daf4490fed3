"""Extraction of all English texts in documents, as messages for translators.

The sources are templates, declarations, house styles, benchmarks and other reference data, and the model. The
messages are always in the same order.
"""
