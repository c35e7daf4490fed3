"""Dumps of Word files as stable lines of text, inventories of their text, and normalisation of templates.

After normalisation, two saves of the same content are identical.
"""
