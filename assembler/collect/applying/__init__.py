"""Merging of a form's answers into the data of a record, field by field and list by list.

Values that the model rejects are omitted and reported; conflicts are left to a person.
"""
