"""Types of which the model is made: texts in a language, rich text, money, references."""
