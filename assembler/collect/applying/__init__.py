"""Answers of a form into the data of a record, field by field and list by list.

What the model refuses stays out and is reported; conflicts are left to a person.
"""
