"""Three-way merging of values and lists.

No text is lost: if both sides were changed differently, the result is a conflict.
"""
