"""Three-way merging of values and lists.

No text is lost: if both sides changed a value in different ways, the result is a conflict.
"""
