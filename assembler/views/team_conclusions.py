"""View of the team's conclusions: the evidence on each indicator, findings, advice and approvals.

A card is the part of the form for one finding and its recommendations, or for recommendations without a
finding. A spare card is empty, and is for a new finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from math import ceil
from typing import Any

from assembler.model.reference.benchmark import Indicator
from assembler.model.review.desk_reviews import TeamDeskReview
from assembler.model.review.evidence import EvidenceRecord
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.finding_support import collect_reviewed
from assembler.views.baseline_report import PILLARS
from assembler.views.block import Block
from assembler.views.conclusion_page_breaks import ROOMS, Section, set_page_breaks
from assembler.views.context import ViewContext
from assembler.views.desk_review import build_heading, find_home
from assembler.views.evidence_data import EvidenceData, load_evidence_data
from assembler.views.judgement_symbols import build_letter
from assembler.views.text_shortening import shorten

LONGEST = 75
"""Maximum length, in characters, of an evidence record that the form shows in full elsewhere."""
LINE, LINES = 48, 16
"""Characters in a line of evidence, and the number of lines up to which a finding stays on one page."""
SPARE = {"advice": 8, "findings": 3}
"""Number of empty cards for further recommendations and findings, at the end."""

Numbers = Iterator[str]
"""Unused names of findings or recommendations, such as F14, for spare cards."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/team-conclusions/template.docx`` uses.

    ``assembly.forms`` adds the fields, grids and lists. Each indicator with evidence or findings has a
    section. If there is no evidence at all, every reviewed indicator has a section or, if none was reviewed,
    every indicator. An indicator without findings gets a spare card. A finding is listed once, at its first
    indicator, and a recommendation once, after its first finding. The last group, whose code is "", contains
    the findings and recommendations that belong to no section, and spare cards. ``unheard`` are the
    indicators that have no section.
    """
    log = load_evidence_data(context)
    shown = _find_discussed(context, log)
    indicators = tuple(context.benchmark.indicators())
    sections = _SectionBuilder(log, [each.code for each in indicators if each.code in shown])
    groups: list[dict[str, Any]] = [
        {
            "code": dimension.code,
            "name": context.translate_wording(dimension.name),
            "pillar": index % PILLARS + 1,
            "sections": [sections.build(each) for each in inside],
        }
        for index, dimension in enumerate(context.benchmark.dimensions)
        if (inside := [each for each in dimension.indicators if each.code in shown])
    ]
    for group in groups:
        set_page_breaks(log.data.report, group["sections"], large_print=context.is_large_print)
    groups.append({"code": "", "name": "", "pillar": 0, "sections": sections.build_others()})
    return {
        **build_heading(context),
        "readers": ", ".join(_list_initials(context)),
        "groups": groups,
        "unheard": [
            _build_indicator(context, "without", each) for each in indicators if each.code not in shown
        ],
        "members": list(_build_members(context)),
    }


class _SectionBuilder:
    """Builder of the form’s sections.

    The empty (spare) cards continue the numbering of the findings and recommendations.
    """

    def __init__(self, log: EvidenceData, codes: Iterable[str]) -> None:
        report = log.data.report
        self._log = log
        self._findings = _group_by_owner(report, set(codes))
        self._advice = _group_by_finding(report)
        self._spare_findings = _continue_numbering("F", report.findings)
        self._spare_advice = _continue_numbering("R", report.recommendations)

    def build(self, indicator: Indicator) -> Section:
        """Return the section on ``indicator``, with a spare card if there is no finding on it.

        The judgement on the indicator is asked for above the cards, so its fields precede those of the
        findings. From this order, ``collect`` infers the indicator of a finding in a spare card.
        """
        keys = self._findings.get(indicator.code) or [next(self._spare_findings)]
        block = _build_indicator(self._log.data.context, "indicator", indicator)
        cards = self._build_cards(keys, indicator.code)
        return {"indicators": [block], "cards": cards, "own_page": False}

    def build_others(self) -> list[Section]:
        """Return the findings and recommendations on no indicator, and the spare cards.

        The recommendations come before the spare findings, so that the spare findings belong to no indicator.
        """
        advice = (*self._advice.get("", ()), *islice(self._spare_advice, SPARE["advice"]))
        blocks = [Block("advice", each, own_page=False) for each in advice]
        spare = self._build_cards(islice(self._spare_findings, SPARE["findings"]), "")
        spare[0]["own_page"] = True
        cards = [
            *self._build_cards(self._findings.get("", ()), ""),
            {"findings": [], "advice": blocks, "own_page": False},
            *spare,
        ]
        return [{"indicators": [], "cards": cards, "own_page": False}]

    def _build_cards(self, keys: Iterable[str], owner: str) -> list[dict[str, Any]]:
        """Return the findings ``keys``, listed under the indicator ``owner``, each with its recommendations.

        The first finding has the indicator's evidence in full.
        """
        cards = []
        for number, key in enumerate(keys):
            boxes = list(_build_boxes(self._log, key, owner, in_full=number == 0))
            advice = [Block("advice", each, own_page=False) for each in self._advice.get(key, ())]
            finding = Block("finding", key, boxes=boxes, kept=_fits_a_page(boxes))
            finding.update(dict.fromkeys(ROOMS, 0))
            cards.append({"findings": [finding], "advice": advice, "own_page": False})
        return cards


def _find_discussed(context: ViewContext, log: EvidenceData) -> frozenset[str]:
    """Return the codes of the indicators that have a section."""
    report, team = log.data.report, context.record.find(TeamDeskReview) or TeamDeskReview()
    found = (code for each in report.findings.values() for code in each.indicators[:1])
    in_evidence = frozenset((*(each.indicator for each in log.records.values()), *found))
    codes = in_evidence if log.records else in_evidence | collect_reviewed(report, log.records, team.entries)
    return codes or frozenset(each.code for each in context.benchmark.indicators())


def _build_indicator(context: ViewContext, block: str, indicator: Indicator) -> Block:
    label, statement = context.translate(indicator.label), context.translate_wording(indicator.statement)
    return Block(block, indicator.code, label=label, statement=statement)


def _build_boxes(log: EvidenceData, key: str, owner: str, *, in_full: bool) -> Iterator[Block]:
    """Yield a box for each record on a finding's indicators, and for each record that the finding cites.

    A new finding, whose name ``key`` is not in the report, gets the records on ``owner``. If ``in_full`` is
    true, records on ``owner`` are shown in full. All others are shortened.
    """
    finding = log.data.report.findings.get(key)
    about, cited = (finding.indicators, finding.evidence) if finding else ((owner,), ())
    for name, each in log.in_order:
        if each.indicator in about or name in cited:
            path, text = f"feedback.findings.{key}.evidence.{name}", log.data.flatten(each.statement)
            if not in_full or each.indicator != owner:
                text = shorten(each.statement, LONGEST)
            yield Block("support", f"{key}.{name}", path, key=name, text=text, **_weigh(log, name, each))


def _fits_a_page(boxes: Collection[Block]) -> bool:
    """Return whether a finding with these boxes is certain to fit on a page, even in large print.

    LibreOffice leaves rows out if more of them must stay together than a page can hold.
    """
    return sum(max(2, ceil(len(each["text"].text) / LINE)) for each in boxes) <= LINES


def _weigh(log: EvidenceData, key: str, record: EvidenceRecord) -> dict[str, Any]:
    """Return the judgement of a record, and whether other sessions contradict or confirm it."""
    contradicted, single = key in log.against, key in log.single
    confirmed = record.is_fact and len(log.confirming[key]) > 1
    return {
        **build_letter(record.colour, fact=record.is_fact),
        "judgement": log.data.choice_label(record.colour) or "–",
        "contradicted": contradicted,
        "single": single and not contradicted,
        "confirmed": confirmed and not single and not contradicted,
    }


def _group_by_owner(report: FeedbackReport, known: Collection[str]) -> dict[str, list[str]]:
    """Group the findings by the first of their indicators that is in ``known``.

    Findings without such an indicator are grouped under "".
    """
    return _group(
        (key, next((code for code in each.indicators if code in known), ""))
        for key, each in report.findings.items()
    )


def _group_by_finding(report: FeedbackReport) -> dict[str, list[str]]:
    """Group the recommendations by the first finding on which they are based.

    Recommendations without a finding in the report are grouped under "".
    """
    return _group(
        (key, next((name for name in each.findings if name in report.findings), ""))
        for key, each in report.recommendations.items()
    )


def _group(owners: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, owner in owners:
        groups.setdefault(owner, []).append(key)
    return groups


def _continue_numbering(letter: str, known: Iterable[str]) -> Numbers:
    """Yield new names that continue the ``known`` ones, such as F14 and F15."""
    last = max((int(key.removeprefix(letter)) for key in known), default=0)
    while True:
        last += 1
        yield f"{letter}{last:02}"


def _list_initials(context: ViewContext) -> list[str]:
    people = (member.person for member in context.record.review.team.members)
    return [person.initials for person in people if person.initials]


def _build_members(context: ViewContext) -> Iterator[Block]:
    for member in context.record.review.team.members:
        if initials := member.person.initials:
            home = find_home(context, member.person)
            yield Block("member", initials, office=member.person.office, home=home)
