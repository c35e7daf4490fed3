"""Check what a declaration expects of its view: blocks to repeat, numbers to count, names that stay free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from assembler.assembly.forms.fields import blocks_in
from assembler.assembly.template_context import Draft, build_view_context
from assembler.diagnostics import Diagnostic, Level
from assembler.model.documents.document_type import DocumentType
from assembler.store.yaml.suggest import suggestion
from assembler.views import build_view


def seen_faults(draft: Draft) -> Iterator[Diagnostic]:
    """What the view does not give for this record though the declaration counts on it.

    A number that it gives for other records only is no fault: one is reported where it looks misspelt.
    """
    given, declared = build_view(draft.declared.view, build_view_context(draft)), draft.declared
    blocks = {block.name for block in blocks_in(given)}
    yield from _unknown(draft, "blocks", set(declared.blocks) - blocks, blocks)
    numbers = set(_numbers(given))
    misspelt = {name for name in set(declared.counted) - numbers if get_close_matches(name, numbers, n=1)}
    yield from _unknown(draft, "counted", misspelt, numbers)
    yield from _covered(draft, given)


def _unknown(draft: Draft, key: str, names: set[str], known: set[str]) -> Iterator[Diagnostic]:
    file = draft.workshop.project.declaration(draft.declared.name)
    what = "block" if key == "blocks" else "number"
    for name in sorted(names):
        message = f"the view `{draft.declared.view}` gives no {what} `{name}` for the example"
        hint = suggestion(name, known) if known else f"remove it, or choose a view with a {what} of that name"
        yield Diagnostic(f"unknown-{what}", Level.WARNING, file.locate((key, name)), message, hint)


def _covered(draft: Draft, given: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Names that the view gives and a field would take."""
    file = draft.workshop.project.declaration(draft.declared.name)
    for key, places in _outer(draft.declared).items():
        for name in places:
            if name in given:
                what = f"the view `{draft.declared.view}` gives something else by the name `{name}`"
                hint = "choose another name, here and in the template"
                yield Diagnostic("name-twice", Level.ERROR, file.locate((key, name)), what, hint)


def _outer(declared: DocumentType) -> Mapping[str, Mapping[str, object]]:
    return {"fields": declared.fields, "lists": declared.lists, "narrative": declared.narrative}


def _numbers(given: Any) -> Iterator[str]:
    """The names of all numbers, wherever they stand."""
    pairs = given.items() if isinstance(given, dict) else enumerate(given)
    for name, value in pairs:
        if value.__class__ is int:
            yield str(name)
        elif isinstance(value, (dict, list, tuple)):
            yield from _numbers(value)
