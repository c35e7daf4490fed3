"""Every English text that documents say, as messages for translators.

Templates, declarations, benchmarks, charters and views are the sources; the order is stable.
"""
