"""Earlier ids of rules, which are still in people's files.

A translator's comment (``# agreed: RULE``), a note in a script and a question to ``assembler explain`` may
name a rule as an earlier version called it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EARLIER_IDS: Mapping[str, str] = MappingProxyType(
    {
        "asks-to-update-fields": "field-update-prompt",
        "bookmark-id-twice": "duplicate-bookmark-id",
        "bookmark-name": "invalid-bookmark-name",
        "bookmark-name-twice": "duplicate-bookmark-name",
        "bookmark-without-end": "unpaired-bookmark",
        "broken-address": "invalid-address",
        "broken-alternatives": "invalid-alternate-content",
        "broken-xml": "malformed-xml",
        "content-type-of-nothing": "unused-content-type",
        "content-type-twice": "duplicate-content-type",
        "control-date-not-iso": "invalid-control-date",
        "control-id-twice": "duplicate-control-id",
        "control-of-two-kinds": "control-with-several-types",
        "document-type": "document-type-declaration",
        "drawing-id-twice": "duplicate-drawing-id",
        "field-without-end": "unpaired-field",
        "heading-skips-level": "skipped-heading-level",
        "link-to-no-bookmark": "dangling-link",
        "list-item-twice": "duplicate-list-item",
        "merge-of-nothing": "orphan-vertical-merge",
        "no-alternative-text": "missing-alternative-text",
        "no-header-row": "missing-header-row",
        "no-language": "missing-language",
        "no-picture": "damaged-picture",
        "no-single-document": "main-document-count",
        "no-title": "missing-title",
        "note-twice": "duplicate-note",
        "out-of-order": "wrong-element-order",
        "out-of-place": "misplaced-element",
        "paragraph-id-twice": "duplicate-paragraph-id",
        "part-damaged": "damaged-part",
        "part-twice": "duplicate-part",
        "part-without-content-type": "missing-content-type",
        "picture-of-another-kind": "wrong-picture-type",
        "property-date": "invalid-property-date",
        "property-number": "invalid-property-number",
        "property-twice": "duplicate-property",
        "relationship-id-twice": "duplicate-relationship-id",
        "relationship-of-another-kind": "wrong-relationship-type",
        "relationship-to-nothing": "dangling-relationship",
        "relationship-undefined": "undefined-relationship",
        "style-twice": "duplicate-style",
        "tag-left": "leftover-tag",
        "unknown-language-tag": "invalid-language-tag",
        "value-not-a-measure": "invalid-measure",
        "value-not-on-or-off": "invalid-switch",
    }
)
"""The present id of each rule that was renamed, by its earlier one."""


def present_id(name: str) -> str:
    """Return the present id of the rule ``name``, which may be an earlier one."""
    return EARLIER_IDS.get(name, name)
