"""Merge a form's answers into the data of a record, by field and by list.

Values that the model rejects are omitted and reported. Conflicts are left to a person.
"""
