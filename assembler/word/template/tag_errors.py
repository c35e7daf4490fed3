"""Explain errors in tags to the author of a template: Jinja's message with a location and a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import TemplateError
from assembler.word.template.tags import TOO_DEEP, Tag, shorten_tag

_WORD: Final = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)\s*(.*?)[-+]?%\}$", re.DOTALL)
_ENDS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS: Final = ("for", "if", "macro", "call", "filter", "with", "autoescape", "block", "raw")
_CLOSERS: Final = tuple(f"end{word}" for word in _OPENERS)
_UNKNOWN_TAG: Final = re.compile(r"Encountered unknown tag '(\w+)'")
_UNKNOWN: Final = re.compile(r"No (filter|test) named '([^']+)'")


def explain_error(message: str, tag: Tag, tags: Sequence[Tag], name: str) -> TemplateError:
    """Return the error for Jinja's ``message`` at ``tag``; ``tags`` are all of the part, for open blocks."""
    what, where_tag, hint = (
        _explain_unfinished(tag)
        or _explain_unclosed(message, tags)
        or _explain_unknown_tag(message, tag)
        or _explain_misspelt(message, tag)
        or _explain_other(message, tag)
    )
    place = Location(name, where_tag.where, None, where_tag.near)
    diagnostic = Diagnostic("broken-tag", Level.ERROR, place, what, hint)
    if where_tag.near not in ("", where_tag.text):
        what = f'{what} (near "{where_tag.near}")'
    return TemplateError(what, location=f"{name}: {where_tag.where}", hint=hint, diagnostics=(diagnostic,))


def _explain_unfinished(tag: Tag) -> tuple[str, Tag, str] | None:
    """Explain a tag that does not end in its paragraph."""
    end = _ENDS.get(tag.text[:2])
    if end is None or tag.text.endswith(end):
        return None
    return f"{shorten_tag(tag)} is never closed", tag, f"write {end} where it ends, in the same paragraph"


def _explain_unclosed(message: str, tags: Sequence[Tag]) -> tuple[str, Tag, str] | None:
    """Explain a block that is opened and not closed, or closed and not opened."""
    if "Unexpected end of template" not in message and "unknown tag 'end" not in message.lower():
        return None
    open_tags: list[tuple[str, Tag]] = []
    for tag in tags:
        word = _read_keyword(tag)
        if word.startswith("end"):
            if not open_tags or open_tags[-1][0] != word.removeprefix("end"):
                return _describe_wrong_end(word, tag, open_tags)
            open_tags.pop()
        elif word in _OPENERS or word == "set":
            open_tags.append((word, tag))
    return _describe_open(*open_tags[-1]) if open_tags else None


def _describe_open(word: str, tag: Tag) -> tuple[str, Tag, str]:
    hint = (
        f"write {_make_end_tag(tag, word)} where it ends; a {{%p %}} or {{%tr %}} tag needs a paragraph "
        "or row of its own"
    )
    return f"{tag.text} is never closed", tag, hint


def _describe_wrong_end(word: str, tag: Tag, open_tags: list[tuple[str, Tag]]) -> tuple[str, Tag, str]:
    if not open_tags:
        hint = (
            f"remove it, or write the {{% {word.removeprefix('end')} %}} that it should close; if one "
            "paragraph or row has two {%p %} or {%tr %} tags, only the last counts: give each its own"
        )
        return f"{tag.text} closes nothing", tag, hint
    opener, opened = open_tags[-1]
    what = f"{tag.text} comes while {opened.text} ({opened.where}) is still open"
    return what, tag, f"close that one first, with {_make_end_tag(opened, opener)}"


def _make_end_tag(tag: Tag, word: str) -> str:
    """Return the end tag for an opening one, of the same kind.

    >>> _make_end_tag(Tag("{%tr for x in y %}", "", ""), "for")
    '{%tr endfor %}'
    """
    kind = re.match(r"\{%[-+]?\s*(p|tr|tc|r)\s", tag.text)
    return f"{{%{kind[1] if kind else ''} end{word} %}}"


def _read_keyword(tag: Tag) -> str:
    """Return the keyword of a statement; empty for a value, and for a ``set`` that opens nothing."""
    match = _WORD.match(tag.text)
    if not match or (match[1] == "set" and "=" in match[2]):
        return ""
    return match[1]


def _explain_unknown_tag(message: str, tag: Tag) -> tuple[str, Tag, str] | None:
    """Explain a statement that Jinja does not know, or a {%p %} tag that docxtpl did not recognise."""
    found = _UNKNOWN_TAG.search(message)
    if not found:
        return None
    if found[1] in ("p", "tr", "tc", "r"):
        hint = "write it without the characters % and } inside, which end such a tag (x is odd, not x % 2)"
        return f"{shorten_tag(tag)} cannot be read", tag, hint
    near = get_close_matches(found[1], (*_OPENERS, *_CLOSERS, "set", "else", "elif"), n=1, cutoff=0.5)
    known = "for, if, set, with, macro, raw and their ends"
    return (
        f"{shorten_tag(tag)} has an unknown keyword: {found[1]}",
        tag,
        (f"did you mean {near[0]}?" if near else f"use one of {known}"),
    )


def _explain_misspelt(message: str, tag: Tag) -> tuple[str, Tag, str] | None:
    found = _UNKNOWN.search(message)
    if not found:
        return None
    kind, word = found.groups()
    known = (*FILTERS, "keep_with_next") if kind == "filter" else tuple(TESTS)
    near = get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(sorted(known))}"
    return f"{tag.text} uses the {kind} {word}, which does not exist", tag, hint


def _explain_other(message: str, tag: Tag) -> tuple[str, Tag, str]:
    text = shorten_tag(tag) or "a tag"
    message = re.sub(r" at \d+$", "", message).rstrip(".")
    if message in ('unexpected char "\'"', "unexpected char '\"'"):
        return f"{text} has a quotation mark that is never closed", tag, "write the closing quotation mark"
    if message == TOO_DEEP:
        return f"{text}: {message}", tag, "name a part of it with {% set %}, or split the block"
    hint = "compare it with {{ name }}, {% if x %} ... {% endif %}, {%tr for x in xs %} ... {%tr endfor %}"
    return f"{text} cannot be read: {message}", tag, hint
