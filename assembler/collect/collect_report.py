"""Merge of a returned report into its record.

Each section that peers wrote is read like an answer in rich text, with the same prompts, three-way merge and
validation as in forms. Text outside the sections is kept and reported. The other lines of a report are
generated from the record, so changes to them are reported but not merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assembler.assembly.content.section_translations import compute_digest
from assembler.collect.applying.fields import FieldMerge, MergePolicy
from assembler.collect.applying.validation import OriginPaths, validate_changes
from assembler.collect.collect_form import MergedForm, report_revisions
from assembler.collect.form_questions import Questions
from assembler.collect.identification import IdentifiedForm
from assembler.collect.reading.candidate_findings import Candidate, find_candidates
from assembler.collect.reading.report_sections import (
    Sections,
    bind_to_language,
    find_file_names,
    find_sections,
)
from assembler.collect.reading.row_matching import LocatedRow, RowMatch
from assembler.collect.unmatched import (
    PrintedContent,
    build_printed_content,
    find_texts_beside,
    find_unmatched_around,
    read_printed_content,
    report_kept,
)
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import (
    AGREED_TEXT_CHANGED,
    CANDIDATE_FINDING,
    GENERATED_TEXT_CHANGED,
    GENERATED_TEXT_DELETED,
    MISSING_HEADING,
    TEXT_IN_REPORT_LANGUAGE,
    UNMATCHED_TEXT,
)
from assembler.diagnostics.returned_forms import MISSING_FIELD
from assembler.errors import FormError
from assembler.merging.collect_result import CollectResult, KeptPicture, KeptText, ValueChange
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.section_texts import KIND, original_path, section_path
from assembler.model.types.rich_text import normalise_address
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.store.records.record import report_unreadable
from assembler.store.records.record_data import with_data
from assembler.structs import Struct, replace
from assembler.values.plain_text import normalise_text
from assembler.word.dump.text_inventory import PrintedText
from assembler.word.returned.comment_writer import AUTHOR
from assembler.word.returned.form_content import Cell, ReturnedForm
from assembler.word.returned.report_content import Report, UserTable

_FINDING_TEXT = re.compile(r"feedback\.findings\.(F\d+)\.text")
_OUTSIDE_SECTIONS = "written outside the sections"


class _ReturnedReport(Struct, frozen=True):
    """A returned report with its sections, and the content of each section by code (``cells``)."""

    identified: IdentifiedForm
    file: str
    report: Report
    sections: Sections
    cells: Mapping[str, Cell]
    candidates: tuple[Candidate, ...] = ()

    @property
    def language(self) -> str:
        return self.identified.manifest.language

    def locate(self, number: int) -> str:
        """Describe the position of a passage by quoting the last non-empty line before it."""
        texts = (self.report.passages[index].text for index in range(number - 1, -1, -1))
        text = " ".join(next((each for each in texts if each.strip()), "").split())
        return f"after “{text[:60]}”" if text else "at the beginning"


def merge_report(
    project: Project, identified: IdentifiedForm, form: ReturnedForm, report: Report, policy: MergePolicy
) -> MergedForm:
    """Merge a returned report into its record in memory.

    Nothing is written. Raises FormError if the report was built with an early version, which did not store
    the positions of the sections, and DataError if the record would have errors afterwards.
    """
    if not identified.manifest.lines:
        raise FormError(
            "this report was built with an early version of Assembler, which did not store the positions of "
            "its sections",
            location=form.name,
            hint="build the report again, and copy the text from this file into the new one",
        )
    returned = _read_report(project, identified, form, report)
    merge = _build_merge(returned, form, policy)
    merge.merge_all()
    _add_indicators(merge, returned.candidates)
    done = validate_changes(project, merge, new=identified.new, origins=_record_origins(merge, returned))
    own = _read_printed_content(project, identified, form)
    beside, pictures = find_unmatched_around(form, own)
    around = (*beside, *_collect_other_comments(form, report, beside))
    texts = (*_collect_texts(returned, merge, own), *around)
    diagnostics = [*report_unreadable(identified.record), *identified.diagnostics, *merge.diagnostics]
    diagnostics += [*done.diagnostics, *own.diagnostics]
    agreed = dict(_find_agreed_changes(identified.declared, done.changed))
    diagnostics += [*_report_passages(returned, merge), *_report_agreed(returned, agreed)]
    diagnostics += report_kept(form.name, around, pictures)
    result = CollectResult(
        form=identified.manifest.id,
        record=identified.record.name,
        application=form.application,
        changed=tuple(done.changed),
        conflicts=tuple(merge.conflicts),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
        kept=(*merge.kept, *done.kept, *texts),
        pictures=(*_collect_pictures(returned), *pictures),
        authors=merge.authors,
        typed=tuple(merge.typed),
        agreed=agreed,
    )
    after = (done.record, done.contents) if done.changed else (identified.record, {})
    return MergedForm(result, *after)


def _read_printed_content(project: Project, identified: IdentifiedForm, form: ReturnedForm) -> PrintedContent:
    """Return what the program itself printed in the report, including its title and lines."""
    own = read_printed_content(
        project, identified.manifest, identified.record, new=identified.new, file=form.name
    )
    texts = frozenset((form.title, *(line.text for line in identified.manifest.lines)))
    return replace(own, texts=own.texts | build_printed_content(PrintedText(texts, frozenset())).texts)


def _build_merge(returned: _ReturnedReport, form: ReturnedForm, policy: MergePolicy) -> FieldMerge:
    """Return a merge that treats the sections of the report as the rows of a form."""
    fields = tuple(
        bind_to_language(each, returned.cells[each.code].blocks, returned.language)
        for each in returned.identified.manifest.fields
        if each.code in returned.cells
    )
    fields = (*fields, *(each.build_field(returned.language) for each in returned.candidates))
    rows = {
        each.code: LocatedRow(each.code, (0, index), (Cell(), returned.cells[each.code]), ("bookmark",))
        for index, each in enumerate(fields)
    }
    manifest = replace(returned.identified.manifest, fields=fields)
    return FieldMerge(returned.identified.record, form, manifest, RowMatch(rows), policy)


def _read_report(
    project: Project, identified: IdentifiedForm, form: ReturnedForm, report: Report
) -> _ReturnedReport:
    sections = find_sections(report.passages, identified.manifest)
    cells = {code: report.read(numbers) for code, numbers in sections.own.items()}
    candidates = tuple(_find_candidates(project, identified, report, sections))
    cells |= {each.name: each.cell for each in candidates}
    return _ReturnedReport(identified, form.name, report, sections, cells, candidates)


def _find_candidates(
    project: Project, identified: IdentifiedForm, report: Report, sections: Sections
) -> Iterator[Candidate]:
    """Yield the new findings in the report."""
    if not sections.candidates:
        return
    feedback = identified.record.find(FeedbackReport) or FeedbackReport()
    codes = [each.code for each in project.benchmark(identified.manifest.benchmark).indicators()]
    earlier = [
        (match[1], line.get("to"))
        for line in reversed(read_changes(identified.record.folder))
        if line.get("form") == identified.manifest.id and (match := _FINDING_TEXT.fullmatch(line["path"]))
    ]
    yield from find_candidates(report, sections.candidates, feedback.findings, codes, earlier)


def _add_indicators(merge: FieldMerge, candidates: Sequence[Candidate]) -> None:
    """Add to each new finding the indicators that its heading names."""
    new = {change.path for change in merge.changed}
    for each in candidates:
        path = f"feedback.findings.{each.name}"
        if each.base is None and each.indicators and f"{path}.text" in new:
            merge.changed.append(ValueChange(f"{path}.indicators", None, list(each.indicators)))
            merge.set_value(f"{path}.indicators", list(each.indicators))


def _record_origins(merge: FieldMerge, returned: _ReturnedReport) -> OriginPaths:
    """Record the report from which each changed section comes, and map each change to the recorded paths."""
    form, changed = returned.identified.manifest.id, list(merge.changed)
    return {each.path: record_origin(merge, each, form, returned.language) for each in changed}


def record_origin(merge: FieldMerge, change: ValueChange, form: str, spoken: str) -> list[str]:
    """Record that a changed section comes from the report ``form``, which is in the language ``spoken``.

    Returns the paths of the values recorded.
    """
    path = original_path(change.path)
    section = section_path(path, spoken)
    _, *inside = section.split(".")
    origin = {"form": form}
    if change.path.startswith(f"{KIND}.") and change.new is not None:
        origin["beside"] = compute_digest(merge.record, path)
    for name, value in origin.items():
        data = merge.data.get(KIND, _read_data(merge))
        merge.data[KIND] = with_data(data, (*inside, name), value)
    return [f"{section}.{name}" for name in origin]


def _read_data(merge: FieldMerge) -> object:
    file = merge.record.files.get(KIND)
    return {} if file is None else file.data


def _find_agreed_changes(declared: DocumentType, changed: Sequence[ValueChange]) -> Iterator[tuple[str, str]]:
    """Yield the path of each changed text on which the team had agreed, and the kind of its item."""
    for change in changed:
        what = _describe_agreed_text(declared, original_path(change.path))
        if what and change.old is not None:
            yield change.path, what


def _report_agreed(returned: _ReturnedReport, agreed: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report changes to texts on which the team had agreed."""
    questions = Questions(returned.identified.manifest)
    for path, what in agreed.items():
        code, _ = questions.find_by_path(path)
        variant = what if what in AGREED_TEXT_CHANGED.variants else ""
        yield AGREED_TEXT_CHANGED.at(Location(returned.file, code), variant)


