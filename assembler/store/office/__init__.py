"""Conversion to .docx, page numbers and PDFs with LibreOffice.

LibreOffice runs in a separate process with a time limit and a profile of its own.
"""
