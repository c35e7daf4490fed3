"""Translation of documents: update, check, status, review, exchange with agencies, previews.

No translation is lost when its English text changes.
"""
