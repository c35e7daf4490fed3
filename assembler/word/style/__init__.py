"""The look of a document.

House styles, hyphenation, direction of writing, widths of text, anonymous properties.
"""
