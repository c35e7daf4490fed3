"""Three-way merging of values and lists, its results, and the audit entries for them.

No text is lost: if both sides changed a value in different ways, the result is a conflict.
"""
