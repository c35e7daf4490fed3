"""Fields of a form, built from a declaration and a record.

Each field has a code, a control, a prompt, choices and a base value. The manifest stores these for the time
when the form is returned.
"""
