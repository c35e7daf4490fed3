"""The status of reviews as one page that can be printed: HTML without anything from elsewhere, in English.

It has a language, a title, headings in order, tables with captions and header cells, and says nothing by
colour alone; a form whose answers are listed by indicator takes as many lines as it has indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assembler.diagnostics import Diagnostic
from assembler.rounds.charter_status import CharterStatus
from assembler.rounds.form_states import Filled, FormState
from assembler.rounds.report_states import ReportState
from assembler.rounds.status import ReviewStatus
from assembler.store.records.readable import readable
from assembler.store.returns.decisions import Decision

_STYLE = """
body{font:11pt/1.4 Calibri,Carlito,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a}
h1{font-size:1.6em}h2{font-size:1.25em;margin-top:1.6em}table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:bold;padding:.4em 0}tr{break-inside:avoid}
th,td{border-bottom:1px solid #767676;padding:.25em .6em .25em 0;text-align:left;vertical-align:top}
td.n{text-align:right}thead{display:table-header-group}
@media print{body{margin:0;max-width:none}section{break-after:page}section:last-of-type{break-after:auto}}
"""


def status_page(found: Sequence[ReviewStatus], rounds: Sequence[CharterStatus] = ()) -> bytes:
    """The page about all the reviews in ``found`` and the charter ``rounds``; of several a line first."""
    title = f"Status of {found[0].title}" if len(found) == 1 else "Status of the reviews"
    begin = _overview(found) if len(found) > 1 else ""
    sections = begin + _rounds(rounds) + "".join(map(_section, found))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="generator" content="Assembler">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>{sections}</main></body></html>\n"
    ).encode()


def _overview(found: Sequence[ReviewStatus]) -> str:
    rows = []
    for each in found:
        line = each.overview
        share = "" if line["percent"] is None else f"{line['percent']} %"
        counts = (line["returned"], line["decisions"], line["days_late"])
        returned, decisions, late = (str(count) for count in counts)
        sent = f"{line['sent']} of {len(each.forms)}"
        rows.append((each.title, sent, returned, line["due"], share, decisions, late))
    headings = ("review", "forms sent", "returned", "next due", "answered", "to decide", "days late")
    return _table("All reviews", headings, rows)


def _rounds(rounds: Sequence[CharterStatus]) -> str:
    headings = ("charter", "cities", "decided", "signed", "signed copy received", "listed", "withdrawn")
    lines = [
        (f"{each.title} ({each.record})", *map(str, (each.cities, each.decided, each.signed, each.scanned,
                                                     each.listed, each.withdrawn)))
        for each in rounds
    ]  # fmt: skip
    return _table("Charters", headings, lines) if lines else ""


def _section(each: ReviewStatus) -> str:
    done = "".join(_completeness(form) for form in each.forms if form.sections)
    steps = "".join(f"<li>{escape(step)}</li>" for step in each.next) or "<li>nothing is waiting</li>"
    return (
        f"<section><h2>{escape(each.title)}</h2><p>Record {escape(each.record)}, on {escape(each.day)}.</p>"
        f"{_forms(each.forms)}{_reports(each.reports)}<h3>What comes next</h3><ol>{steps}</ol>"
        f"{_decisions(each.decisions)}{_rules(each.diagnostics)}{done}</section>"
    )


def _reports(reports: Sequence[ReportState]) -> str:
    rows = [(each.title, each.state, each.drafted, each.version, each.released) for each in reports]
    headings = ("report", "state", "last draft", "version", "released")
    return _table("Reports", headings, rows) if rows else ""


def _decisions(decisions: Sequence[Decision]) -> str:
    rows = [
        (f"{each.name}, {each.code} {each.question}".strip(), readable(each.typed, '; '), each.why,
         readable(each.says, '; '), each.hint, f"{each.who} {each.file} {each.collected[:10]}".strip())
        for each in decisions
    ]  # fmt: skip
    headings = ("where", "typed", "why", "the record says", "what to do", "from")
    return _table("Open decisions", headings, rows) if rows else ""


def _forms(forms: Iterable[FormState]) -> str:
    rows = (
        (form.label, form.state, ", ".join(form.languages), form.sent, form.due,
         f"{form.returned} {form.returned_by}".strip(), _share(form.sections),
         str(form.missing) if form.sections else "")
        for form in forms
    )  # fmt: skip
    return _table(
        "Forms",
        ("form", "state", "languages", "sent", "due", "came back", "answered", "required, missing"),
        rows,
    )


def _share(filled: Sequence[Filled]) -> str:
    asked = sum(each.asked for each in filled)
    return f"{sum(each.answered for each in filled)} of {asked}" if asked else ""


def _rules(diagnostics: Sequence[Diagnostic]) -> str:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.level.value, diagnostic.rule.replace("-", " ")), []).append(diagnostic)
    rows = (
        (level, rule, str(len(group)), "; ".join(dict.fromkeys(map(_where, group))))
        for (level, rule), group in groups.items()
    )
    return _table("Rules that the answers break", ("level", "rule", "times", "where"), rows) if groups else ""


def _where(diagnostic: Diagnostic) -> str:
    """Where in the record, or what, where it is about no one place."""
    return diagnostic.location.position or diagnostic.message


def _completeness(form: FormState) -> str:
    named = form.label
    rows = [
        (f"{each.code} {each.name}".strip(), str(each.answered), str(each.asked))
        for each in (*form.sections, *form.indicators)
    ]
    headings = ("section or indicator", "answered", "asked")
    return _table(f"Answers in {named}, by section and indicator", headings, rows)


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(_row(row) for row in rows)
    begin = f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"{begin}<tbody>{body}</tbody></table>"


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    told = "".join(f"<td{' class=n' if cell.isdecimal() else ''}>{escape(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{told}</tr>'
