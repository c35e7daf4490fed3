"""Many orders at once: plan, workers, PDFs.

What is unchanged is not built again, and an order that fails stops no other.
"""
