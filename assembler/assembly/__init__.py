"""One order becomes one document.

Every step is a function of its arguments: resolve the order, read the record, make what the template is
given, render, finish. Nothing is written before all of it succeeded, and nothing is built of which the rules
forbid a finished version.
"""
