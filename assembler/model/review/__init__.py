"""Entities of a review: baseline report, desk reviews, visit, evidence, feedback and releases."""
