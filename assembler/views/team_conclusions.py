"""View of the team's conclusions: the evidence on each indicator, findings, advice and approvals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assembler.model.reference.benchmark import Indicator
from assembler.model.review.desk import TeamDeskReview
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.finding_support import collect_reviewed
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.desk_review import build_heading, find_home
from assembler.views.evidence_data import EvidenceData, load_evidence_data
from assembler.views.text_shortening import shorten

LONGEST = 75
"""Maximum length, in characters, of an evidence record beside its box; the list above shows it in full."""

Numbers = Iterator[str]
"""Unused names of findings or recommendations, such as F14, for spare rows."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return the data for the names used in ``templates/team-conclusions/template.docx``.

    Fields, grids and lists are added elsewhere. Each reviewed indicator has its findings and recommendations,
    followed by a spare row for each kind. A finding or recommendation is listed once, at its first indicator.
    The last group, without a code, contains those that have no reviewed indicator.
    """
    log = load_evidence_data(context)
    report = log.data.report
    team = context.record.find(TeamDeskReview) or TeamDeskReview()
    wanted = collect_reviewed(report, log.records, team.entries)
    indicators = [each for each in context.benchmark.indicators() if each.code in wanted or not wanted]
    findings, advice = _group_by_owner(report, [each.code for each in indicators])
    spare = _number_from("F", report.findings), _number_from("R", report.recommendations)

    def build_section(indicator: Indicator) -> dict[str, Any]:
        code = indicator.code
        return {
            "indicators": [_build_indicator(log, indicator)],
            "findings": _build_findings(log, (*findings.get(code, ()), next(spare[0])), code),
            "advice": [Block("advice", each) for each in (*advice.get(code, ()), next(spare[1]))],
        }

    shown = {each.code for each in indicators}
    groups: list[dict[str, Any]] = [
        {
            "code": dimension.code,
            "name": context.translate_wording(dimension.name),
            "sections": [build_section(each) for each in dimension.indicators if each.code in shown],
        }
        for dimension in context.benchmark.dimensions
    ]
    others = {
        "indicators": [],
        "findings": _build_findings(log, findings.get("", ()), ""),
        "advice": [Block("advice", each) for each in advice.get("", ())],
    }
    if any(others.values()):
        groups.append({"code": "", "name": "", "sections": [others]})
    return {
        **build_heading(context),
        "readers": ", ".join(_list_initials(context)),
        "groups": [each for each in groups if each["sections"]],
        "members": list(_build_members(context)),
    }


def _build_indicator(log: EvidenceData, indicator: Indicator) -> Block:
    context = log.data.context
    return Block(
        "indicator",
        indicator.code,
        label=context.translate(indicator.label),
        statement=context.translate_wording(indicator.statement),
        **_build_evidence(log, indicator.code),
    )


def _build_findings(log: EvidenceData, keys: Iterable[str], owner: str) -> list[Block]:
    """Return a block with boxes for each of the findings ``keys``, listed under the indicator ``owner``."""
    return [Block("finding", key, boxes=list(_build_boxes(log, key, owner))) for key in keys]


def _build_boxes(log: EvidenceData, key: str, owner: str) -> Iterator[Block]:
    """Yield a box for each evidence record on a finding's indicators, and for each that the finding cites."""
    finding = log.data.report.findings.get(key)
    about, cited = (finding.indicators, finding.evidence) if finding else ((owner,), ())
    for name, each in log.in_order:
        if each.indicator in about or name in cited:
            path, text = f"feedback.findings.{key}.evidence.{name}", shorten(each.statement, LONGEST)
            yield Block("support", f"{key}.{name}", path, key=name, text=text)


def _group_by_owner(
    report: FeedbackReport, codes: Iterable[str]
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Map indicators to their findings and, separately, to their recommendations.

    Each finding and recommendation is listed once, at its first indicator among ``codes``, or at "" if it
    has none.
    """
    known = set(codes)
    owners = {
        key: next((code for code in each.indicators if code in known), "")
        for key, each in report.findings.items()
    }
    advice = {
        key: next((owner for name in each.findings if (owner := owners.get(name, ""))), "")
        for key, each in report.recommendations.items()
    }
    return _invert(owners), _invert(advice)


def _invert(owners: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, owner in owners.items():
        groups.setdefault(owner, []).append(key)
    return groups


def _number_from(letter: str, known: Iterable[str]) -> Numbers:
    """Yield the names that follow the ``known`` ones, such as F14, F15 ..."""
    last = max((int(key.removeprefix(letter)) for key in known), default=0)
    while True:
        last += 1
        yield f"{letter}{last:02}"


def _build_evidence(log: EvidenceData, code: str) -> dict[str, Any]:
    """Return the evidence on an indicator: confirmed, from one session, contradicted, and the rest."""
    here = log.group_by_indicator(log.records).get(code, {})
    kinds: dict[str, Callable[[str], bool]] = {
        "contradicted": lambda key: key in log.against,
        "single": lambda key: key in log.single,
        "confirmed": lambda key: here[key].is_fact and len(log.confirming[key]) > 1,
        "unsupported": lambda _key: True,
    }
    groups: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for key, each in here.items():
        kind = next(name for name, fits in kinds.items() if fits(key))
        groups[kind].append({
            "key": key,
            "text": log.data.flatten(each.statement),
            "colour": log.data.choice_label(each.colour) or "–",
        })  # fmt: skip
    return groups


def _list_initials(context: ViewContext) -> list[str]:
    people = (member.person for member in context.record.review.team.members)
    return [person.initials for person in people if person.initials]


def _build_members(context: ViewContext) -> Iterator[Block]:
    for member in context.record.review.team.members:
        if initials := member.person.initials:
            home = find_home(context, member.person)
            yield Block("member", initials, office=member.person.office, home=home)
