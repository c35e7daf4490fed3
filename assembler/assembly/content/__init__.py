"""Values of a record as content of a Word file: texts, attachments, references and sections.

What people wrote is never changed; a value that cannot be shown is replaced by a visible text, never omitted.
"""
