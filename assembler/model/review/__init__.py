"""One review: baseline report, desk reviews, visit, evidence, feedback, releases."""
