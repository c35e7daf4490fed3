"""View of the charter page: the text of a version, and a block for each city that signs it.

The official wording is used if it is complete in the document's language, or else the project's restatement
of it. The two are never mixed. Newly written paragraphs are marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from assembler.errors import DataError
from assembler.model.reference.benchmark import Benchmark, Dimension, Wording
from assembler.model.reference.charter import (
    CharterRound,
    CharterText,
    CharterVersion,
    OfficialText,
    Signature,
)
from assembler.structs import Struct
from assembler.views.charter_signatures import build_signatures
from assembler.views.context import ViewContext

NEW_TEXT_MARK = "*"
"""Mark after each newly written paragraph, and before the line that explains the mark."""

NOTE_MARKS = "¹²³⁴"
"""Marks of the notes on roles, which are in the colophon."""


class _Page(Struct, frozen=True):
    """The data of one page: the version, the commitments and any official wording."""

    context: ViewContext
    version: CharterVersion
    text: CharterText
    benchmark: Benchmark
    official: OfficialText | None
    language: str

    def build_paragraph(self, words: Wording) -> dict[str, str]:
        """Return a paragraph of the restatement, marked if it is newly written."""
        return {
            "text": self.context.translate(words.text),
            "mark": NEW_TEXT_MARK if words.source == "own" else "",
        }


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/charter-commitment/template.docx`` uses.

    Missing texts are "". Raises DataError if the wording of the version is missing, or if there are no
    signatures to show.
    """
    charter_round = context.record.require(CharterRound)
    page = _build_page(context, charter_round.charter)
    signatures = _select_signatures(context, charter_round)
    wording = _build_wording(page)
    roles = [_build_role(page, dimension) for dimension in page.benchmark.dimensions]
    return {
        **_build_heading(page),
        **wording,
        "notes": _extract_notes(roles),
        "role_rows": _pair_roles(roles),
        **build_signatures(context, charter_round, signatures),
        **_build_colophon(page, charter_round),
    }


def _build_page(context: ViewContext, tag: str) -> _Page:
    version = context.project.charter(tag)
    if version.text is None or version.benchmark is None:
        raise DataError(f"the wording of {tag} is missing", location=context.record.name,
                        hint=f"add the keys `text` and `benchmark` to "
                        f"data/charters/{tag.replace('@', '-')}.yaml, or choose another version")  # fmt: skip
    benchmark = context.project.benchmark(version.benchmark)
    language = version.find_official_language(context.own_chain, benchmark)
    official = version.official.get(language)
    return _Page(context, version, version.text, benchmark, official, language)


def _select_signatures(context: ViewContext, charter_round: CharterRound) -> Sequence[Signature]:
    """Return the signatures to show: all that were not withdrawn, or only that of the requested city.

    Raises DataError if there are none.
    """
    city = context.optional_city
    standing = [
        each for each in charter_round.signatures_for(charter_round.charter) if each.withdrawn is None
    ]
    chosen = [each for each in standing if city is None or each.city == city.id]
    if not chosen:
        tag = charter_round.charter
        if city:
            what = f"{city.name('en')} has not signed {tag}, or has withdrawn its signature"
        else:
            what = f"no city has signed {tag}, or all signatures were withdrawn"
        hint = (
            "choose a city that has signed this version"
            if standing
            else "enter the signatures in charter.yaml"
        )
        raise DataError(what, location=context.record.name, hint=hint)
    return chosen


def _build_heading(page: _Page) -> dict[str, Any]:
    translate, official = page.context.translate, page.official
    return {
        "title": official.title if official else translate(page.version.title.text),
        "subtitle": official.subtitle if official else translate(page.text.subtitle.text),
    }


def _build_wording(page: _Page) -> dict[str, Any]:
    """Return the initial letter, the rest of the opening, and the paragraphs around the commitments."""
    official = page.official
    if official:
        opening, *rest = ({"text": text, "mark": ""} for text in (*official.opening, *official.preamble))
        delivery = [{"text": text, "mark": ""} for text in official.delivery]
    else:
        opening, *rest = (page.build_paragraph(words) for words in (*page.text.opening, *page.text.preamble))
        delivery = [page.build_paragraph(words) for words in page.text.delivery]
    initial, after = _split_initial(opening["text"])
    parts = (opening, *rest, *delivery)
    return {
        "initial": initial,
        "opening": {**opening, "text": after},
        "preamble": rest,
        "delivery": delivery,
        "new": NEW_TEXT_MARK if any(part["mark"] for part in parts) else "",
    }


def _split_initial(text: str) -> tuple[str, str]:
    """Split ``text`` after its first letter, including any punctuation before that letter.

    >>> _split_initial("Our cities"), _split_initial("« Nos villes")
    (('O', 'ur cities'), ('«\\u202fN', 'os villes'))
    """
    end = next((index for index, character in enumerate(text, 1) if character.isalpha()), 0)
    return text[:end], text[end:]


def _pair_roles(roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the roles in rows of two.

    If their number is odd, an empty role completes the last row.
    """
    none = {"heading": "", "sign": "", "mark": "", "commitments": []}
    pairs = ((left, right) for left, right in zip_longest(roles[::2], roles[1::2], fillvalue=none))
    return [{"left": left, "right": right} for left, right in pairs]


def _build_role(page: _Page, dimension: Dimension) -> dict[str, Any]:
    role = next(each for each in page.text.roles if each.code == dimension.code)
    official, translate = page.official, page.context.translate
    if official:
        heading, note = official.headings[role.code], official.footnotes.get(role.code, "")
    else:
        heading, note = translate(role.heading.text), translate(role.footnote.text) if role.footnote else ""
    statements = (each.statement for each in dimension.indicators)
    commitments = [each.official[page.language] if official else translate(each.text) for each in statements]
    return {
        "heading": heading,
        "sign": role.code,
        "note": note,
        "commitments": [{"text": text} for text in commitments],
    }


def _extract_notes(roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace the note of each role with its mark, and return the notes with their marks."""
    marks, notes = iter(NOTE_MARKS), list[dict[str, Any]]()
    for role in roles:
        note = role.pop("note")
        role["mark"] = next(marks) if note else ""
        notes += [{"mark": role["mark"], "text": note}] if note else []
    return notes


def _build_colophon(page: _Page, charter_round: CharterRound) -> dict[str, Any]:
    """Return the imprint, with the version and the source of the wording."""
    context = page.context
    return {
        "version": context.translate_wording(page.version.label),
        "owner": page.version.owner,
        "official": page.official is not None,
        "official_source": page.official.source if page.official else "",
        "project": context.project_name,
        "example": charter_round.example,
        "language_name": context.language_name,
    }
