"""Content digests of a record's files, which ignore comments, order and layout."""

from __future__ import annotations

import json
from hashlib import sha256

from assembler.store.records.record import Record

RELEASES = "releases"


def content_digests(record: Record) -> dict[str, str]:
    """Map each kind of file, except releases, to the SHA-256 digest of its data in hexadecimal."""
    contents = {kind: file.data for kind, file in record.files.items() if kind != RELEASES}
    return {kind: sha256(_canonical_json(data)).hexdigest() for kind, data in sorted(contents.items())}


def _canonical_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=str).encode()
