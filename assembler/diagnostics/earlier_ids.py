"""Earlier ids of rules, which are still in people's files.

A translator's comment (``# agreed: RULE``), a note in a script and a question to ``assembler explain`` may
name a rule as an earlier version called it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EARLIER_IDS: Mapping[str, str] = MappingProxyType(
    {
        "agreed-words-changed": "agreed-text-changed",
        "anchor-elsewhere": "copied-row",
        "anchors-disagree": "ambiguous-row",
        "asks-to-update-fields": "field-update-prompt",
        "bookmark-id-twice": "duplicate-bookmark-id",
        "bookmark-name": "invalid-bookmark-name",
        "bookmark-name-twice": "duplicate-bookmark-name",
        "bookmark-without-end": "unpaired-bookmark",
        "broken-address": "invalid-address",
        "broken-alternatives": "invalid-alternate-content",
        "broken-xml": "malformed-xml",
        "cell-missing": "missing-cell",
        "cells-merged": "merged-cells",
        "cleared": "answer-deleted",
        "columns-lost": "ambiguous-columns",
        "conflict-settled": "resolved-conflict",
        "content-type-of-nothing": "unused-content-type",
        "content-type-twice": "duplicate-content-type",
        "control-date-not-iso": "invalid-control-date",
        "control-id-twice": "duplicate-control-id",
        "control-of-two-kinds": "control-with-several-types",
        "document-type": "document-type-declaration",
        "drawing-id-twice": "duplicate-drawing-id",
        "field-missing": "missing-field",
        "field-unknown": "unknown-field",
        "field-without-end": "unpaired-field",
        "form-changed": "unreproducible-form",
        "form-doubled": "duplicate-form",
        "format-lost": "lost-formatting",
        "found-by-shape": "matched-by-position",
        "heading-gone": "missing-heading",
        "heading-skips-level": "skipped-heading-level",
        "kept-picture": "unmatched-picture",
        "kept-text": "unmatched-text",
        "left-empty": "placeholder-deleted",
        "lines-gone": "generated-text-deleted",
        "link-to-no-bookmark": "dangling-link",
        "list-item-twice": "duplicate-list-item",
        "list-missing": "missing-list",
        "made-from-record": "generated-text-changed",
        "merge-of-nothing": "orphan-vertical-merge",
        "moved": "moved-item",
        "no-alternative-text": "missing-alternative-text",
        "no-header-row": "missing-header-row",
        "no-language": "missing-language",
        "no-picture": "damaged-picture",
        "no-single-document": "main-document-count",
        "no-title": "missing-title",
        "not-accepted": "invalid-answer",
        "note-twice": "duplicate-note",
        "out-of-order": "wrong-element-order",
        "out-of-place": "misplaced-element",
        "own-language": "text-in-report-language",
        "paragraph-id-twice": "duplicate-paragraph-id",
        "part-damaged": "damaged-part",
        "part-twice": "duplicate-part",
        "part-without-content-type": "missing-content-type",
        "picture-of-another-kind": "wrong-picture-type",
        "prompt-damaged": "placeholder-damaged",
        "prompt-residue": "placeholder-remains",
        "property-date": "invalid-property-date",
        "property-number": "invalid-property-number",
        "property-twice": "duplicate-property",
        "relationship-id-twice": "duplicate-relationship-id",
        "relationship-of-another-kind": "wrong-relationship-type",
        "relationship-to-nothing": "dangling-relationship",
        "relationship-undefined": "undefined-relationship",
        "row-unfit": "invalid-row",
        "style-twice": "duplicate-style",
        "suspect": "unreadable-answer",
        "tag-left": "leftover-tag",
        "unknown-language-tag": "invalid-language-tag",
        "value-not-a-measure": "invalid-measure",
        "value-not-on-or-off": "invalid-switch",
        "comment-left-out": "omitted-comment",
        "header-left-out": "omitted-header",
        "tag-never-filled": "unfilled-tag",
        "code-once": "code-count",
        "cell-once": "cell-count",
        "column-once": "column-count",
        "field-twice": "field-shown-twice",
        "list-twice": "list-shown-twice",
        "cell-beside-code": "cell-outside-row",
        "cell-unknown": "undeclared-cell",
        "column-unknown": "undeclared-column",
    }
)
"""The present id of each rule that was renamed, by its earlier one."""


def present_id(name: str) -> str:
    """Return the present id of the rule ``name``, which may be an earlier one."""
    return EARLIER_IDS.get(name, name)
