"""Releases: what was given out as finished, when, and who had approved it (rule R44, R19: S0:894-896).

Kept in ``releases.yaml`` beside the record, written by ``assembler release`` alone; the documents themselves
stand in ``releases/<version>/``. A release is never changed: what changes gets a new version.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field

from assembler.model.types.content import Frozen
from assembler.model.types.record_header import LanguageTag

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""sha256 in hexadecimal."""
VersionNumber = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,3}){0,2}$")]
"""1, 1.0 or 1.0.2."""
_FORM = re.compile(r"\d{1,3}(\.\d{1,3}){0,2}")


class ReleasedDocument(Frozen):
    """One file of a release, and the digest of its bytes."""

    file: str
    language: LanguageTag
    digest: Digest
    edition: str = ""
    house_style: str = "plain"
    city: str = ""


class Release(Frozen):
    """One version of a document as it was released.

    ``record`` holds the digest of what each file of the record said; ``approvals`` when each member of the
    team had approved it, by initials.
    """

    document: str
    """The document type."""
    version: VersionNumber
    released: date
    kind: str
    """The file of the record that the document is made from (``feedback``)."""
    record: dict[str, Digest]
    documents: tuple[ReleasedDocument, ...] = Field(min_length=1)
    approvals: dict[str, date | None] = Field(default_factory=dict)
    note: str = ""
    """What is new in this version."""


class Releases(Frozen):
    """All releases from a record, in the order in which they were made."""

    releases: tuple[Release, ...] = ()

    def find(self, document: str, version: str) -> Release | None:
        """The release of this version of a document type, or None."""
        return next((r for r in self.releases if (r.document, r.version) == (document, version)), None)

    def latest(self, document: str) -> Release | None:
        """The highest version of a document type that was released, or None."""
        found = [each for each in self.releases if each.document == document]
        return max(found, key=lambda each: version_key(each.version), default=None)


def is_version(text: str) -> bool:
    """Whether ``text`` is the number of a version.

    >>> is_version("1.0"), is_version("final")
    (True, False)
    """
    return _FORM.fullmatch(text) is not None


def version_key(version: str) -> tuple[int, ...]:
    """A version to compare by: trailing zeros do not count.

    >>> version_key("1.10") > version_key("1.9"), version_key("1.0") == version_key("1")
    (True, True)
    """
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
