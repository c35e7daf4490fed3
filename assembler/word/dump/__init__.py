"""Dumps of Word files as stable lines of text, and normalisation of templates.

After normalisation, two saves of the same content are identical.
"""