def _describe_agreed_text(declared: DocumentType, path: str) -> str:
    """Return the declared kind of item to which the text at ``path`` belongs, or "" if none is declared."""
    for each in declared.narrative.values():
        if each.path == path:
            return each.changes
    for block in declared.blocks.values():
        inside = path.removeprefix(f"{block.path}.").split(".", 1)
        if path.startswith(f"{block.path}."):
            found = (e for e in block.narrative.values() if e.path == (inside[1] if len(inside) > 1 else ""))
            return next((each.changes for each in found), "")
    return ""


def _collect_pictures(returned: _ReturnedReport) -> Iterator[KeptPicture]:
    """Yield the pictures and tables that people added."""
    sent_names = {
        name for each in returned.identified.manifest.fields for name in find_file_names(each.shown)
    }
    tables = {table.name: table.to_bytes() for table in _collect_tables(returned)}
    places = [
        *returned.cells.items(),
        *((returned.locate(index), returned.report.read([index])) for index in _list_unassigned(returned)),
    ]
    for where, cell in places:
        for name in find_file_names(cell.blocks):
            data = tables.get(name) or returned.report.pictures.get(name)
            if data is not None and name not in sent_names:
                sent_names.add(name)
                yield KeptPicture(where, name, data)


def _list_unassigned(returned: _ReturnedReport) -> tuple[int, ...]:
    return (*returned.sections.unassigned, *(each.number for each in returned.sections.edited))


