"""Building blocks of the model: texts in a language, rich text, money and references to other entities."""
