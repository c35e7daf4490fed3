"""Orders: type, record, part, edition, language and house style of a document, and their resolution.

An unknown name is an error with a suggestion; nothing is guessed.
"""
