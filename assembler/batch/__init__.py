"""Batch builds: plans, workers and PDFs.

Unchanged documents are not rebuilt, and an order that fails does not stop the others.
"""
