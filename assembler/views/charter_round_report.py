"""View of the report on a round of progress reports: counts for each commitment, and examples by city.

Cities are counted and listed in the alphabetical order of the language, but never ranked (rule R27).
Commitments are counted separately for each version of the charter, because a city is bound by the text that
it signed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.reference.benchmark import Benchmark, Dimension, Indicator
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.progress_reports import (
    COUNTED,
    NO_ANSWER,
    NO_REPORT,
    RATING_SYMBOLS,
    CityProgress,
    CommitmentRating,
    CommitmentReport,
    ProgressRound,
)
from assembler.model.types.chart import Bars, Chart, Series, Tone
from assembler.structs import Struct
from assembler.values import period
from assembler.values.date import show_long
from assembler.values.joined_items import join_items
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext
from assembler.views.previous_edition import find_previous

_KEYS = {
    CommitmentRating.FULLY: "fully",
    CommitmentRating.PARTLY: "partly",
    CommitmentRating.NOT_AT_ALL: "not_at_all",
    None: "no_answer",
}
"""Maps each rating to the name of its count in the template."""
_TONES = {
    CommitmentRating.FULLY: Tone.DARK,
    CommitmentRating.PARTLY: Tone.MEDIUM,
    CommitmentRating.NOT_AT_ALL: Tone.LIGHT,
    None: Tone.WHITE,
}
_ORDER = (CommitmentRating.NOT_AT_ALL, CommitmentRating.PARTLY, CommitmentRating.FULLY)
MOST_AT_A_GLANCE = 4
"""Maximum number of commitments in each table of the summary page."""
CHANGE_SIGNS = {"higher": "▲", "same": "=", "lower": "▼"}
"""Signs before the numbers of cities whose ratings rose, stayed or fell."""


class _Version(Struct, frozen=True):
    """A version of the charter, with the reports on it.

    ``reports`` maps the name of each city to its report.
    """

    context: ViewContext
    tag: str
    benchmark: Benchmark
    reports: Mapping[str, CityProgress]
    before: Mapping[str, CityProgress]
    """Reports by the same cities on the same version in the previous edition, by city name."""

    def collect(self, code: str) -> list[tuple[str, CommitmentReport]]:
        """Return the name of each reporting city with its report on the commitment ``code``.

        The report is empty if the city did not report on this commitment.
        """
        empty = CommitmentReport()
        return [(city, each.commitments.get(code, empty)) for city, each in self.reports.items()]

    def count_ratings(self, code: str) -> Counter[CommitmentRating | None]:
        """Count the cities by their rating of the commitment ``code``, which is None if they gave none."""
        return Counter(each.rating for _, each in self.collect(code))

    def count(self, code: str) -> dict[str, str]:
        """Return the counts of ``count_ratings`` as texts, by name, and how many cities reported."""
        counts = self.count_ratings(code)
        numbers = {name: str(counts[rating]) for rating, name in _KEYS.items()}
        return {**numbers, "base": str(len(self.reports))}

    def draw(self, code: str) -> dict[str, str]:
        """Return the counts of ``count_ratings``, each after its symbol, and how many cities reported.

        If no city gave a rating, its text is "".
        """
        counts = self.count_ratings(code)
        drawn = {
            name: f"{RATING_SYMBOLS[rating]}\N{NO-BREAK SPACE}{counts[rating]}" if counts[rating] else ""
            for rating, name in _KEYS.items()
        }
        return {**drawn, "base": str(len(self.reports))}

    def is_kept_by_most(self, code: str) -> bool:
        """Return whether more than half of the reporting cities fully keep a commitment."""
        return self.count_ratings(code)[CommitmentRating.FULLY] * 2 > len(self.reports)


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/charter-round-report/template.docx`` uses.

    Missing texts are "". Counts of cities are numbers; ``document.yaml`` declares the phrases that show them.
    """
    charter_round, edition = context.record.require(CharterRound), context.record.require(ProgressRound)
    names = _name_cities(context, charter_round)
    reported = {city: edition.filter_answered()[city] for city in names if city in edition.filter_answered()}
    versions = list(_build_versions(context, names, reported))
    silent = [name for city, name in names.items() if city not in reported]
    return {
        **_build_heading(context, charter_round, edition),
        "signatory_count": len(names),
        "report_count": len(reported),
        "figures": _build_figures(names, reported, versions),
        "missing": join_items(silent, context.language.code),
        "has_reports": bool(reported),
        "cities": [_build_city(context, charter_round, edition, *each) for each in names.items()],
        "ratings": {key: _label(context, rating) for rating, key in _KEYS.items()},
        "versions": [_build_version(each, is_only=len(versions) == 1) for each in versions],
        "contexts": [
            {"city": names[city], "text": each.context} for city, each in reported.items() if each.context
        ],
    }


