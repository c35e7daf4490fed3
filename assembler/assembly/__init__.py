"""Assembly of a document from an order.

The order is resolved, its record is read, the template context is built, and the template is rendered and
postprocessed. Nothing is written until all steps have succeeded, and no final document is built if a rule
forbids it.
"""
