"""The fields of a form, from declaration and record.

Each field gets its code, control, prompt, choices and base value; the manifest keeps them, so that the form
can be collected.
"""