def _build_heading(
    context: ViewContext, charter_round: CharterRound, edition: ProgressRound
) -> dict[str, Any]:
    code = context.language.code
    return {
        "title": context.translate_wording(context.project.charter(charter_round.charter).title),
        "edition_name": edition.edition or "",
        "period": period.show(edition.period) if edition.period else "",
        "dated": show_long(edition.dated, code) if edition.dated else "",
        "page_foot": show_long(edition.dated, code) if edition.dated else "",
        "introduction": edition.introduction or "",
        "language_name": context.language_name,
        "project": context.project_name,
        "example": context.record.about.example,
    }


def _build_figures(
    names: Mapping[str, str], reported: Mapping[str, CityProgress], versions: list[_Version]
) -> dict[str, str]:
    """Return the key figures of the round.

    A commitment that occurs in two versions of the charter counts twice.
    """
    commitments = sum(len(list(each.benchmark.indicators())) for each in versions)
    answers = [answer for each in reported.values() for answer in each.commitments.values()]
    return {
        "signed": str(len(names)),
        "reported": str(len(reported)),
        "commitments": str(commitments),
        "examples": str(sum(answer.example is not None for answer in answers)),
    }


def _name_cities(context: ViewContext, charter_round: CharterRound) -> dict[str, str]:
    """Map the ids of the signatories to their names, in the alphabetical order of the language."""
    code = context.language.code
    cities = charter_round.standing_signatures()
    names = {city: context.cities[city].name(code) if city in context.cities else city for city in cities}
    return dict(sorted(names.items(), key=lambda each: sort_key(each[1], code)))


def _label(context: ViewContext, rating: CommitmentRating | None) -> str:
    return capitalise(context.translate(rating.label if rating else NO_ANSWER))


def _build_city(
    context: ViewContext, charter_round: CharterRound, edition: ProgressRound, city: str, name: str
) -> dict[str, str]:
    code, signed = context.language.code, charter_round.standing_signatures()[city].signed
    report = edition.filter_answered().get(city)
    dated = show_long(report.reported, code) if report and report.reported else ""
    return {
        "name": name,
        "version": context.translate_wording(
            context.project.charter(charter_round.version_signed(city)).label
        ),
        "signed": show_long(signed, code) if signed else "",
        "reported": dated if report else context.translate(NO_REPORT),
    }


def _build_versions(
    context: ViewContext, names: Mapping[str, str], reported: Mapping[str, CityProgress]
) -> Iterator[_Version]:
    """Yield each version of the charter on which cities reported, sorted by its tag."""
    charter_round, previous = context.record.require(CharterRound), find_previous(context)
    tags = {city: charter_round.version_signed(city) for city in reported}
    for tag in sorted(set(tags.values())):
        reports = {names[city]: each for city, each in reported.items() if tags[city] == tag}
        before = {
            names[city]: report
            for city in reported
            if previous is not None
            and tags[city] == tag == previous.charter_round.version_signed(city)
            and (report := previous.find_report(city)) is not None
        }
        benchmark = context.project.benchmark(context.project.charter(tag).benchmark or "")
        yield _Version(context, tag, benchmark, reports, before)


def _build_version(version: _Version, *, is_only: bool) -> dict[str, Any]:
    context, commitments = version.context, list(version.benchmark.indicators())
    label = context.translate_wording(context.project.charter(version.tag).label)
    return {
        "label": "" if is_only else label,
        **_build_message(version, commitments),
        "chart": _build_chart(version, commitments),
        "rows": [{**_name(context, each), **version.count(each.code)} for each in commitments],
        **_build_changes(version, commitments),
        "roles": [_build_role(version, each) for each in version.benchmark.dimensions],
    }


def _build_message(version: _Version, commitments: list[Indicator]) -> dict[str, Any]:
    """Return the commitments fully kept by most cities and, among the others, the hardest to keep.

    At most ``MOST_AT_A_GLANCE`` of each are returned.
    """
    counts = {each.code: version.count_ratings(each.code) for each in commitments}

    def count_kept(each: Indicator) -> int:
        return -counts[each.code][CommitmentRating.FULLY]

    def count_hard(each: Indicator) -> tuple[int, int]:
        return -counts[each.code][CommitmentRating.NOT_AT_ALL], counts[each.code][CommitmentRating.FULLY]

    kept = sorted((each for each in commitments if version.is_kept_by_most(each.code)), key=count_kept)
    hard = sorted((each for each in commitments if not version.is_kept_by_most(each.code)), key=count_hard)
    return {
        name: [
            {**_name(version.context, each), **version.draw(each.code)} for each in chosen[:MOST_AT_A_GLANCE]
        ]
        for name, chosen in (("kept", kept), ("hard", hard))
    }


