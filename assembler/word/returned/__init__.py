"""Readers for returned forms and reports, saved as .docx or .odt.

The content is not interpreted here, and nothing that people wrote is skipped.
"""
