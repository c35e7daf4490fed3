"""Three-way merging of values and lists.

No text is lost: where both sides changed differently, the result is a conflict.
"""