def _name(context: ViewContext, commitment: Indicator) -> dict[str, str]:
    return {"label": context.translate(commitment.label)}


def _build_chart(version: _Version, commitments: list[Indicator]) -> Chart:
    context = version.context
    counts = [version.count_ratings(each.code) for each in commitments]
    used = [rating for rating in _KEYS if any(each[rating] for each in counts)] or list(_KEYS)
    series = (
        Series(_label(context, rating), tuple(each[rating] for each in counts), _TONES[rating])
        for rating in used
    )
    names = (context.translate(each.label) for each in commitments)
    return Chart(tuple(names), tuple(series), context.translate(COUNTED), bars=Bars.STACKED)


def _build_changes(version: _Version, commitments: list[Indicator]) -> dict[str, Any]:
    """Return how the ratings of each commitment changed, and those that changed in the most cities.

    At most ``MOST_AT_A_GLANCE`` are among the latter. Both lists are empty if none of the cities reported on
    this version in the previous edition.
    """
    if not version.before:
        return {"changes": [], "most_changed": []}
    changes = [_compare(version, each) for each in commitments]
    moved = [each for each in changes if _count_moves(each) != (0, 0)]
    most = sorted(moved, key=_count_moves, reverse=True)[:MOST_AT_A_GLANCE]
    return {"changes": changes, "most_changed": [_draw_change(each) for each in most]}


def _count_moves(change: Mapping[str, str]) -> tuple[int, int]:
    """Return how many cities changed their rating, and how many of those raised it."""
    higher, lower = int(change["higher"]), int(change["lower"])
    return higher + lower, higher


def _draw_change(change: Mapping[str, str]) -> dict[str, str]:
    """Return the commitment's label, and each count after its sign, or "" for a count of 0."""
    drawn = {
        name: f"{sign}\N{NO-BREAK SPACE}{change[name]}" if change[name] != "0" else ""
        for name, sign in CHANGE_SIGNS.items()
    }
    return {"label": change["label"], **drawn}


def _compare(version: _Version, commitment: Indicator) -> dict[str, str]:
    """Return how many cities rate a commitment higher, the same or lower than in the previous edition.

    Only cities that rated it in both editions are counted. ``base`` is their number.
    """
    now = {city: each.rating for city, each in version.collect(commitment.code) if each.rating}
    last = {
        city: report.rating
        for city, each in version.before.items()
        if city in now and (report := each.commitments.get(commitment.code)) and report.rating
    }
    steps = [_ORDER.index(now[city]) - _ORDER.index(rating) for city, rating in last.items()]
    return {
        **_name(version.context, commitment),
        "higher": str(sum(step > 0 for step in steps)),
        "same": str(sum(step == 0 for step in steps)),
        "lower": str(sum(step < 0 for step in steps)),
        "base": str(len(steps)),
    }


def _build_role(version: _Version, dimension: Dimension) -> dict[str, Any]:
    context = version.context
    return {
        "name": context.translate_wording(dimension.name),
        "norm": context.translate_wording(dimension.norm) if dimension.norm else "",
        "commitments": [_build_commitment(version, each) for each in dimension.indicators],
    }


def _build_commitment(version: _Version, commitment: Indicator) -> dict[str, Any]:
    context, reports = version.context, version.collect(commitment.code)
    answers = [row for city, each in reports for row in _list_answers(context, city, each)]
    return {
        **_name(context, commitment),
        **version.draw(commitment.code),
        "statement": context.translate_wording(commitment.statement),
        "answers": [
            {**row, "is_kept": at in (0, len(answers) - 2) and len(answers) > 1}
            for at, row in enumerate(answers)
        ],
    }


def _list_answers(context: ViewContext, city: str, report: CommitmentReport) -> Iterator[dict[str, Any]]:
    """Yield a row for the example, the obstacle and the next step of a city, as far as the city gave them.

    The row for the next step also appears if only the person responsible or the deadline is known.
    """
    texts = {"example": report.example, "obstacle": report.obstacle, "next_step": report.next_step}
    person = _name_person(context, report)
    for topic, words in texts.items():
        named = person if topic == "next_step" else dict.fromkeys(person, "")
        if words or any(named.values()):
            yield {"city": city, **{each: each == topic for each in texts}, "words": words or "", **named}


def _name_person(context: ViewContext, report: CommitmentReport) -> dict[str, Any]:
    """Return who is responsible for the next step, and by when."""
    deadline = report.deadline
    return {
        "owner": report.owner or "",
        "after_owner": ", " if report.owner and deadline else "",
        "deadline": show_long(deadline, context.language.code).replace(" ", "\u00a0") if deadline else "",
    }
