"""A template in a language: every message rendered, every run, style and property tagged."""

from __future__ import annotations

from typing import Protocol

from assembler.errors import CatalogueError
from assembler.word.messages.language_tags import tag_properties, tag_runs, tagged_parts
from assembler.word.messages.units import Passage, parsed_parts, passages
from assembler.word.package.package import Package
from assembler.word.package.xml import serialise


class Translator(Protocol):
    """What gives the text in a language: a catalogue, or anything else that has this."""

    def gettext(self, message: str, context: str = "") -> str:
        """The text for ``message``; the message itself where it has none, which the translator remembers."""


def translate(package: Package, translator: Translator, *, language_tag: str, decimal: str = "") -> Package:
    """``package`` with its messages as ``translator`` has them and ``language_tag`` (``nl-NL``) everywhere.

    ``decimal`` is the language's decimal sign, for fields that calculate; empty leaves the template's.
    The passages are those of ``messages``; what is no message stays as it is. CatalogueError, with the place,
    where a translation does not have the marks and fields of its message.
    """
    trees = parsed_parts(package)
    found = [passage for passage in passages(package, trees) if passage.is_message]
    for passage in reversed(found):  # a text box before the paragraph that holds it and is written anew
        _render(passage, translator)
    for name, tree in trees.items():
        if name == package.core_properties:
            tag_properties(tree, language_tag)
        else:
            tag_runs(tree, language_tag)
    translated = package.with_parts({name: serialise(tree) for name, tree in trees.items()})
    return translated.with_parts(tagged_parts(translated, language_tag, decimal))


def _render(passage: Passage, translator: Translator) -> None:
    try:
        context, message = passage.key
        passage.put(translator.gettext(message, context))
    except CatalogueError as error:
        error.location = f"{passage.where}: {error.location}"
        raise
