"""The messages of a template: one for each paragraph, alt text and property with words in it."""

from __future__ import annotations

from typing import Final

from assembler.model.finding import Finding, Level, Place
from assembler.model.message import Message
from assembler.word.package import Package
from assembler.word.passages import Passage, parsed_parts, passages
from assembler.word.surroundings import in_short

CONDITION_IN_PARAGRAPH: Final = "condition-in-paragraph"


def messages(package: Package, prefix: str) -> tuple[Message, ...]:
    """What a translator renders in ``package``, each text once, in the order of the document.

    ``prefix`` names the document type and begins each place: ``baseline-report: heading 'Budgets'``. Left
    out are paragraphs that hold only places, digits and signs, those with a control tag, and texts that the
    template marks as another language than English.
    """
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for passage in passages(package, parsed_parts(package)):
        if passage.is_message:
            places, comments = found.setdefault(passage.phrase.message, ({}, {}))
            places[f"{prefix}: {passage.where}"] = None
            comments |= dict.fromkeys(_comments(passage))
    return tuple(
        Message(id=text, places=tuple(places), comments=tuple(comments))
        for text, (places, comments) in found.items()
    )


def _comments(passage: Passage) -> tuple[str, ...]:
    """What a translator should know: the kind of place, unless it is a plain paragraph, and the marks."""
    kind = () if passage.kind == "paragraph" else (passage.kind,)
    return (*kind, *passage.phrase.notes)


def untranslatable(package: Package) -> tuple[Finding, ...]:
    """Paragraphs in which words and a condition or a loop stand together: no translator could render them.

    Only whole paragraphs, rows and cells may be conditional or repeated: a language orders its words anew.
    """
    return tuple(
        _finding(package.name, passage)
        for passage in passages(package, parsed_parts(package))
        if passage.is_conditional
    )


def _finding(file: str, passage: Passage) -> Finding:
    return Finding(
        rule=CONDITION_IN_PARAGRAPH,
        level=Level.ERROR,
        place=Place(file=file, where=passage.where, near=in_short(passage.phrase.message)),
        what="a control tag stands in a paragraph with words, so that the paragraph cannot be translated",
        remedy="write a paragraph for each case, between lines that hold only {%p if ... %} and {%p endif %}",
    )
