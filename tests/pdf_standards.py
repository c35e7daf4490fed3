"""What an independent validator says of a PDF: page-validation, which needs no Java."""

from __future__ import annotations

import page


def find_breaches(data: bytes) -> list[str]:
    """Return a line for each rule of PDF/A-2a and PDF/UA-1 that a PDF breaks."""
    limits = page.SafetyLimits.unlimited()
    reports = [page.validate_pdf_bytes(data, profile=name, limits=limits) for name in ("2a", "ua1")]
    return [f"{each.rule_id}: {each.message}" for report in reports for each in report.failures]
