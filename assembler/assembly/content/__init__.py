"""Values of a record as content of a Word file.

Texts, attachments, cross references and sections keep what people wrote; a value that cannot be shown is
replaced visibly, never left out.
"""
