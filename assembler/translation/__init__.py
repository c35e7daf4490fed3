"""The work of translators: update, check, status, review, exchange with agencies, previews.

No translation is lost, whatever happens to its English.
"""
