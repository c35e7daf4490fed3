"""One module for each command, imported when it is asked for.

A command turns options into arguments of a feature and its result into lines or JSON; it decides nothing
else.
"""
