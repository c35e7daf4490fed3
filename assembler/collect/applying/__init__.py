"""Merges the answers of a form into the data of a record, field by field and list by list.

Values that the model rejects are left out and reported; conflicts are left to a person.
"""
