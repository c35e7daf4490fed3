"""PDFs for archives and screen readers: PDF/A-2a and PDF/UA-1.

One pass over a PDF that LibreOffice exported adds what both standards require and LibreOffice omits. A file
that does not meet PDF/UA-1 afterwards does not claim to do so. This requires pikepdf (the extra ``pdf``).
"""
