"""Word files: opening, editing, rendering, checking and reading .docx documents.

A .docx is a zip file of parts, most of them XML, that refer to each other. Word tolerates few errors and
does not explain them: it drops a content control with a repeated id, and rejects a file with a cell
without a paragraph. This package takes bytes and returns bytes, and never opens a path. It reports any
text by people that it cannot keep, always produces the same bytes for the same input, and does work that
depends only on the template once (``render.prepare``). It rejects macros, encryption, zip bombs, document
type declarations, and template code that tries to leave its sandbox. No other package imports docx,
docxtpl, lxml, jinja2 or markupsafe; this one does not depend on catalogues, records or folders.
"""
