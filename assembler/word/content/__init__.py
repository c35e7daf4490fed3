"""Content of Word files, such as rich text, pictures, footnotes, fields and tables of contents."""
