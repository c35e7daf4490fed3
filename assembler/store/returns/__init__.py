"""Forms of a record on their way: when they were sent, what came back, what is still to be decided.

Nothing that came back is ever overwritten.
"""
