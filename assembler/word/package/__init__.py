"""A Word file as its parts.

Opened safely, put in order, packed so that equal parts are equal bytes; macros, encryption, zip bombs and
document type declarations are refused. It knows no template, form or language.
"""
