"""Orders and their resolution: type, record, part, edition, language and house style of a document.

An unknown name is an error with a suggestion; nothing is guessed.
"""
