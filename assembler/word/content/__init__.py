"""Content of a Word file: rich text, lists, pictures, footnotes, references, tables of contents, fields."""
