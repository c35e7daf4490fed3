"""Messages of a template in numbered slots, so that the template is compiled once for all languages."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from assembler.errors import CatalogueError, TemplateError
from assembler.structs import Struct
from assembler.word.messages.language_tags import set_separators, tag_parts, tag_properties, tag_runs
from assembler.word.messages.translate import Translator, write_translation
from assembler.word.messages.translation_units import TranslationUnit, iter_units, parse_parts
from assembler.word.package.package import Package
from assembler.word.package.xml import qn, serialise
from assembler.word.template.message_slots import LANGUAGE, find_slots, has_slots


class MessageSlots:
    """A template with its messages in numbered slots.

    ``package`` is the template, which has a slot around each message and ``LANGUAGE`` as its language tag.
    ``texts`` maps each slot to the XML of its message. A message inside another message, such as the text of
    a picture in a sentence, has no slot of its own. Creating this object raises TemplateError if the template
    already contains a noncharacter that is reserved for slots.
    """

    def __init__(self, package: Package) -> None:
        if refused := [name for name in package.text_parts() if has_slots(package.parts[name])]:
            what = f"the part {refused[0]} contains a noncharacter (U+FDD0 to U+FDD3)"
            raise TemplateError(what, location=package.name, hint="delete this invisible character")
        self._package = package
        self._trees = parse_parts(package)
        units = [unit for unit in iter_units(package, self._trees) if unit.is_message]
        paragraphs = {unit.paragraph for unit in units if unit.paragraph is not None}
        self._units: list[tuple[TranslationUnit, int | None]] = [
            (unit, None if _is_inside(unit, paragraphs) else slot) for slot, unit in enumerate(units)
        ]
        self.texts = self._write(_UnchangedMessages())
        if any(slot is not None and slot not in self.texts for _, slot in self._units):
            self._units = [(unit, slot if slot in self.texts else None) for unit, slot in self._units]
            self.texts = self._write(_UnchangedMessages())
        self._add_language()
        parts = {name: serialise(tree) for name, tree in self._trees.items()}
        marked = package.with_parts(parts)
        self.package = marked.with_parts(tag_parts(marked, LANGUAGE))

    def translate(self, translator: Translator) -> dict[int, str]:
        """Map each slot to the XML of its translation.

        Raises CatalogueError, with the location, if a translation and its message do not contain the same
        inline tags and fields, or if a translation contains a noncharacter.
        """
        return self._write(_CheckingTranslator(translator))

    def set_separators(self, decimal: str) -> dict[str, bytes]:
        """Return the settings with the decimal separator ``decimal`` and a different list separator.

        If ``decimal`` is empty, the result is empty.
        """
        return set_separators(self.package, decimal)

    def _write(self, translator: Translator) -> dict[int, str]:
        for unit, slot in reversed(self._units):  # a text box before the paragraph around it
            write_translation(unit, translator, slot)
            if unit.paragraph is not None:
                tag_runs(unit.paragraph, LANGUAGE)
        texts: dict[int, str] = {}
        for tree in self._trees.values():
            texts |= find_slots(serialise(tree).decode())
        return texts

    def _add_language(self) -> None:
        for name, tree in self._trees.items():
            if name == self._package.core_properties:
                tag_properties(tree, LANGUAGE)
            else:
                tag_runs(tree, LANGUAGE)


def _is_inside(unit: TranslationUnit, paragraphs: Collection[etree._Element]) -> bool:
    """Return whether the paragraph of ``unit`` is inside one of ``paragraphs``, as in a text box."""
    around = () if unit.paragraph is None else unit.paragraph.iterancestors(qn("w:p"))
    return any(paragraph in paragraphs for paragraph in around)


class _CheckingTranslator(Struct, frozen=True):
    """A translator that rejects translations with noncharacters, which are reserved for the slots."""

    source: Translator

    def gettext(self, message: str, context: str = "") -> str:
        """Return the translation of ``message``.

        Raises CatalogueError if the translation contains a noncharacter.
        """
        text = self.source.gettext(message, context)
        if has_slots(text.encode()):
            what = "a translation contains a noncharacter (U+FDD0 to U+FDD3)"
            hint = "delete this invisible character from the translation"
            raise CatalogueError(what, location=message, hint=hint)
        return text


class _UnchangedMessages(Struct, frozen=True):
    """A translator that returns each message unchanged."""

    def gettext(self, message: str, context: str = "") -> str:
        """Return ``message`` unchanged."""
        return message
