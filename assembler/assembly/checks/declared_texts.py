"""Checks of the texts in a declaration.

Messages must be translatable, and prompts must be distinct and long enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.checks.declared_fields import DeclarationPart, list_parts
from assembler.diagnostics import Diagnostic
from assembler.diagnostics import declarations as rules
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath

FEWEST_WORDS, FEWEST_CHARACTERS = 5, 20
"""Minimum length of a prompt: an answer that equals its prompt counts as no answer."""

Texts = Iterator[tuple[YamlPath, str]]


def check_texts(declared: DocumentType, file: YamlFile) -> Iterator[Diagnostic]:
    """Yield diagnostics for the texts of ``declared``, which was read from ``file``."""
    broken = [check_text(file, at, text) for at, text in _list_texts(declared)]
    yield from (each for each in broken if each)
    yield from _check_counted(declared, file)
    yield from _check_prompts(declared, file)


def check_text(file: YamlFile, at: YamlPath, text: str) -> Diagnostic | None:
    """Return a diagnostic if ``text`` is not a valid message."""
    try:
        markup.parse(text)
    except markup.MarkupError as error:
        variant = error.problem.variant if error.problem.variant in rules.BROKEN_TEXT.variants else ""
        return rules.BROKEN_TEXT.at(file.locate(at), variant, **dict(error.problem.fields))
    return None


def _list_texts(declared: DocumentType) -> Texts:
    """Yield the location and the English text of everything that is translated."""
    yield ("title",), declared.title
    yield ("description",), declared.description
    yield from ((("editions", name, "label"), each.label) for name, each in declared.editions.items())
    for name, phrase in declared.counted.items():
        yield ("counted", name, "one"), phrase.one
        yield ("counted", name, "other"), phrase.other
    for part in list_parts(declared):
        yield from _list_part_texts(part)


def _list_part_texts(part: DeclarationPart) -> Texts:
    for key, places in (("fields", part.fields), ("lists", part.lists), ("narrative", part.sections)):
        for name, each in places.items():
            yield (*part.at, key, name, "title"), each.title
            yield (*part.at, key, name, "prompt"), getattr(each, "prompt", "")
    for key, tables, inside in (("lists", part.lists, "columns"), ("grids", part.grids, "cells")):
        for name, table in tables.items():
            for column, each in getattr(table, inside).items():
                yield (*part.at, key, name, inside, column, "heading"), each.heading


def _check_counted(declared: DocumentType, file: YamlFile) -> Iterator[Diagnostic]:
    """Check that counted phrases have no placeholder other than ``{n}``, and that ``other`` has it."""
    for name, phrase in declared.counted.items():
        for key, text in (("one", phrase.one), ("other", phrase.other)):
            try:
                placeholders = set(markup.field_names(text))
            except markup.MarkupError:
                continue
            if placeholders - {"n"} or (key == "other" and not placeholders):
                yield rules.COUNTED_WITHOUT_NUMBER.at(file.locate(("counted", name, key)), text=text)


def _check_prompts(declared: DocumentType, file: YamlFile) -> Iterator[Diagnostic]:
    """Check that prompts are long enough and distinct.

    This is necessary because an answer that is equal to its prompt counts as no answer.
    """
    first: dict[str, YamlPath] = {}
    for part in list_parts(declared):
        for name, field in part.fields.items():
            at, prompt = (*part.at, "fields", name, "prompt"), field.prompt
            before = first.setdefault(prompt.casefold(), at)
            if before is not at:
                yield rules.DUPLICATE_PROMPT.at(file.locate(at), line=str(file.line(before)))
            elif len(prompt.split()) < FEWEST_WORDS or len(prompt) < FEWEST_CHARACTERS:
                yield rules.PROMPT_TOO_SHORT.at(
                    file.locate(at), prompt=prompt, words=FEWEST_WORDS, characters=FEWEST_CHARACTERS
                )
