"""View of a findings publication: chapters with problems, recommendations, practices and comparisons.

In the paired layout, which prints recommendations with their problems, a problem without a recommendation is
shown as open. A problem found in a single city is shown as not shared. A practice that its city refuses to
publish is omitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from assembler.i18n.languages.collation import sort_key
from assembler.model.reference.benchmark import Dimension
from assembler.model.reference.findings_publications import (
    Comparison,
    Consent,
    GlossaryTerm,
    Problem,
    Publication,
    PublicationChapter,
    PublicationPractice,
    PublicationRecommendation,
)
from assembler.model.types.values import RichText, Text
from assembler.structs import Struct
from assembler.values.joined_items import join_items
from assembler.views.context import ViewContext
from assembler.views.cross_references import Mark, References
from assembler.views.report_data import flatten

_COUNTED = ("problems", "recommendations", "practices")
Item = TypeVar("Item", Problem, PublicationRecommendation, PublicationPractice)


class PublicationData(Struct, frozen=True):
    """A publication and the context of its document.

    ``practices`` does not contain those that a city refuses to publish.
    """

    context: ViewContext
    publication: Publication
    practices: Mapping[str, PublicationPractice]

    def city_name(self, name: str) -> str:
        """Return the city's name in the document's language, or the id ``name`` if the city is unknown."""
        city = self.context.cities.get(name)
        return city.name(self.context.language.code) if city else name

    def join_cities(self, names: Iterable[str]) -> str:
        """Return the names of the cities with these ids, in alphabetical order, so that none is ranked."""
        code = self.context.language.code
        return join_items(sorted(map(self.city_name, names), key=partial(sort_key, language=code)), code)


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/findings-publication/template.docx`` uses.

    Missing texts are "". Counts in sentences are numbers; ``document.yaml`` declares the phrases that show
    them.
    """
    publication = context.record.require(Publication)
    practices = {k: each for k, each in publication.practices.items() if each.consent is not Consent.REFUSED}
    data = PublicationData(context, publication, practices)
    groups = list(_build_groups(data))
    return {
        **_build_cover(data),
        **_build_glance(data, groups),
        "thanks": publication.thanks or "",
        "imprint": publication.imprint or "",
        "introduction": [{"title": each.title, "text": each.text} for each in publication.introduction],
        "glossary": [_build_term(each) for each in publication.glossary.terms],
        "caveat": publication.glossary.caveat or "",
        "reading_note": publication.reading_note or "",
        "benchmark": [_build_role(context, each) for each in _list_roles(data)],
        "paired": publication.layout == "paired",
        "groups": groups,
        "conclusion": publication.conclusion or "",
        "about": publication.about or "",
    }


def _build_cover(data: PublicationData) -> dict[str, Any]:
    publication, context = data.publication, data.context
    return {
        "title": publication.title,
        "subtitle": publication.subtitle or "",
        "year": str(publication.year) if publication.year else "",
        "page_foot": str(publication.year) if publication.year else "",
        "authors": join_items([each.text for each in publication.authors], context.language.code),
        "cities": data.join_cities(publication.cities),
        "partners": data.join_cities(publication.partners),
        "project": context.project_name,
        "language_name": context.language_name,
        "example": publication.example,
    }


