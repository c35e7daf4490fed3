"""Content of Word files: rich text, lists, pictures, footnotes, references, tables of contents, fields."""
