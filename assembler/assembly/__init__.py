"""Assembly: from one order to one document.

An order is resolved, its record is read, the context of the template is built, and the template is rendered
and postprocessed. Nothing is written until all of this has succeeded, and no final document is built if the
rules forbid it.
"""
