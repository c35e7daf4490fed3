"""Items that a publication gathers from the reviews of a round, as plain data of ``publication.yaml``.

Agreed weaknesses, recommendations and good practices are copied into ``gathered``, each in the chapter for
its indicators. The editor assigns each of them a number, which names a problem, recommendation or practice of
the publication. If there is nothing with this number yet, it is created with the text of its first source. An
existing text is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assembler.model.reference.findings_publications import ITEMS, Publication
from assembler.model.review.feedback import (
    FeedbackReport,
    FindingKind,
    GoodPractice,
    Recommendation,
    ReviewFinding,
    filter_agreed,
)
from assembler.model.types.values import Text
from assembler.store.records.record import Record
from assembler.structs import Struct

Data = dict[str, Any]
_SECTIONS = {"P": "problems", "R": "recommendations", "G": "practices"}
_PRACTICE = ("title", "text", "year", "link")
_DECIDED = ("item", "left_out")
"""Keys of a gathered item that record the editor's decision on it."""


class Gathered(Struct, frozen=True):
    """The data of a publication after gathering.

    ``withdrawn`` are the sources that the reviews no longer contain but on which the editor has decided.
    ``without_chapter`` maps the number of each item without a chapter to its first source.
    """

    data: Data
    withdrawn: tuple[str, ...] = ()
    without_chapter: Mapping[str, str] = {}


def gather_items(publication: Publication, data: Data, reviews: Iterable[Record]) -> Gathered:
    """Return the ``data`` of ``publication``, updated with the current contents of ``reviews``.

    Nothing that the editor typed is changed. An item that has lost all its sources is removed only if its
    text is still that of a source.
    """
    reviews, old = list(reviews), data.get("gathered") or {}
    current = {source: item for record in reviews for source, item in _list_items(publication, record)}
    gathered = {
        source: {
            **{key: value for key, value in item.items() if value is not None},
            **{key: old[source][key] for key in ("chapter", *_DECIDED) if key in old.get(source, {})},
        }
        for source, item in current.items()
    }
    lost = {source: item for source, item in old.items() if source not in gathered and {*item} & {*_DECIDED}}
    gathered |= lost
    used: dict[str, list[str]] = {}
    for source, item in gathered.items():
        if item.get("item", "")[:1] == ITEMS[source.rpartition(":")[2][0]]:
            used.setdefault(item["item"], []).append(source)
    result = {**data, "gathered": gathered}
    without_chapter = _add_items(result, used)
    _drop_items(result, used, old)
    _link_problems(result, reviews)
    return Gathered(_drop_empty(result, data), tuple(lost), without_chapter)


def _list_items(publication: Publication, record: Record) -> Iterator[tuple[str, Data]]:
    """Yield the source and the data of each item in a review that a publication can use."""
    report = record.find(FeedbackReport)
    if report is None:
        return
    agreed = filter_agreed(report.findings)
    chapters = {
        code: name for name, each in reversed(publication.chapters.items()) for code in each.indicators
    }

    def build_item(item: ReviewFinding | Recommendation | GoodPractice, codes: Iterable[str]) -> Data:
        city = getattr(item, "city", "") or record.review.city
        return {
            "city": city,
            "title": dump_text(item.title, publication, record),
            "text": dump_text(item.text, publication, record),
            "chapter": next((chapters[code] for code in codes if code in chapters), None),
            "year": getattr(item, "year", None),
            "link": getattr(item, "link", None),
        }

    for key, finding in agreed.items():
        if finding.kind is not FindingKind.STRENGTH:
            yield f"{record.name}:{key}", build_item(finding, finding.indicators)
    for key, advice in report.recommendations.items():
        based_on = [agreed[name] for name in advice.findings if name in agreed]
        if based_on:
            codes = (code for each in based_on for code in each.indicators)
            yield f"{record.name}:{key}", build_item(advice, codes)
    for key, practice in report.good_practices.items():
        yield f"{record.name}:{key}", build_item(practice, practice.indicators)


def dump_text(text: Text | None, publication: Publication, record: Record) -> str | Data | None:
    """Return a review's ``text`` as plain data, with its language if that is not the publication's.

    The result is None if there is no text.
    """
    if text is None:
        return None
    language = text.language or record.about.language
    return text.text if language == publication.language else {"text": text.text, "language": language}


def _add_items(data: Data, used: Mapping[str, list[str]]) -> dict[str, str]:
    """Add the items that are in use to ``data``, with cities and sources.

    A new item without a chapter is not added. Returns a mapping from the number of each such item to its
    first source.
    """
    without_chapter = {}
    for number, sources in sorted(used.items(), key=lambda item: ("PRG".index(item[0][0]), int(item[0][1:]))):
        section, gathered = _SECTIONS[number[0]], [data["gathered"][source] for source in sources]
        rows = dict(data.get(section) or {})
        chapter = next((each["chapter"] for each in gathered if each.get("chapter")), None)
        if number not in rows and chapter is None:
            without_chapter[number] = sources[0]
            continue
        parts = {"problems": ("title", "text"), "recommendations": ("text",)}.get(section, _PRACTICE)
        first = {"chapter": chapter, **{part: gathered[0][part] for part in parts if part in gathered[0]}}
        cities = list(dict.fromkeys(each["city"] for each in gathered))
        derived = {"findings": sources} if section == "problems" else {"sources": sources}
        derived |= {} if section == "recommendations" else {"cities": cities}
        rows[number] = {**rows.get(number, first), **derived}
        data[section] = rows
    return without_chapter


def _drop_items(data: Data, used: Mapping[str, list[str]], old: Mapping[str, Data]) -> None:
    """Remove from ``data`` the items that have lost all their sources, and the links to them.

    An item whose text was edited is kept, and only its list of sources is removed.
    """
    texts = [item.get("text") for item in (*old.values(), *data["gathered"].values())]
    for section, key in (("problems", "findings"), ("recommendations", "sources"), ("practices", "sources")):
        rows = dict(data.get(section) or {})
        lost = [number for number, row in rows.items() if number not in used and {*row.get(key, ())} & {*old}]
        for number in lost:
            if rows[number]["text"] in texts:
                del rows[number]
            else:
                rows[number] = {name: value for name, value in rows[number].items() if name != key}
        data[section] = rows
    for section in ("recommendations", "practices"):
        for number, row in data[section].items():
            if missing := [each for each in row.get("problems", ()) if each not in data["problems"]]:
                left = [each for each in row["problems"] if each not in missing]
                data[section][number] = {**row, "problems": left}


def _link_problems(data: Data, reviews: Iterable[Record]) -> None:
    """Link each recommendation in ``data`` to the problems in which the findings behind it are used."""
    based_on: dict[str, list[str]] = {}
    for record in reviews:
        report = record.find(FeedbackReport) or FeedbackReport()
        for key, advice in report.recommendations.items():
            based_on[f"{record.name}:{key}"] = [f"{record.name}:{finding}" for finding in advice.findings]
    for number, row in data["recommendations"].items():
        findings = [finding for source in row.get("sources", ()) for finding in based_on.get(source, ())]
        found = [data["gathered"].get(finding, {}).get("item") for finding in findings]
        linked = [each for each in found if each in data["problems"]]
        if problems := list(dict.fromkeys([*row.get("problems", ()), *linked])):
            data["recommendations"][number] = {**row, "problems": problems}


def _drop_empty(data: Data, before: Data) -> Data:
    """Return ``data`` without the empty sections that ``before``, the old data, did not contain."""
    return {key: value for key, value in data.items() if value or key in before}
