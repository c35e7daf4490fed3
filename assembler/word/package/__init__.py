"""Word files as packages of parts: safe reading, editing and deterministic writing.

Macros, encryption, zip bombs and DOCTYPE declarations are rejected. Templates, forms and translation
are dealt with elsewhere.
"""
