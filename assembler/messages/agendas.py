"""Messages of a joint policy agenda: names, notions and kinds of effort."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.messages.message import Message
from assembler.model.reference.benchmark import Wording
from assembler.model.reference.policy_agenda import PolicyAgenda


def extract_agenda(agenda: PolicyAgenda) -> Iterator[Message]:
    """Yield the messages of ``agenda`` in file order; official translations become comments."""
    yield _build_message(agenda, "agenda, name", agenda.name)
    for number, notion in enumerate(agenda.notions, 1):
        yield _build_message(agenda, f"guiding notion {number}, heading", notion.heading)
        yield _build_message(agenda, f"guiding notion {number}, text", notion.text)
    for nature, meaning in agenda.meanings.items():
        yield _build_message(agenda, f"kind of effort `{nature.value}`, meaning", meaning)
    for ministry in agenda.ministries:
        yield _build_message(agenda, f"ministry {ministry.code}, name", ministry.name)
    for area in agenda.areas:
        for each in area.names:
            yield _build_message(agenda, f"{area.code}, name from edition {each.since}", each.name)


def _build_message(agenda: PolicyAgenda, where: str, words: Wording) -> Message:
    """Return the message; official wordings in other languages become comments."""
    comments = tuple(f"official, {code}: {text}" for code, text in words.official.items())
    return Message(words.text, places=(f"{agenda.id}: {where}",), comments=comments)
