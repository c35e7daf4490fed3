"""Values of a record as Word content: texts, attachments, references and sections.

Text written by people is never changed. A value that cannot be shown is replaced by visible text, never
omitted.
"""
