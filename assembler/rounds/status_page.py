"""The status of records as one printable HTML page in English, which loads no other files.

The page is accessible: it has a language, a title, ordered headings, and tables with captions and header
cells. Nothing is conveyed by colour alone. A form with indicators has a row for each indicator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assembler.diagnostics import Diagnostic
from assembler.rounds.charter_status import CharterStatus
from assembler.rounds.due_promises import OverduePromise
from assembler.rounds.form_states import FormState
from assembler.rounds.record_status import RecordStatus
from assembler.rounds.report_states import ReportState
from assembler.store.records.value_text import format_value
from assembler.store.returns.decisions import Decision

_STYLE = """
body{font:11pt/1.4 Calibri,Carlito,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a}
h1{font-size:1.6em}h2{font-size:1.25em;margin-top:1.6em}table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:bold;padding:.4em 0}tr{break-inside:avoid}
th,td{border-bottom:1px solid #767676;padding:.25em .6em .25em 0;text-align:left;vertical-align:top}
td.n{text-align:right}thead{display:table-header-group}
@media print{body{margin:0;max-width:none}section{break-after:page}section:last-of-type{break-after:auto}}
"""


def render_status_page(statuses: Sequence[RecordStatus], charters: Sequence[CharterStatus] = ()) -> bytes:
    """Return the page for ``statuses`` and ``charters``.

    If there are several statuses, the page begins with an overview.
    """
    title = f"Status of {statuses[0].title}" if len(statuses) == 1 else "Status of the project"
    overview = _render_overview(statuses) if len(statuses) > 1 else ""
    sections = overview + _render_charters(charters) + "".join(map(_render_review, statuses))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="generator" content="Assembler">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>{sections}</main></body></html>\n"
    ).encode()


def _render_overview(statuses: Sequence[RecordStatus]) -> str:
    rows = []
    for each in statuses:
        line = each.overview
        share = "" if line["percent"] is None else f"{line['percent']} %"
        counts = (line["returned"], line["decisions"], line["days_overdue"], line["overdue_promises"])
        returned, decisions, overdue, promises = (str(count) for count in counts)
        sent = f"{line['sent']} of {len(each.forms)}"
        rows.append((each.title, sent, returned, line["due"], share, decisions, overdue, promises))
    headings = (
        "record",
        "forms sent",
        "returned",
        "next due",
        "answered",
        "to decide",
        "days overdue",
        "overdue promises",
    )
    return _render_table("All records", headings, rows)


def _render_charters(charters: Sequence[CharterStatus]) -> str:
    headings = ("charter", "cities", "decided", "signed", "signed copy received", "listed", "withdrawn")
    lines = [
        (f"{each.title} ({each.record})", *map(str, (each.cities, each.decided, each.signed, each.scanned,
                                                     each.listed, each.withdrawn)))
        for each in charters
    ]  # fmt: skip
    return _render_table("Charters", headings, lines) if lines else ""


def _render_review(each: RecordStatus) -> str:
    completeness = "".join(_render_completeness(form) for form in each.forms if form.sections)
    steps = "".join(f"<li>{escape(step)}</li>" for step in each.next) or "<li>none</li>"
    return (
        f"<section><h2>{escape(each.title)}</h2><p>Record {escape(each.record)}, on {escape(each.day)}.</p>"
        f"{_render_forms(each.forms)}{_render_reports(each.reports)}"
        f"{_render_promises(each.overdue_promises)}<h3>Next steps</h3><ol>{steps}</ol>"
        f"{_render_decisions(each.decisions)}{_render_candidates(each)}"
        f"{_render_broken_rules(each.diagnostics)}{completeness}</section>"
    )


def _render_reports(reports: Sequence[ReportState]) -> str:
    rows = [(each.title, each.state, each.due, each.drafted, each.version, each.released) for each in reports]
    headings = ("report", "state", "due", "last draft", "version", "released")
    return _render_table("Reports", headings, rows) if rows else ""


def _render_promises(promises: Sequence[OverduePromise]) -> str:
    rows = [
        (each.code, each.text, each.owner or "nobody named", each.deadline, str(each.days_overdue))
        for each in promises
    ]
    headings = ("code", "promise", "position responsible", "deadline", "days overdue")
    return _render_table("Overdue promises", headings, rows) if rows else ""


def _render_decisions(decisions: Sequence[Decision]) -> str:
    rows = [
        (f"{each.name}, {each.code} {each.question}".strip(), format_value(each.typed, '; '), each.why,
         format_value(each.says, '; '), each.hint, f"{each.who} {each.file} {each.collected[:10]}".strip())
        for each in decisions
    ]  # fmt: skip
    headings = ("where", "typed", "why", "the record says", "what to do", "from")
    return _render_table("Open decisions", headings, rows) if rows else ""


def _render_candidates(status: RecordStatus) -> str:
    hint = f"decide with `assembler decide {status.record}`"
    rows = [
        (each.code, each.question, format_value(each.typed, "; "), hint) for each in status.candidate_findings
    ]
    headings = ("finding", "indicators", "text", "what to do")
    return _render_table("Candidate findings", headings, rows) if rows else ""


def _render_forms(forms: Iterable[FormState]) -> str:
    rows = (
        (form.label, form.state, ", ".join(form.languages), form.sent, form.due,
         f"{form.returned} {form.returned_by}".strip(), form.share,
         str(form.missing) if form.sections else "")
        for form in forms
    )  # fmt: skip
    return _render_table(
        "Forms",
        ("form", "state", "languages", "sent", "due", "returned", "answered", "required, missing"),
        rows,
    )


def _render_broken_rules(diagnostics: Sequence[Diagnostic]) -> str:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.level.value, diagnostic.rule.replace("-", " ")), []).append(diagnostic)
    rows = (
        (level, rule, str(len(group)), _format_messages(group), _format_locations(group), group[0].hint)
        for (level, rule), group in groups.items()
    )
    headings = ("level", "rule", "times", "what is wrong (first)", "where", "what to do")
    return _render_table("Rules that the answers break", headings, rows) if groups else ""


def _format_messages(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the first message, and those of the other diagnostics that have no path in the record."""
    lone = (each.message for each in diagnostics[1:] if not each.location.position)
    return "; also: ".join(dict.fromkeys((diagnostics[0].message, *lone)))


def _format_locations(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the paths of the diagnostics in the record, each once."""
    return "; ".join(dict.fromkeys(filter(None, (each.location.position for each in diagnostics))))


def _render_completeness(form: FormState) -> str:
    rows = [
        (f"{each.code} {each.name}".strip(), str(each.answered), str(each.asked))
        for each in (*form.sections, *form.indicators)
    ]
    headings = ("section or indicator", "answered", "asked")
    return _render_table(f"Answers in {form.label}, by section and indicator", headings, rows)


def _render_table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(_render_row(row) for row in rows)
    start = f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"{start}<tbody>{body}</tbody></table>"


def _render_row(cells: Sequence[str]) -> str:
    first, *others = cells
    data_cells = "".join(
        f"<td{' class=n' if cell.isdecimal() else ''}>{escape(cell)}</td>" for cell in others
    )
    return f'<tr><th scope="row">{escape(first)}</th>{data_cells}</tr>'
