"""Translation of documents: updates, checks, status, review, exchange with agencies and previews.

No translation is lost when its English text changes.
"""
