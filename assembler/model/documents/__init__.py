"""Data structures for document types, forms, batch plans and sheets."""
