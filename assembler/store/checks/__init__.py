"""What files of a project say, checked against each other.

Every fault is reported with file and line; nothing is changed.
"""
