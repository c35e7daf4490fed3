"""Word files: opening, editing, rendering, checking and reading .docx documents.

A .docx is a zip file of parts, most of them XML, that refer to each other. Word tolerates few errors and does
not explain them. It drops a content control with a repeated id, and rejects a file in which a cell contains
no paragraph.

This package takes bytes and returns bytes, and never opens a path. It reports any text written by people that
it cannot preserve. The same input always produces the same bytes. Work that depends only on the template is
done once (``render.template_preparation``). Macros, encryption, zip bombs, DOCTYPE declarations, and
template code that tries to leave its sandbox are rejected.

No other package imports docx, docxtpl, lxml, jinja2 or markupsafe. This package does not depend on
catalogues, records or folders.
"""
