"""Extract the messages of a template: each paragraph, alt text and property that contains letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.template_text import CONDITION_IN_PARAGRAPH, FOREIGN_PARAGRAPH
from assembler.model.messages.message import Message, MessageSurroundings
from assembler.structs import Struct, field
from assembler.word.messages.translation_units import TranslationUnit, iter_units, parse_parts, read_notes
from assembler.word.package.locations import shorten_message
from assembler.word.package.package import Package


class TemplateTexts(Struct, frozen=True):
    """The messages of a template, and diagnostics for paragraphs whose text cannot be translated."""

    messages: tuple[Message, ...]
    diagnostics: tuple[Diagnostic, ...]


def extract_messages(package: Package, prefix: str) -> tuple[Message, ...]:
    """Return the messages of ``package``, as ``read_texts`` does."""
    return read_texts(package, prefix).messages


def read_texts(package: Package, prefix: str) -> TemplateTexts:
    """Return the messages of ``package`` and its diagnostics.

    The messages are in document order, and each text occurs once per context. ``prefix`` names the document
    type and starts each location, as in ``baseline-report: heading 'Budgets'``. A paragraph is omitted if it
    contains only placeholders, digits and punctuation, if it contains a control tag, or if the template marks
    its text as a language other than English.

    Text and a condition or loop in the same paragraph are an error, because word order differs between
    languages: only complete paragraphs, rows and cells may be conditional or repeated. A paragraph that is
    marked as a language other than English is reported only as information, because Word sets that mark
    whenever the keyboard or proofing language is a different one.
    """
    return collect_texts(iter_units(package, parse_parts(package)), package.name, prefix)


def collect_texts(units: Iterable[TranslationUnit], file: str, prefix: str) -> TemplateTexts:
    """Return the messages and diagnostics for the translation units of the package ``file``.

    ``prefix`` is as in ``read_texts``.
    """
    collected: dict[tuple[str, str], _MessageDetails] = {}
    diagnostics: list[Diagnostic] = []
    for unit in units:
        diagnostics += _check_unit(file, unit)
        if unit.is_message:
            details = collected.setdefault(unit.key, _MessageDetails())
            details.places[f"{prefix}: {unit.where}"] = None
            details.surroundings[MessageSurroundings(unit.kind, unit.section)] = None
            details.comments |= dict.fromkeys((*read_notes(unit.content), *unit.content.notes))
    messages = tuple(details.build_message(*key) for key, details in collected.items())
    return TemplateTexts(messages, tuple(diagnostics))


class _MessageDetails(Struct):
    """Details of one message for translators, in document order and without repetition."""

    places: dict[str, None] = field(default_factory=dict)
    surroundings: dict[MessageSurroundings, None] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)

    def build_message(self, context: str, text: str) -> Message:
        """Return the message ``text`` in ``context``, with its locations and comments."""
        return Message(
            text,
            context,
            places=tuple(self.places),
            surroundings=tuple(self.surroundings),
            comments=tuple(self.comments),
        )


def _check_unit(file: str, unit: TranslationUnit) -> Iterator[Diagnostic]:
    if unit.is_conditional or unit.content.is_foreign:
        location = Location(file=file, position=unit.where, context=shorten_message(unit.content.message))
        yield (CONDITION_IN_PARAGRAPH if unit.is_conditional else FOREIGN_PARAGRAPH).at(location)
