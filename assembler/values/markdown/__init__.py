"""Rich text as Markdown, read and written."""
