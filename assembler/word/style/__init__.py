"""The format of documents: house styles, writing direction, page breaks, sheets and row headers.

The modules also work out the effective format of text, measure words and paragraphs, and remove hidden
personal data.
"""
