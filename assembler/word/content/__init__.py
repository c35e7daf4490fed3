"""Content of a Word file: rich text, lists, pictures, notes, references, tables of contents, fields."""
