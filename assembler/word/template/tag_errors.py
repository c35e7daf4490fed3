"""Explain tag errors to authors of templates: Jinja's message with a location and a hint."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from assembler.diagnostics import Location
from assembler.diagnostics.template_text import BROKEN_TAG
from assembler.errors import TemplateError
from assembler.word.template.tags import MAX_BRANCHES, TOO_DEEP, TOO_MANY_BRANCHES, Tag, shorten_tag

_WORD: Final = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)\s*(.*?)[-+]?%\}$", re.DOTALL)
_ENDS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS: Final = ("for", "if", "macro", "call", "filter", "with", "autoescape", "block", "raw")
_CLOSERS: Final = tuple(f"end{word}" for word in _OPENERS)
_UNKNOWN_TAG: Final = re.compile(r"Encountered unknown tag '(\w+)'")
_Explanation = tuple[Tag, str, Mapping[str, str]]
"""Tag at which an error is reported, and the variant and fields of the rule ``broken-tag``."""
_UNKNOWN: Final = re.compile(r"No (filter|test) named '([^']+)'")


def explain_error(message: str, tag: Tag, tags: Sequence[Tag], name: str) -> TemplateError:
    """Return the error for Jinja's ``message`` at ``tag``.

    ``tags`` contains all tags of the part. ``name`` is the name of the template.
    """
    error_tag, variant, fields = (
        _explain_unfinished(tag)
        or _explain_unclosed(message, tags)
        or _explain_unknown_tag(message, tag)
        or _explain_misspelt(message, tag)
        or _explain_other(message, tag)
    )
    location = Location(name, error_tag.location, None, error_tag.context)
    diagnostic = BROKEN_TAG.at(location, variant, **fields)
    what, hint = diagnostic.message, diagnostic.hint
    if error_tag.context not in ("", error_tag.text):
        what = f'{what} (near "{error_tag.context}")'
    location_text = f"{name}: {error_tag.location}"
    return TemplateError(what, location=location_text, hint=hint, diagnostics=(diagnostic,))


def _explain_unfinished(tag: Tag) -> _Explanation | None:
    """Explain a tag that does not end in the paragraph where it begins.

    The result is None if ``tag`` is complete.
    """
    end = _ENDS.get(tag.text[:2])
    if end is None or tag.text.endswith(end):
        return None
    return tag, "split", {"tag": shorten_tag(tag), "end": end}


def _explain_unclosed(message: str, tags: Sequence[Tag]) -> _Explanation | None:
    """Explain a block that is opened but not closed, or closed but not opened.

    The result is None if ``message`` reports a different error, or if ``tags`` are balanced.
    """
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
    if not open_tags:
        return None
    word, tag = open_tags[-1]
    return tag, "never closed", {"tag": tag.text, "end": _make_end_tag(tag, word)}


def _describe_wrong_end(word: str, tag: Tag, open_tags: list[tuple[str, Tag]]) -> _Explanation:
    if not open_tags:
        return tag, "closes nothing", {"tag": tag.text, "opener": word.removeprefix("end")}
    opener, opened = open_tags[-1]
    fields = {"opener": opened.text, "location": opened.location, "end": _make_end_tag(opened, opener)}
    return tag, "closed too early", {"tag": tag.text, **fields}


def _make_end_tag(tag: Tag, word: str) -> str:
    """Return the end tag for an opening tag with the keyword ``word``, with the same prefix.

    >>> _make_end_tag(Tag("{%tr for x in y %}", "", ""), "for")
    '{%tr endfor %}'
    """
    kind = re.match(r"\{%[-+]?\s*(p|tr|tc|r)\s", tag.text)
    return f"{{%{kind[1] if kind else ''} end{word} %}}"


def _read_keyword(tag: Tag) -> str:
    """Return the keyword of a statement.

    The result is an empty string for a value, and for a ``set`` that needs no end tag.
    """
    match = _WORD.match(tag.text)
    if not match or (match[1] == "set" and "=" in match[2]):
        return ""
    return match[1]


def _explain_unknown_tag(message: str, tag: Tag) -> _Explanation | None:
    """Explain a statement that is unknown to Jinja, or a {%p %} tag that docxtpl did not recognise.

    The result is None if ``message`` reports a different error.
    """
    match = _UNKNOWN_TAG.search(message)
    if not match:
        return None
    if match[1] in ("p", "tr", "tc", "r"):
        return tag, "characters", {"tag": shorten_tag(tag)}
    fields = {"tag": shorten_tag(tag), "keyword": match[1]}
    near = get_close_matches(match[1], (*_OPENERS, *_CLOSERS, "set", "else", "elif"), n=1, cutoff=0.5)
    if near:
        return tag, "misspelt keyword", {**fields, "suggestion": near[0]}
    return tag, "unknown keyword", fields


def _explain_misspelt(message: str, tag: Tag) -> _Explanation | None:
    match = _UNKNOWN.search(message)
    if not match:
        return None
    kind, word = match.groups()
    names = (*FILTERS, "keep_with_next", "set_style") if kind == "filter" else tuple(TESTS)
    near = get_close_matches(word, names, n=1)
    fields = {"tag": tag.text, "name": word}
    if near:
        return tag, f"misspelt {kind}", {**fields, "suggestion": near[0]}
    return tag, f"unknown {kind}", {**fields, "known": ", ".join(sorted(names))}


def _explain_other(message: str, tag: Tag) -> _Explanation:
    text = shorten_tag(tag) or "a tag"
    message = re.sub(r" at \d+$", "", message).rstrip(".")
    if message in ('unexpected char "\'"', "unexpected char '\"'"):
        return tag, "open quotation", {"tag": text}
    if message == TOO_DEEP:
        return tag, "too deep", {"tag": text}
    if message == TOO_MANY_BRANCHES:
        return tag, "too many branches", {"tag": text, "limit": str(MAX_BRANCHES)}
    return tag, "", {"tag": text, "error": message}
