"""Assembly of a document from an order.

The order is resolved, its record is read and the template context is built. The template is then rendered and
postprocessed. Nothing is written until all steps have succeeded, and no final document is built if a rule
forbids it.
"""