def _collect_tables(returned: _ReturnedReport) -> Iterator[UserTable]:
    inside = {
        returned.report.passages[index].table
        for numbers in returned.sections.own.values()
        for index in numbers
    }
    return (returned.report.read_table(number) for number in sorted(inside) if number >= 0)


def _collect_texts(
    returned: _ReturnedReport, merge: FieldMerge, printed: PrintedContent
) -> Iterator[KeptText]:
    """Yield text outside sections, changed lines of the report, and comments."""
    for number in returned.sections.unassigned:
        yield KeptText(returned.locate(number), returned.report.passages[number].text, _OUTSIDE_SECTIONS)
    for each in returned.sections.edited:
        why = f"changed from: {each.was}"
        yield KeptText(returned.locate(each.number), returned.report.passages[each.number].text, why)
    yield from _collect_texts_beside_answers(returned, merge, printed)
    yield from _collect_comments(returned)


def _collect_comments(returned: _ReturnedReport) -> Iterator[KeptText]:
    """Yield the comments that people made on passages."""
    for number, passage in enumerate(returned.report.passages):
        for remark in passage.remarks:
            if remark.author != AUTHOR:
                why = f"a comment by {remark.author or 'an unknown person'}"
                yield KeptText(
                    _describe_passage(returned, number), remark.text, why, "comment", remark.author
                )


def _collect_other_comments(
    form: ReturnedForm, report: Report, kept: Sequence[KeptText]
) -> Iterator[KeptText]:
    """Yield the comments in footnotes, and those that an editor detached, but not those in ``kept``."""
    placed = {normalise_text(each.text) for passage in report.passages for each in passage.remarks}
    placed |= {normalise_text(each.text) for each in kept}
    for note in (note for cell in (form.outside, *form.cells()) for note in cell.notes):
        if note.kind == "comment" and note.author != AUTHOR and normalise_text(note.text) not in placed:
            placed.add(normalise_text(note.text))
            why = f"a comment by {note.author or 'an unknown person'}"
            yield KeptText("outside the sections", note.text, why, "comment", note.author)


