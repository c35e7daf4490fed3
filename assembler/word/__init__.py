"""The word room."""
