"""Translate a template: all messages, and the language of every run, style and property."""

from __future__ import annotations

from typing import Protocol

from assembler.errors import CatalogueError
from assembler.word.messages.language_tags import tag_parts, tag_properties, tag_runs
from assembler.word.messages.translation_units import TranslationUnit, iter_units, parse_parts
from assembler.word.package.package import Package
from assembler.word.package.xml import serialise


class Translator(Protocol):
    """A source of translations: a catalogue, or any other object with this method."""

    def gettext(self, message: str, context: str = "") -> str:
        """Return the translation of ``message``, or ``message`` itself if it has no translation.

        ``context`` distinguishes messages with the same text. A catalogue also records each message for which
        it has no translation.
        """


def translate(package: Package, translator: Translator, *, language_tag: str, decimal: str = "") -> Package:
    """Return ``package`` with its messages translated, and with ``language_tag`` as its language.

    ``language_tag`` is a tag such as ``nl-NL``. ``decimal`` is the decimal separator of the language, for
    calculated fields. If it is empty, the template's separator is unchanged. The messages are those of
    ``extract_messages``. Everything else is unchanged. Raises CatalogueError, with the location, if a
    translation and its message do not contain the same inline tags and fields.
    """
    trees = parse_parts(package)
    units = [unit for unit in iter_units(package, trees) if unit.is_message]
    for unit in reversed(units):  # a text box before the paragraph around it, which is rewritten
        write_translation(unit, translator)
    for name, tree in trees.items():
        if name == package.core_properties:
            tag_properties(tree, language_tag)
        else:
            tag_runs(tree, language_tag)
    translated = package.with_parts({name: serialise(tree) for name, tree in trees.items()})
    return translated.with_parts(tag_parts(translated, language_tag, decimal))


def write_translation(unit: TranslationUnit, translator: Translator, slot: int | None = None) -> None:
    """Write the translation of ``unit`` into its tree, in the slot with the number ``slot``, if any.

    Raises CatalogueError, with the location of the unit, if the translation does not match the message.
    """
    try:
        context, message = unit.key
        unit.write(translator.gettext(message, context), slot)
    except CatalogueError as error:
        error.location = f"{unit.where}: {error.location}"
        raise
