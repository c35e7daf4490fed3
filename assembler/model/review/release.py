"""Releases of documents: their files, dates and approvals (rules R44, R19: S0:894-896).

They are stored in ``releases.yaml`` in the record's folder, which only ``assembler release`` writes. The
documents are in ``releases/<version>/``. A release never changes, so a changed document needs a new version.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field

from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Frozen

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 digest in hexadecimal."""
VersionNumber = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,3}){0,2}$")]
"""A version number, such as 1, 1.0 or 1.0.2."""
_VERSION = re.compile(r"\d{1,3}(\.\d{1,3}){0,2}")


class ReleasedDocument(Frozen):
    """One file of a release, with the digest of its bytes."""

    file: str
    language: LanguageTag
    digest: Digest
    edition: str = ""
    house_style: str = "plain"
    city: str = ""


class Release(Frozen):
    """A released version of a document.

    ``record`` maps each file of the record to the digest of its contents. ``approvals`` maps the initials of
    each peer to the date of their approval, or to None if no date was entered.
    """

    document: str
    """The document type."""
    version: VersionNumber
    released: date
    kind: str
    """Record file that the document is built from (``feedback``)."""
    record: dict[str, Digest]
    documents: tuple[ReleasedDocument, ...] = Field(min_length=1)
    approvals: dict[str, date | None] = Field(default_factory=dict)
    note: str = ""
    """Description of the changes in this version."""


class Releases(Frozen):
    """All releases of a record, oldest first."""

    releases: tuple[Release, ...] = ()

    def find(self, document: str, version: str) -> Release | None:
        """Return the release of ``document`` with this ``version``, or None."""
        return next((r for r in self.releases if (r.document, r.version) == (document, version)), None)

    def latest(self, document: str) -> Release | None:
        """Return the release of ``document`` with the highest version, or None."""
        releases = [release for release in self.releases if release.document == document]
        return max(releases, key=lambda release: version_key(release.version), default=None)


def is_version(text: str) -> bool:
    """Return whether ``text`` is a version number.

    >>> is_version("1.0"), is_version("final")
    (True, False)
    """
    return _VERSION.fullmatch(text) is not None


def version_key(version: str) -> tuple[int, ...]:
    """Return the sort key of a version, ignoring trailing zeros.

    >>> version_key("1.10") > version_key("1.9"), version_key("1.0") == version_key("1")
    (True, True)
    """
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
