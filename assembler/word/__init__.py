"""Everything that knows what a .docx is: opening, changing, rendering, checking and reading Word files.

What Word does: a document is a zip of parts that name each other, most of them XML; Word forgives little
(a repeated id loses a form's control, a cell without a paragraph loses the file) and tells nothing. What we
promise: bytes in, bytes out, no path is ever opened here; nothing that people wrote is lost without a word;
the same input gives the same bytes; what depends on the template alone is done once (``template.prepare``).
What we refuse: macros, encryption, zip bombs, document type declarations, and template code that reaches out
of its sandbox. This room alone imports docx, docxtpl, lxml, jinja2 and markupsafe; it knows no catalogue, no
record and no folder.
"""
