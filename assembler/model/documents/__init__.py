"""Document types, forms, batch plans and sheets as data structures."""
