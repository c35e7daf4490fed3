"""What the charter page sees: the text of a version, and a block for each city that signs it.

The wording is the official one where all of it is loaded in the document's language, else our restatement;
the two are never mixed, and what is newly written is marked.
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
from assembler.views.charter_signatures import signed
from assembler.views.context import Sight
from assembler.views.footnote import Footnote

NEW = "*"
"""Stands behind a paragraph that is newly written, and before the line that says so."""


class _Page(Struct, frozen=True):
    """One page: the version, the commitments, and the official wording where there is one."""

    sight: Sight
    version: CharterVersion
    text: CharterText
    benchmark: Benchmark
    official: OfficialText | None
    language: str

    def ours(self, words: Wording) -> dict[str, str]:
        """A paragraph of our restatement, with its mark."""
        return {"text": self.sight.says(words.text), "mark": NEW if words.source == "own" else ""}


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/charter-commitment/template.docx`` uses.

    Optional texts are "" where there is nothing. DataError where the wording of the version is not loaded,
    or where the city asked for has not put its name to it.
    """
    about = sight.record.require(CharterRound)
    page = _page(sight, about.charter)
    signatures = _chosen(sight, about)
    return {
        **_heading(page),
        **_wording(page),
        "role_rows": _role_rows([_role(page, dimension) for dimension in page.benchmark.dimensions]),
        **signed(sight, about, signatures),
        **_colophon(page, about),
    }


def _page(sight: Sight, tag: str) -> _Page:
    version = sight.project.charter(tag)
    if version.text is None or version.benchmark is None:
        raise DataError(f"the wording of {tag} is not loaded", location=sight.record.name,
                        hint=f"add text and benchmark to data/charters/{tag.replace('@', '-')}.yaml, "
                        "or name another version")  # fmt: skip
    benchmark = sight.project.benchmark(version.benchmark)
    language = version.find_official_language(sight.own_chain, benchmark)
    official = version.official.get(language)
    return _Page(sight, version, version.text, benchmark, official, language)


def _chosen(sight: Sight, about: CharterRound) -> Sequence[Signature]:
    """Who stands on the page: all who did not withdraw, or the one city that was asked for."""
    city = sight.found_city
    standing = [each for each in about.signatures_for(about.charter) if each.withdrawn is None]
    chosen = [each for each in standing if city is None or each.city == city.id]
    if not chosen:
        who = city.name("en") if city else "any city"
        raise DataError(
            f"there is no signature of {who} under {about.charter}, or it was withdrawn",
            location=sight.record.name,
            hint="name a city of the round that signs this version",
        )
    return chosen


def _heading(page: _Page) -> dict[str, Any]:
    said, official = page.sight.says, page.official
    return {
        "title": official.title if official else said(page.version.title.text),
        "subtitle": official.subtitle if official else said(page.text.subtitle.text),
    }


def _wording(page: _Page) -> dict[str, Any]:
    """Opening (its initial apart), the other paragraphs before the commitments, and those behind them."""
    official = page.official
    if official:
        opening, *rest = ({"text": text, "mark": ""} for text in (*official.opening, *official.preamble))
        delivery = [{"text": text, "mark": ""} for text in official.delivery]
    else:
        opening, *rest = (page.ours(words) for words in (*page.text.opening, *page.text.preamble))
        delivery = [page.ours(words) for words in page.text.delivery]
    initial, after = _initial(opening["text"])
    parts = (opening, *rest, *delivery)
    return {
        "initial": initial,
        "opening": {**opening, "text": after},
        "preamble": rest,
        "delivery": delivery,
        "new": NEW if any(part["mark"] for part in parts) else "",
    }


def _initial(text: str) -> tuple[str, str]:
    """The first letter, with what stands before it, and the rest.

    >>> _initial("Our cities"), _initial("«\u202fNos villes")
    (('O', 'ur cities'), ('«\\u202fN', 'os villes'))
    """
    end = next((at for at, sign in enumerate(text, 1) if sign.isalpha()), 0)
    return text[:end], text[end:]


def _role_rows(roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The roles two abreast."""
    none = {"heading": "", "note": "", "commitments": []}
    pairs = ((left, right) for left, right in zip_longest(roles[::2], roles[1::2], fillvalue=none))
    return [{"left": left, "right": right} for left, right in pairs]


def _role(page: _Page, dimension: Dimension) -> dict[str, Any]:
    role = next(each for each in page.text.roles if each.code == dimension.code)
    official, said = page.official, page.sight.says
    if official:
        heading, note = official.headings[role.code], official.footnotes.get(role.code, "")
    else:
        heading, note = said(role.heading.text), said(role.footnote.text) if role.footnote else ""
    statements = (each.statement for each in dimension.indicators)
    commitments = [each.official[page.language] if official else said(each.text) for each in statements]
    return {
        "heading": heading,
        "note": Footnote(note) if note else "",
        "commitments": [{"text": text} for text in commitments],
    }


def _colophon(page: _Page, about: CharterRound) -> dict[str, Any]:
    """The small print: which version, whose wording."""
    sight = page.sight
    return {
        "version": sight.wording(page.version.label),
        "owner": page.version.owner,
        "official": page.official is not None,
        "official_source": page.official.source if page.official else "",
        "project": sight.project_name,
        "example": about.example,
        "language_name": sight.language_name,
    }