def _build_glance(data: PublicationData, groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the data of the page “At a glance”.

    These are counts, the overview of the groups, practices by city, and the problems that are open or found
    in only one city.
    """
    publication = data.publication
    chapters = [chapter for group in groups for chapter in group["chapters"]]
    return {
        "city_count": len(publication.cities),
        "problem_count": len(publication.problems),
        "recommendation_count": len(publication.recommendations),
        "practice_count": len(data.practices),
        "overview": groups if chapters else [],
        "by_city": _list_practices_by_city(data),
        "open_problems": [each for chapter in chapters for each in chapter["problems"] if each["is_open"]],
        "lone_problems": [each for chapter in chapters for each in chapter["problems"] if each["lone_city"]],
    }


def _list_practices_by_city(data: PublicationData) -> list[dict[str, Any]]:
    """Return the cities in alphabetical order, each with references to its practices."""
    by_city: dict[str, list[str]] = {}
    for key, practice in data.practices.items():
        for city in practice.cities:
            by_city.setdefault(data.city_name(city), []).append(key)
    return [
        {"city": city, "practices": References(tuple(by_city[city]))}
        for city in sorted(by_city, key=partial(sort_key, language=data.context.language.code))
    ]


def _list_roles(data: PublicationData) -> list[Dimension]:
    """Return the dimensions of the benchmark that have chapters in the publication."""
    used = {each.pillar for each in data.publication.chapters.values()}
    return [each for each in data.context.benchmark.dimensions if each.code in used]


def _build_role(context: ViewContext, dimension: Dimension) -> dict[str, Any]:
    return {
        "name": context.translate_wording(dimension.name),
        "norm": context.translate_wording(dimension.norm) if dimension.norm else "",
        "indicators": [{"text": context.translate_wording(each.statement)} for each in dimension.indicators],
    }


def _build_term(term: GlossaryTerm) -> dict[str, Any]:
    return {
        "term": term.term,
        "definition": term.definition,
        "sources": [{"name": each} for each in term.sources],
    }


def _build_groups(data: PublicationData) -> Iterator[dict[str, Any]]:
    """Yield a group for each run of chapters with the same role.

    Chapters without a role are in a group without a name.
    """
    names = {each.code: data.context.translate_wording(each.name) for each in _list_roles(data)}
    numbers, chapters = data.publication.numbers, data.publication.chapters
    for pillar, codes in groupby(chapters, lambda code: chapters[code].pillar):
        built = [_build_chapter(data, code, numbers[code], chapters[code]) for code in codes]
        yield {
            "name": names.get(pillar or "", ""),
            "chapters": built,
            **{name: str(sum(int(each[f"{name[:-1]}_number"]) for each in built)) for name in _COUNTED},
        }


def _build_chapter(
    data: PublicationData, code: str, number: int, chapter: PublicationChapter
) -> dict[str, Any]:
    recommendations = _filter_chapter(data.publication.recommendations, code)
    problems = _filter_chapter(data.publication.problems, code)
    practices = _filter_chapter(data.practices, code)
    shown: set[str] = set()
    return {
        "number": str(number),
        "title": chapter.title,
        "scope": chapter.scope or "",
        "summary": chapter.summary or "",
        "comparisons": [_build_comparison(data, each) for each in chapter.comparisons],
        "problems": [_build_problem(data, key, shown) for key in problems],
        "advice": [
            _build_recommendation(data, key, each)
            for key, each in recommendations.items()
            if not each.problems
        ],
        "practices": [_build_practice(data, key, each) for key, each in practices.items()],
        "problem_number": str(len(problems)),
        "recommendation_number": str(len(recommendations)),
        "practice_number": str(len(practices)),
    }


def _filter_chapter(items: Mapping[str, Item], code: str) -> dict[str, Item]:
    return {key: each for key, each in items.items() if each.chapter == code}


def _build_problem(data: PublicationData, key: str, shown: set[str]) -> dict[str, Any]:
    """Return a problem with its recommendations, and add the names of the recommendations to ``shown``.

    Recommendations that are already in ``shown`` are not repeated, but listed by number.
    """
    publication, problem = data.publication, data.publication.problems[key]
    keys = publication.find_recommendations(key)
    new = [each for each in keys if each not in shown]
    shown.update(new)
    practices = tuple(each for each in publication.find_practices(key) if each in data.practices)
    heading = problem.title or _to_line(data, problem.text)
    return {
        "mark": Mark(key),
        "number": References((key,)),
        "title": heading or flatten(problem.text, publication.language),
        "text": "" if heading and not problem.title else problem.text,
        "recommendations": [
            _build_recommendation(data, each, publication.recommendations[each]) for each in new
        ],
        "also": References(tuple(each for each in keys if each not in new)),
        "is_open": publication.layout == "paired" and not keys,
        "cities": data.join_cities(problem.cities) if len(problem.cities) > 1 else "",
        "lone_city": data.join_cities(problem.cities) if len(problem.cities) == 1 else "",
        "practices": References(practices),
    }


def _to_line(data: PublicationData, text: RichText) -> Text | None:
    """Return ``text`` as a line if it is one unformatted paragraph, or else None."""
    line = flatten(text, data.publication.language)
    return line if line.text == text.text.strip() else None


def _build_recommendation(
    data: PublicationData, key: str, recommendation: PublicationRecommendation
) -> dict[str, Any]:
    line = _to_line(data, recommendation.text)
    return {"mark": Mark(key), "line": line or "", "text": "" if line else recommendation.text}


def _build_practice(data: PublicationData, key: str, practice: PublicationPractice) -> dict[str, Any]:
    return {
        "mark": Mark(key),
        "title": practice.title,
        "text": practice.text,
        "place": _name_place(data, practice),
        "link": practice.link or "",
        "needs_consent": bool(practice.cities) and not practice.is_publishable,
    }


def _name_place(data: PublicationData, practice: PublicationPractice) -> str:
    """Return the cities or the organisation of a practice, followed by its year if the year is known."""
    place = data.join_cities(practice.cities) or practice.organisation
    return f"{place} ({practice.year})" if place and practice.year else place


def _build_comparison(data: PublicationData, comparison: Comparison) -> dict[str, Any]:
    key: Callable[[str], Any] = partial(sort_key, language=data.context.language.code)
    rows = sorted(
        ((data.city_name(city), text) for city, text in comparison.by_city.items()),
        key=lambda row: key(row[0]),
    )
    return {
        "title": comparison.title,
        "introduction": comparison.introduction or "",
        "rows": [{"city": city, "text": text} for city, text in rows],
    }
