"""Messages of charter versions: the texts around the commitments."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.messages.message import Message
from assembler.model.reference.benchmark import Wording
from assembler.model.reference.charter import CharterText, CharterVersion

_NEW = "newly written, not part of the official text"
_RESTATED = "a restatement of the official text, not the official wording"


def extract_charter(charter: CharterVersion) -> Iterator[Message]:
    """Yield the messages of a charter version, in page order."""
    yield _build_message(charter, "title", charter.title)
    yield _build_message(charter, "name of the version", charter.label)
    if charter.text:
        yield from _extract_text(charter, charter.text)


def _extract_text(charter: CharterVersion, text: CharterText) -> Iterator[Message]:
    yield _build_message(charter, "subtitle", text.subtitle)
    yield from (_build_message(charter, "opening", words) for words in text.opening)
    yield from (_build_message(charter, "preamble", words) for words in text.preamble)
    for role in text.roles:
        yield _build_message(charter, f"role {role.code}, heading", role.heading)
        if role.footnote:
            yield _build_message(charter, f"role {role.code}, footnote", role.footnote)
    yield from (_build_message(charter, "delivery", words) for words in text.delivery)


def _build_message(charter: CharterVersion, part: str, words: Wording) -> Message:
    about = _NEW if words.source == "own" else _RESTATED
    return Message(words.text, places=(f"{charter.tag}: {part}",), comments=(part, about))
