"""Formatting of documents.

The modules apply house styles, set the writing direction, work out the effective format of text, measure
words in table cells, and remove personal data.
"""
