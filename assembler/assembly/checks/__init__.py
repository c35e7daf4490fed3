"""What a document type declares, checked against model, views and house styles.

Everything that is wrong is reported with its line; nothing is assembled here.
"""
