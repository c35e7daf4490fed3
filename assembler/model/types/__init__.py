"""Building blocks of the model: texts in a language, rich text, money, references to other entities."""
