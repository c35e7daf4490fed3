"""Check that a peer's form is in a language that the peer reads."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.orders.order import Order
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.building import UNFAMILIAR_LANGUAGE
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.documents.document_type import DocumentType
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def check_peer_language(
    project: Project, declared: DocumentType, record: Record, order: Order, spoken: Language
) -> Iterator[Diagnostic]:
    """Yield a warning if the peer of ``order`` does not read the language of the form.

    The hint is a command that builds the form in the first of the peer's languages for which this is
    possible.
    """
    if declared.parts != "peers":
        return
    people = (member.person for member in record.review.team.members)
    person = next((each for each in people if each.initials == order.part), None)
    theirs = [get_language(tag) for tag in person.languages] if person else []
    if not theirs or spoken.base in {each.base for each in theirs}:
        return
    known = project.languages()
    code = next((code for each in theirs for code in (each.code, each.base) if code in known), "")
    location = Location(declared.name, f"review.team ({order.part})")
    fields = {
        "language": spoken.english_name,
        "others": ", ".join(each.english_name for each in theirs),
        "part": order.part,
    }
    if code:
        command = {"type": declared.name, "record": record.name, "code": code}
        fields |= {"first": get_language(code).english_name, **command}
    yield UNFAMILIAR_LANGUAGE.at(location, "" if code else "no form", **fields)
