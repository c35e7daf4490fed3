"""Orders for documents, and their resolution into a record, part, edition, language and house style.

An unknown name is an error with a suggestion. Nothing is guessed.
"""
