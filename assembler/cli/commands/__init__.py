"""Commands, one module for each, imported on demand.

A command passes its options to a function of another package and prints the result as text or JSON. It
contains no other logic.
"""
