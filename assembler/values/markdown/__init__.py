"""Inline Markdown: a reader and a writer for the runs of one block."""
