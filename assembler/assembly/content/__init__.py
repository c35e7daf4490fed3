"""Values of a record as Word content: texts, footnotes, pictures, references and sections.

Text written by people is never changed. A value that cannot be shown is never omitted: visible text replaces
it.
"""
