"""Build many documents at once: plans, workers, PDFs.

Unchanged documents are not built again, and an order that fails does not stop the others.
"""
