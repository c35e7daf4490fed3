"""Word files as packages of parts: safe reading, editing and deterministic writing.

Macros, encryption, zip bombs and document type declarations are rejected. This package knows nothing about
templates, forms or translation.
"""
