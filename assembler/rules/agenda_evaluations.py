"""Rules for the evaluation of a policy agenda: percentages, attendance, numbers in texts and answers."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.agenda_evaluations import (
    ATTENDANCE_GAP,
    CONTRADICTED_CLAIM,
    IMPOSSIBLE_PERCENTAGES,
    OTHER_BASE,
    PRINTED_PERCENTAGE,
    UNEXPECTED_ANSWER,
    UNKNOWN_ANSWER,
    UNKNOWN_MEETING,
)
from assembler.model.reference.agenda_evaluations import (
    Claim,
    ListStatus,
    ResultTable,
    can_be_rounded_from,
    compute_percentage,
)
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.model.reference.survey import (
    Survey,
    find_unexpected_answers,
    find_unknown_answers,
    list_questions,
)
from assembler.rules.rule import evaluation_of, relax_for_source
from assembler.store.records.record import Record


def printed_percentage(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check each printed percentage against its count, in tables with counts (S3:280-652; R32)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, result in enumerate(table.rows):
            for column, printed in enumerate(result.printed if result.counts else ()):
                computed = table.compute_share(row, column)
                if None not in (printed, computed) and printed != computed:
                    yield relax_for_source(
                        record,
                        PRINTED_PERCENTAGE.at(
                            record.locate(f"evaluation.tables[{number}].rows[{row}].printed[{column}]"),
                            printed=str(printed),
                            count=str(result.counts[column]),
                            base=str(table.find_base(row, column)),
                            computed=str(computed),
                        ),
                    )


def impossible_percentages(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that the percentages in each row without counts are possible for its base (S3:649; R32)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, result in enumerate(table.rows):
            printed = [each for each in result.printed if each is not None]
            base = table.find_printed_base(row, 0)
            if not result.counts and printed and not can_be_rounded_from(printed, base):
                yield relax_for_source(
                    record,
                    IMPOSSIBLE_PERCENTAGES.at(
                        record.locate(f"evaluation.tables[{number}].rows[{row}].printed"),
                        base=str(base),
                        printed=", ".join(map(str, printed)),
                    ),
                )


def other_base(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check the number of people given as the base of a row or column against its counts (S3:650; R34)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, column in _list_cells_with_bases(table):
            printed, base = table.find_printed_base(row, column), table.find_base(row, column)
            if printed != base:
                path = f"evaluation.tables[{number}]"
                path += f".rows[{row}].counts" if table.shares == "rows" else f".bases[{column}]"
                yield relax_for_source(
                    record, OTHER_BASE.at(record.locate(path), printed=str(printed), base=str(base))
                )


def _list_cells_with_bases(table: ResultTable) -> list[tuple[int, int]]:
    """Return the row and the column of one cell for each base.

    A table without counts has no bases.
    """
    if not any(each.counts for each in table.rows):
        return []
    if table.shares == "rows":
        return [(row, 0) for row, result in enumerate(table.rows) if result.counts]
    return [(0, column) for column in range(len(table.columns))]


def attendance_gap(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check the total of each meeting against its categories (S3:364-401; R35, R36).

    If there is no attendance list, the total is an estimate, which is reported instead.
    """
    for number, meeting in enumerate(evaluation_of(record).meetings):
        location = record.locate(f"evaluation.meetings[{number}]")
        total, gap = str(meeting.total), meeting.difference
        if meeting.list is ListStatus.MISSING:
            yield ATTENDANCE_GAP.at(location, "no list", total=total)
        elif meeting.visitors and gap:
            fields = {"sum": str(meeting.total - gap), "difference": str(abs(gap)), "total": total}
            yield ATTENDANCE_GAP.at(location, "more" if gap < 0 else "", **fields)


def contradicted_claim(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check each number in the text against its count, its base and other passages (S3:92-800; R32)."""
    for number, claim in enumerate(evaluation_of(record).claims):
        yield from _check_claim(claim, record.locate(f"evaluation.claims[{number}]"))


def _check_claim(claim: Claim, location: Location) -> Iterator[Diagnostic]:
    base, printed = claim.base or 0, claim.printed
    if claim.contradiction:
        text = claim.contradiction.text_in(("en",)).text
        yield CONTRADICTED_CLAIM.at(location, "contradiction", contradiction=text.rstrip("."))
    if printed is None and base > sum(claim.counts):
        missing = str(base - sum(claim.counts))
        yield CONTRADICTED_CLAIM.at(location, "unaccounted", missing=missing, base=str(base))
    if printed is not None and not claim.counts and base:
        if not can_be_rounded_from((printed, 100 - printed), base):
            yield CONTRADICTED_CLAIM.at(location, "impossible", base=str(base), printed=str(printed))
    elif printed is not None and base:
        count = sum(claim.counts)
        computed = compute_percentage(count, base)
        if computed != printed:
            fields = {"printed": printed, "count": count, "base": base, "computed": computed}
            texts = {name: str(value) for name, value in fields.items()}
            yield CONTRADICTED_CLAIM.at(location, **texts)


def unknown_meeting(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that each cited meeting is in the list with its place and date (S3:705-707; R37)."""
    evaluation = evaluation_of(record)
    known = {(meeting.day, meeting.place) for meeting in evaluation.meetings}
    for number, cited in enumerate(evaluation.cited_meetings):
        if (cited.day, cited.place) not in known:
            location = record.locate(f"evaluation.cited_meetings[{number}]")
            yield UNKNOWN_MEETING.at(location, place=cited.place, day=cited.day.isoformat())


def unexpected_answer(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that respondents answer only questions that are meant for them (R32)."""
    answers, tables = (record.find(Survey) or Survey()).answers, evaluation_of(record).tables
    conditions = {each.code: each.asked_if for each in list_questions(tables)}
    for respondent, question in find_unexpected_answers(tables, answers):
        expected = ", ".join(f"{code}: {answer}" for code, answer in conditions[question].items())
        location = record.locate(f"survey.answers.{respondent}.{question}")
        yield UNEXPECTED_ANSWER.at(location, respondent=respondent, question=question, expected=expected)


def unknown_answer(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that each answer is one that a table offers, because other answers are not counted (R32)."""
    answers = (record.find(Survey) or Survey()).answers
    for respondent, question, answer in find_unknown_answers(evaluation_of(record).tables, answers):
        location = record.locate(f"survey.answers.{respondent}.{question}")
        yield UNKNOWN_ANSWER.at(location, respondent=respondent, question=question, answer=answer)
