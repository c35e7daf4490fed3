"""Messages to translate, their inline tags, and pseudo-languages."""