def _collect_texts_beside_answers(
    returned: _ReturnedReport, merge: FieldMerge, printed: PrintedContent
) -> Iterator[KeptText]:
    """Yield the hidden, alternative and embedded texts and new links of passages, but not their comments."""
    addresses = _read_known_addresses(returned.identified.manifest)
    around = replace(addresses, texts=printed.texts, charts=printed.charts)
    sections = {number: code for code, numbers in returned.sections.own.items() for number in numbers}
    for number in range(len(returned.report.passages)):
        cell = returned.report.read([number], tables=False)
        notes = tuple(note for note in cell.notes if note.kind in ("hidden", "ruby", "alternative"))
        code = sections.get(number, "")
        answer = merge.read.get((merge.match.rows[code].position, 1), "") if code in merge.match.rows else ""
        bare = replace(cell, notes=notes, revisions=())
        known = addresses if code else around
        yield from find_texts_beside(_describe_passage(returned, number), bare, known, str(answer))


def _read_known_addresses(manifest: FormManifest) -> PrintedContent:
    """Return the link addresses that the report contained when it was built."""
    runs = (run for each in manifest.fields for block in each.shown for run in block.runs)
    return PrintedContent(addresses=frozenset(normalise_address(run.link) for run in runs if run.link))


def _describe_passage(returned: _ReturnedReport, number: int) -> str:
    """Return the code of the section that contains the passage, or else the beginning of the passage."""
    codes = (code for code, numbers in returned.sections.own.items() if number in numbers)
    return next(
        codes, " ".join(returned.report.passages[number].text.split())[:60] or returned.locate(number)
    )


def _report_passages(returned: _ReturnedReport, merge: FieldMerge) -> Iterator[Diagnostic]:
    yield from _report_headings(returned)
    for candidate in returned.candidates:
        place = Location(returned.file, candidate.name, context=candidate.heading[:60])
        yield CANDIDATE_FINDING.at(place, name=candidate.name, heading=candidate.heading[:60])
    for number in returned.sections.unassigned:
        place = Location(
            returned.file, returned.locate(number), context=returned.report.passages[number].text[:60]
        )
        yield UNMATCHED_TEXT.at(place, "outside the sections")
    for each in returned.sections.edited:
        now = returned.report.passages[each.number].text
        place = Location(returned.file, returned.locate(each.number), context=now[:60])
        yield GENERATED_TEXT_CHANGED.at(place, text=each.was[:120])
    if deleted := returned.sections.deleted:
        variant, counted = ("", {"count": len(deleted)}) if len(deleted) > 1 else ("one", {})
        yield GENERATED_TEXT_DELETED.at(Location(returned.file), variant, text=deleted[0][:60], **counted)
    yield from _report_treatment(returned, merge)
    yield from _report_comments(returned)


def _report_comments(returned: _ReturnedReport) -> Iterator[Diagnostic]:
    """Report each comment on a passage, so that a person decides whether to act on it."""
    for kept in _collect_comments(returned):
        place = Location(returned.file, kept.where, context=kept.text[:60])
        yield UNMATCHED_TEXT.at(place, "comment", comment=kept.why)


def _report_headings(returned: _ReturnedReport) -> Iterator[Diagnostic]:
    for code in returned.sections.without_heading:
        yield MISSING_HEADING.at(Location(returned.file, code))
    sent = {line.section for line in returned.identified.manifest.lines}
    for each in returned.identified.manifest.fields:
        if each.code in sent and each.code not in returned.cells:
            location = Location(returned.file, each.code)
            yield MISSING_FIELD.at(location, "section", code=each.code, title=each.title)


def _report_treatment(returned: _ReturnedReport, merge: FieldMerge) -> Iterator[Diagnostic]:
    """Report accepted tracked changes, and texts that were rewritten in another language."""
    if returned.report.revisions:
        yield report_revisions(Location(returned.file), returned.report.revisions)
    sent = {each.code: each for each in returned.identified.manifest.fields}
    for each in merge.manifest.fields:
        if each.code in sent and each.path != sent[each.code].path:
            location, original = Location(returned.file, each.code), sent[each.code].language
            yield TEXT_IN_REPORT_LANGUAGE.at(location, report=returned.language, original=original)
