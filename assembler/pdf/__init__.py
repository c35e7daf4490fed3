"""PDFs for archives and screen readers: PDF/A-2a and PDF/UA-1.

One pass over a PDF exported by LibreOffice adds whatever the standards require but LibreOffice omits. A file
that does not meet PDF/UA-1 afterwards does not claim to do so. This requires pikepdf (the ``pdf`` extra).
"""
