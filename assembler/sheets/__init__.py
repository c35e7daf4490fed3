"""Evidence and sessions as spreadsheets, out and in.

An import takes all rows or none; what people added to their sheet stays there.
"""
