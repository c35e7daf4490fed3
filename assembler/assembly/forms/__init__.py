"""Fields of a form, built from a declaration and a record.

Each field has a code, a control, a prompt, choices and a base value. The manifest stores these, because they
are needed when the form is returned.
"""
