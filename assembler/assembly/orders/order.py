"""An order (one document asked for) and its outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError
from assembler.structs import Struct


class Order(Struct, frozen=True, order=True):
    """One document: of which type, from which record (or benchmark and city), in which language and style.

    ``record`` is a name or a path; where it is empty, ``benchmark`` and ``city`` make an empty form, whose
    answers will begin the record ``new_record`` (empty: one named after city and benchmark). An empty
    ``language`` means that of the record; an empty ``edition`` the first that the type declares, if any.
    A ``draft`` is made also where the record breaks rules that a finished document keeps.
    ``part`` names what of the record the document is about, where its type is made for each of several: the
    initials of a peer, the key of an interview; empty, ``part_asked.each_part`` makes an order for each.
    """

    type: str
    record: str = ""
    benchmark: str = ""
    city: str = ""
    language: str = ""
    house_style: str = "plain"
    edition: str = ""
    part: str = ""
    draft: bool = False
    new_record: str = ""


class Outcome(Struct, frozen=True):
    """What became of an order: the file written with the digest of its bytes, or the error; diagnostics.

    ``digest`` is sha256 in hexadecimal, ``form`` the id of the manifest that was kept, if any. Where nothing
    that the document is made from has changed, it is ``unchanged``: nothing was written.
    """

    order: Order
    path: Path | None = None
    digest: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    error: AssemblyError | None = None
    form: str = ""
    pdf: Path | None = None
    unchanged: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain data, for ``--format json``."""
        return {
            "type": self.order.type,
            "record": self.order.record,
            "new_record": self.order.new_record,
            "benchmark": self.order.benchmark,
            "city": self.order.city,
            "language": self.order.language,
            "house_style": self.order.house_style,
            "edition": self.order.edition,
            "draft": self.order.draft,
            "part": self.order.part,
            "path": str(self.path) if self.path else None,
            "pdf": str(self.pdf) if self.pdf else None,
            "digest": self.digest,
            "unchanged": self.unchanged,
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
            "error": self.error.as_dict() if self.error else None,
        }


def where_of(order: Order) -> str:
    """The order as messages name it: its record, or its city and benchmark, and its type.

    >>> where_of(Order("desk-review", "leeds-dive", part="HK", language="en"))
    'desk-review leeds-dive HK en'
    """
    words = (order.type, order.record, order.city, order.benchmark, order.edition, order.part, order.language)
    return " ".join(filter(None, words))
