"""Read and write a Word file as its parts.

Files are opened safely, normalised, and packed so that equal parts give equal bytes; macros, encryption, zip
bombs and document type declarations are refused. This package knows nothing of templates, forms or languages.
"""
