"""A project: all that is looked up by name, in the user's folders and in what comes with the program.

Only what is asked for is read, and each file at most once.
"""
