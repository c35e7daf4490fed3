"""Promises and what became of them: policy papers, and registers with their follow-ups."""
