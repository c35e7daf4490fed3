"""Values of a record as Word content: texts, attachments, references and sections.

Text written by people is never changed. A value that cannot be shown is never omitted: visible text replaces
it.
"""
