"""Fields of a form, built from a declaration and a record.

Each field has a code, a control, a prompt, choices and a base value. The manifest stores them so that the
form can be collected.
"""
