"""Messages of joint policy agendas, toolkits, policy papers and charter versions."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.messages.message import Message
from assembler.model.reference.benchmark import Wording
from assembler.model.reference.charter import CharterText, CharterVersion
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.model.reference.toolkit import KeyFactor, Toolkit
from assembler.model.tracking.policy_paper import PolicyPaper


def extract_agenda(agenda: PolicyAgenda) -> Iterator[Message]:
    """Yield the messages of ``agenda`` in file order.

    Official translations become comments.
    """
    yield _build_agenda_message(agenda, "agenda, name", agenda.name)
    for number, notion in enumerate(agenda.notions, 1):
        yield _build_agenda_message(agenda, f"guiding notion {number}, heading", notion.heading)
        yield _build_agenda_message(agenda, f"guiding notion {number}, text", notion.text)
    for nature, meaning in agenda.meanings.items():
        yield _build_agenda_message(agenda, f"kind of effort `{nature.value}`, meaning", meaning)
    for ministry in agenda.ministries:
        yield _build_agenda_message(agenda, f"ministry {ministry.code}, name", ministry.name)
    for area in agenda.areas:
        for each in area.names:
            yield _build_agenda_message(agenda, f"{area.code}, name from edition {each.since}", each.name)


def _build_agenda_message(agenda: PolicyAgenda, where: str, words: Wording) -> Message:
    """Return the message for ``words``.

    Official wordings in other languages become comments.
    """
    comments = tuple(f"official, {code}: {text}" for code, text in words.official.items())
    return Message(words.text, places=(f"{agenda.id}: {where}",), comments=comments)


def extract_toolkit(toolkit: Toolkit) -> Iterator[Message]:
    """Yield the messages of ``toolkit`` in file order."""
    texts = [(f"title of toolkit {each.number}", each.title) for each in toolkit.titles]
    texts += [("introduction", each) for each in toolkit.introduction]
    texts += [("benchmark", toolkit.benchmark), ("rationale", toolkit.rationale)]
    texts += [(f"context factor {each.code}", each.text) for each in toolkit.context]
    for factor in toolkit.factors:
        texts += _list_factor_texts(factor)
    texts += [("contributors", toolkit.contributors)] if toolkit.contributors else []
    texts += [("about the series", each) for each in toolkit.about]
    for where, words in texts:
        comments = tuple(f"official, {code}: {text}" for code, text in words.official.items())
        yield Message(words.text, places=(f"{toolkit.id}: {where}",), comments=comments)


def _list_factor_texts(factor: KeyFactor) -> Iterator[tuple[str, Wording]]:
    yield f"key factor {factor.code}, title", factor.title
    yield from ((f"{factor.code}, why and how", each) for each in factor.reasons)
    for question in factor.questions:
        yield f"question {question.code}", question.text
        yield from ((f"question {question.code}, aspect", each) for each in question.aspects)
    yield from ((f"{factor.code}, tip", each) for each in factor.tips)
    yield from ((f"{factor.code}, example", each.text) for each in factor.practices)


def extract_paper(paper: PolicyPaper) -> Iterator[Message]:
    """Yield the messages of ``paper`` in file order."""
    yield _build_paper_message(paper, "title", paper.title)
    for area in paper.areas:
        yield _build_paper_message(paper, f"section {area.code}", area.name)
    for addressee in dict.fromkeys(group.addressee for group in paper.groups):
        yield Message(addressee.label, places=(f"{paper.id}: addressee",))
    for group in paper.groups:
        numbers = ", ".join(str(each.number) for each in group.items)
        yield _build_paper_message(paper, f"lead-in of {numbers}", group.lead_in)
    for code, group, item in paper.list_items():
        yield _build_paper_message(paper, f"{code}, continues “{group.lead_in.text}”", item.text)


def _build_paper_message(paper: PolicyPaper, where: str, words: Wording) -> Message:
    comments = tuple(f"official, {code}: {text}" for code, text in words.official.items())
    return Message(words.text, places=(f"{paper.id}: {where}",), comments=comments)


_NEW = "newly written, not part of the official text"
_RESTATED = "a restatement of the official text, not the official wording"


def extract_charter(charter: CharterVersion) -> Iterator[Message]:
    """Yield the messages of a charter version, in page order."""
    yield _build_charter_message(charter, "title", charter.title)
    yield _build_charter_message(charter, "name of the version", charter.label)
    if charter.text:
        yield from _extract_text(charter, charter.text)


def _extract_text(charter: CharterVersion, text: CharterText) -> Iterator[Message]:
    yield _build_charter_message(charter, "subtitle", text.subtitle)
    yield from (_build_charter_message(charter, "opening", words) for words in text.opening)
    yield from (_build_charter_message(charter, "preamble", words) for words in text.preamble)
    for role in text.roles:
        yield _build_charter_message(charter, f"role {role.code}, heading", role.heading)
        if role.footnote:
            yield _build_charter_message(charter, f"role {role.code}, footnote", role.footnote)
    yield from (_build_charter_message(charter, "delivery", words) for words in text.delivery)


def _build_charter_message(charter: CharterVersion, part: str, words: Wording) -> Message:
    about = _NEW if words.source == "own" else _RESTATED
    return Message(words.text, places=(f"{charter.tag}: {part}",), comments=(part, about))
