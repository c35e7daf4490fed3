"""Order for one document, and its outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError
from assembler.structs import Struct


class Order(Struct, frozen=True, order=True):
    """An order for one document: its type, record, language and house style.

    ``record`` is a name or a path. If it is empty, ``benchmark`` and ``city`` select an empty form, whose
    answers create the record ``new_record``. The default name combines city and benchmark.

    An empty ``language`` means the record's language or, for some types, that of the city or the guests
    (``resolve.find_language``). An empty ``edition`` means the first one that the type declares, if any. A
    ``draft`` may break rules.

    ``part`` is for types that have a separate document for each part of a record. It is, for example, the
    initials of a peer or the key of an interview. If it is empty, ``resolve.expand_parts`` creates an order
    for each part.
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
    """The outcome of an order: the written file or the error, and any diagnostics.

    ``digest`` is the SHA-256 of the file in hexadecimal. ``form`` is the id of the stored manifest, if any.
    ``unchanged`` means that no input has changed, so the document was not written again.
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
        """Return the outcome as plain data, for ``--format json``."""
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


def describe_order(order: Order) -> str:
    """Return a short description of an order for messages: type, record or city, and options.

    >>> describe_order(Order("desk-review", "leeds-dive", part="HK", language="en"))
    'desk-review leeds-dive HK en'
    """
    words = (order.type, order.record, order.city, order.benchmark, order.edition, order.part, order.language)
    return " ".join(filter(None, words))
