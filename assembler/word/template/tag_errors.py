"""What is wrong with a tag, in words for its author: Jinja knows the rule, we the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from assembler.diagnostics import Finding, Level, Place
from assembler.errors import TemplateError
from assembler.word.template.tags import TOO_DEEP, Tag, shortened

_WORD: Final = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)\s*(.*?)[-+]?%\}$", re.DOTALL)
_ENDS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS: Final = ("for", "if", "macro", "call", "filter", "with", "autoescape", "block", "raw")
_CLOSERS: Final = tuple(f"end{word}" for word in _OPENERS)
_UNKNOWN_TAG: Final = re.compile(r"Encountered unknown tag '(\w+)'")
_UNKNOWN: Final = re.compile(r"No (filter|test) named '([^']+)'")


def explained(message: str, tag: Tag, tags: Sequence[Tag], name: str) -> TemplateError:
    """The error for ``message`` of Jinja's at ``tag``; ``tags`` are all of the part, for what stays open."""
    what, where_tag, remedy = (
        _unfinished(tag)
        or _unclosed(message, tags)
        or _unknown_word(message, tag)
        or _misspelt(message, tag)
        or _otherwise(message, tag)
    )
    place = Place(name, where_tag.where, None, where_tag.near)
    finding = Finding("broken-tag", Level.ERROR, place, what, remedy)
    if where_tag.near not in ("", where_tag.text):
        what = f'{what} (near "{where_tag.near}")'
    return TemplateError(what, where=f"{name}: {where_tag.where}", remedy=remedy, findings=(finding,))


def _unfinished(tag: Tag) -> tuple[str, Tag, str] | None:
    """A tag that begins and does not end in its paragraph."""
    end = _ENDS.get(tag.text[:2])
    if end is None or tag.text.endswith(end):
        return None
    return f"{shortened(tag)} is never closed", tag, f"write {end} where it ends, in the same paragraph"


def _unclosed(message: str, tags: Sequence[Tag]) -> tuple[str, Tag, str] | None:
    """A block that is opened and not closed, or closed and not opened."""
    if "Unexpected end of template" not in message and "unknown tag 'end" not in message.lower():
        return None
    open_tags: list[tuple[str, Tag]] = []
    for tag in tags:
        word = _block_word(tag)
        if word.startswith("end"):
            if not open_tags or open_tags[-1][0] != word.removeprefix("end"):
                return _wrong_end(word, tag, open_tags)
            open_tags.pop()
        elif word in _OPENERS or word == "set":
            open_tags.append((word, tag))
    return _left_open(*open_tags[-1]) if open_tags else None


def _left_open(word: str, tag: Tag) -> tuple[str, Tag, str]:
    remedy = (
        f"write {_end_like(tag, word)} where it ends; a {{%p %}} or {{%tr %}} tag needs a paragraph or row "
        "of its own"
    )
    return f"{tag.text} is never closed", tag, remedy


def _wrong_end(word: str, tag: Tag, open_tags: list[tuple[str, Tag]]) -> tuple[str, Tag, str]:
    if not open_tags:
        remedy = (
            f"take it out, or write the {{% {word.removeprefix('end')} %}} that it should close; of two "
            "{%p %} or {%tr %} tags in one paragraph or row only the last counts: give each its own"
        )
        return f"{tag.text} closes nothing", tag, remedy
    opener, opened = open_tags[-1]
    what = f"{tag.text} stands where {opened.text} ({opened.where}) is still open"
    return what, tag, f"close that one first, with {_end_like(opened, opener)}"


def _end_like(tag: Tag, word: str) -> str:
    """The end tag for an opening one, of the same kind.

    >>> _end_like(Tag("{%tr for x in y %}", "", ""), "for")
    '{%tr endfor %}'
    """
    kind = re.match(r"\{%[-+]?\s*(p|tr|tc|r)\s", tag.text)
    return f"{{%{kind[1] if kind else ''} end{word} %}}"


def _block_word(tag: Tag) -> str:
    """The word of a statement; empty for a value, and for a ``set`` that opens nothing."""
    found = _WORD.match(tag.text)
    if not found or (found[1] == "set" and "=" in found[2]):
        return ""
    return found[1]


def _unknown_word(message: str, tag: Tag) -> tuple[str, Tag, str] | None:
    """A statement that Jinja does not know, or a {%p %} tag that docxtpl did not take for one."""
    found = _UNKNOWN_TAG.search(message)
    if not found:
        return None
    if found[1] in ("p", "tr", "tc", "r"):
        remedy = "write it without the signs % and } inside, which end such a tag (x is odd, not x % 2)"
        return f"{shortened(tag)} cannot be read", tag, remedy
    near = get_close_matches(found[1], (*_OPENERS, *_CLOSERS, "set", "else", "elif"), n=1, cutoff=0.5)
    known = "for, if, set, with, macro, raw and their ends"
    return (
        f"{shortened(tag)} has a word that no tag has: {found[1]}",
        tag,
        (f"did you mean {near[0]}?" if near else f"these are known: {known}"),
    )


def _misspelt(message: str, tag: Tag) -> tuple[str, Tag, str] | None:
    found = _UNKNOWN.search(message)
    if not found:
        return None
    kind, word = found.groups()
    known = (*FILTERS, "keep_with_next") if kind == "filter" else tuple(TESTS)
    near = get_close_matches(word, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(sorted(known))}"
    return f"{tag.text} uses the {kind} {word}, which does not exist", tag, remedy


def _otherwise(message: str, tag: Tag) -> tuple[str, Tag, str]:
    text = shortened(tag) or "a tag"
    message = re.sub(r" at \d+$", "", message).rstrip(".")
    if message in ('unexpected char "\'"', "unexpected char '\"'"):
        return f"{text} has a quote that is never closed", tag, "write the second quote"
    if message == TOO_DEEP:
        return f"{text}: {message}", tag, "name a part of it with {% set %}, or split the block"
    remedy = "compare it with {{ name }}, {% if x %} ... {% endif %}, {%tr for x in xs %} ... {%tr endfor %}"
    return f"{text} cannot be read: {message}", tag, remedy
