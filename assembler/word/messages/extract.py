"""The messages of a template: one for each paragraph, alt text and property with words in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.model.messages.message import Message, Spot
from assembler.structs import Struct, field
from assembler.word.messages.translator_notes import notes_of
from assembler.word.messages.units import Passage, parsed_parts, passages
from assembler.word.package.message_locations import shorten_message
from assembler.word.package.package import Package

CONDITION_IN_PARAGRAPH: Final = "condition-in-paragraph"
FOREIGN_PARAGRAPH: Final = "foreign-paragraph"


def messages(package: Package, prefix: str) -> tuple[Message, ...]:
    """What a translator renders in ``package``, each text once for each context, in its order.

    ``prefix`` names the document type and begins each place: ``baseline-report: heading 'Budgets'``. Left
    out are paragraphs that hold only places, digits and signs, those with a control tag, and texts that the
    template marks as another language than English.
    """
    found: dict[tuple[str, str], _Told] = {}
    for passage in passages(package, parsed_parts(package)):
        if passage.is_message:
            told = found.setdefault(passage.key, _Told())
            told.places[f"{prefix}: {passage.where}"] = None
            told.spots[Spot(passage.kind, passage.section)] = None
            told.comments |= dict.fromkeys((*notes_of(passage.phrase), *passage.phrase.notes))
    return tuple(told.message(*key) for key, told in found.items())


class _Told(Struct):
    """What a translator is told of one text, each thing once, in the order of the document."""

    places: dict[str, None] = field(default_factory=dict)
    spots: dict[Spot, None] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)

    def message(self, context: str, text: str) -> Message:
        """The message, with all of it."""
        return Message(
            text, context, places=tuple(self.places), spots=tuple(self.spots), comments=tuple(self.comments)
        )


def untranslatable(package: Package) -> tuple[Diagnostic, ...]:
    """Paragraphs with words that no translator will see.

    Errors: words and a condition or a loop in one paragraph, because a language orders its words anew; only
    whole paragraphs, rows and cells may be conditional or repeated. Information: a paragraph that is marked
    as another language than English, as Word does by itself where its keyboard or spelling is set so.
    """
    found = passages(package, parsed_parts(package))
    return tuple(diagnostic for passage in found for diagnostic in _diagnostics(package.name, passage))


def _diagnostics(file: str, passage: Passage) -> Iterator[Diagnostic]:
    place = Location(file=file, position=passage.where, context=shorten_message(passage.phrase.message))
    if passage.is_conditional:
        what = "a control tag stands in a paragraph with words, so that the paragraph cannot be translated"
        hint = "write a paragraph for each case, between lines with only {%p if ... %} and {%p endif %}"
        yield Diagnostic(CONDITION_IN_PARAGRAPH, Level.ERROR, place, what, hint)
    elif passage.phrase.is_foreign:
        what = "all of it is marked as another language than English, and so it is not translated"
        hint = "if it is English, select it in Word and set its proofing language to English"
        yield Diagnostic(FOREIGN_PARAGRAPH, Level.INFO, place, what, hint)
