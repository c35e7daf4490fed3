"""Word files as packages of parts: safe reading, editing and deterministic writing.

Macros, encryption, zip bombs and document type declarations are rejected. This package is independent of
templates, forms and translation.
"""
