"""What is asked for: type, record, part, edition, language and house style, resolved.

An unknown name is an error with a suggestion; nothing is guessed.
"""
