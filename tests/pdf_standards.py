"""What independent programs say of a PDF: page-validation and outloud, which need no Java."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import page

OUTLOUD = """
import json, sys, outloud
found = outloud.check(sys.argv[1])
errors = [each for each in found.findings if each.severity == "error" and each.rule != "TAG-002"]
print(json.dumps([found.error, *(f"{each.rule}: {each.message}" for each in errors)]))
"""


def find_breaches(data: bytes) -> list[str]:
    """Return a line for each rule of PDF/A-2a and PDF/UA-1 that a PDF breaks."""
    limits = page.SafetyLimits.unlimited()
    reports = [page.validate_pdf_bytes(data, profile=name, limits=limits) for name in ("2a", "ua1")]
    return [f"{each.rule_id}: {each.message}" for report in reports for each in report.failures]


def find_errors_by_outloud(path: Path) -> list[str]:
    """Return a line for each error that outloud reports, in a process of its own: its libraries warn.

    It takes a header row that is repeated on the next page for text that is lost (TAG-002).
    """
    run = subprocess.run(
        [sys.executable, "-c", OUTLOUD, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    return [line for line in json.loads(run.stdout) if line]
