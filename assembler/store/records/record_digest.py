"""What a record says, as one number a file: comments, order and layout do not count."""

from __future__ import annotations

import json
from hashlib import sha256

from assembler.store.records.record import Record

RELEASES = "releases"


def digests(record: Record) -> dict[str, str]:
    """sha256 (hexadecimal) of what each file of ``record`` says, by its kind; its releases are left out."""
    told = {kind: file.data for kind, file in record.files.items() if kind != RELEASES}
    return {kind: sha256(_canonical(data)).hexdigest() for kind, data in sorted(told.items())}


def _canonical(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=str).encode()
