"""Checks of a declaration against its view: repeated blocks, counted numbers and names of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from assembler.assembly.forms.fields import find_blocks
from assembler.assembly.template_context import ResolvedOrder, build_view_context
from assembler.diagnostics import Diagnostic
from assembler.diagnostics.declarations import NAME_TAKEN, UNKNOWN_BLOCK, UNKNOWN_NUMBER
from assembler.model.documents.document_type import DocumentType
from assembler.store.yaml.suggestions import suggest_name
from assembler.views import build_view


def check_view(draft: ResolvedOrder) -> Iterator[Diagnostic]:
    """Yield diagnostics for declared names that the view does not provide, or that it uses for other values.

    Some views provide a number only for certain records. A missing number is therefore reported only if its
    name looks misspelt.
    """
    given, declared = build_view(draft.declared.view, build_view_context(draft)), draft.declared
    blocks = {block.name for block in find_blocks(given)}
    yield from _report_unknown(draft, "blocks", set(declared.blocks) - blocks, blocks)
    numbers = set(_find_numbers(given))
    misspelt = {name for name in set(declared.counted) - numbers if get_close_matches(name, numbers, n=1)}
    yield from _report_unknown(draft, "counted", misspelt, numbers)
    yield from _check_free_names(draft, given)


def _report_unknown(draft: ResolvedOrder, key: str, names: set[str], known: set[str]) -> Iterator[Diagnostic]:
    file = draft.build_context.project.declaration(draft.declared.name)
    for name in sorted(names):
        place = file.locate((key, name))
        hint = (
            suggest_name(name, known)
            if known
            else "remove it, or choose a view that provides one with that name"
        )
        if key == "blocks":
            yield UNKNOWN_BLOCK.at(place, view=draft.declared.view, name=name, suggestion=hint)
        else:
            yield UNKNOWN_NUMBER.at(place, view=draft.declared.view, name=name, suggestion=hint)


def _check_free_names(draft: ResolvedOrder, given: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield diagnostics for fields, lists and sections that would replace a value of the view."""
    file = draft.build_context.project.declaration(draft.declared.name)
    for key, places in _list_outer_names(draft.declared).items():
        for name in places:
            if name in given:
                yield NAME_TAKEN.at(file.locate((key, name)), view=draft.declared.view, name=name)


def _list_outer_names(declared: DocumentType) -> Mapping[str, Mapping[str, object]]:
    return {"fields": declared.fields, "lists": declared.lists, "narrative": declared.narrative}


def _find_numbers(given: Any) -> Iterator[str]:
    """Yield the names of all numbers, including nested ones."""
    pairs = given.items() if isinstance(given, dict) else enumerate(given)
    for name, value in pairs:
        if value.__class__ is int:
            yield str(name)
        elif isinstance(value, (dict, list, tuple)):
            yield from _find_numbers(value)
