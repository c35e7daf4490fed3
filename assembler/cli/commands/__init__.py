"""One module for each command, imported on demand.

A command passes its options on to a function of another package and prints the result as text or JSON; it
contains no other logic.
"""
