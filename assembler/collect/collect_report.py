"""Merges a returned report into its record: each section that peers wrote is read like an answer of a form.

Each section becomes an answer in rich text, with the prompts, the three-way merge and the validation of
forms. Text outside of the sections is kept and reported. The other lines of a report are made from the
record, so that a change to them is reported and not merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assembler.assembly.content.section_translations import compute_digest
from assembler.collect.applying.fields import FieldMerge, MergePolicy
from assembler.collect.applying.validation import NotePaths, validate_changes
from assembler.collect.collect_form import report_revisions
from assembler.collect.identification import IdentifiedForm
from assembler.collect.questions import Questions
from assembler.collect.reading.report_sections import Sections, find_sections
from assembler.collect.reading.report_text import bind_to_language, find_file_names
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
    GENERATED_TEXT_CHANGED,
    GENERATED_TEXT_DELETED,
    MISSING_HEADING,
    TEXT_IN_REPORT_LANGUAGE,
    UNMATCHED_TEXT,
)
from assembler.diagnostics.returned_forms import MISSING_FIELD
from assembler.errors import FormError
from assembler.merging.result import CollectResult, KeptPicture, KeptText, ValueChange
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form import FormManifest
from assembler.model.review.narratives import KIND, original_path, section_path
from assembler.model.types.rich_text import normalise_address
from assembler.store.project.project import Project
from assembler.store.records.record import report_unreadable
from assembler.store.records.record_data import with_data
from assembler.structs import Struct, replace
from assembler.values.plain_text import normalise_text
from assembler.word.dump.text_inventory import PrintedText
from assembler.word.returned.content import Cell, ReturnedForm
from assembler.word.returned.report import Report, UserTable

OURS = "Assembler"
"""The author of the comments with which a report is built."""
_OUTSIDE_SECTIONS = "written outside of the sections"


class _ReturnedReport(Struct, frozen=True):
    """A report that is being read: its sections as cells, by code."""

    known: IdentifiedForm
    file: str
    report: Report
    sections: Sections
    cells: Mapping[str, Cell]

    @property
    def spoken(self) -> str:
        return self.known.manifest.language

    def near(self, number: int) -> str:
        """Describe the location of a passage by the last line before it that is not empty."""
        before = (self.report.passages[at].text for at in range(number - 1, -1, -1))
        words = " ".join(next((each for each in before if each.strip()), "").split())
        return f"after “{words[:60]}”" if words else "at the beginning"


def merge_report(
    project: Project, known: IdentifiedForm, form: ReturnedForm, report: Report, policy: MergePolicy
) -> tuple[CollectResult, dict[str, bytes]]:
    """Merge the report; return the result and the new content of the files of the record by kind.

    FormError if it was built by a version that did not store the printed lines.
    """
    if not known.manifest.lines:
        raise FormError("this report was made by a version that did not note where its sections stand",
                        location=form.name, hint="build it again, and copy the text into it")  # fmt: skip
    sections = find_sections(report.passages, known.manifest)
    cells = {code: report.read(numbers) for code, numbers in sections.own.items()}
    back = _ReturnedReport(known, form.name, report, sections, cells)
    merge = _build_merge(back, form, policy)
    merge.merge_all()
    notes = _note_origin(merge, known.manifest.id, back.spoken)
    done = validate_changes(project, merge, new=known.new, notes=notes)
    own = _read_printed_content(project, known, form)
    beside, pictures = find_unmatched_around(form, own)
    around = (*beside, *_collect_other_comments(form, report, beside))
    texts = (*_collect_texts(back, merge), *around)
    diagnostics = [*report_unreadable(known.record), *known.diagnostics, *merge.diagnostics]
    diagnostics += [*done.diagnostics, *own.diagnostics]
    agreed = dict(_find_agreed_changes(known.declared, done.changed))
    diagnostics += [*_report_passages(back, merge), *_report_agreed(back, agreed)]
    diagnostics += report_kept(form.name, around, pictures)
    result = CollectResult(
        form=known.manifest.id,
        record=known.record.name,
        application=form.application,
        changed=tuple(done.changed),
        conflicts=tuple(merge.conflicts),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
        kept=(*merge.kept, *done.kept, *texts),
        pictures=(*_collect_pictures(back), *pictures),
        authors=merge.authors,
        typed=tuple(merge.typed),
        agreed=agreed,
    )
    return result, done.contents if done.changed else {}


def _read_printed_content(project: Project, known: IdentifiedForm, form: ReturnedForm) -> PrintedContent:
    """Return the printed content of the report: its stored lines and title, the rest as built today."""
    own = read_printed_content(project, known.manifest, known.record, new=known.new, file=form.name)
    texts = frozenset((form.title, *(line.text for line in known.manifest.lines)))
    return replace(own, texts=own.texts | build_printed_content(PrintedText(texts, frozenset())).texts)


def _build_merge(back: _ReturnedReport, form: ReturnedForm, policy: MergePolicy) -> FieldMerge:
    """Return a merge with the sections as rows of a form."""
    fields = tuple(
        bind_to_language(each, back.cells[each.code].blocks, back.spoken)
        for each in back.known.manifest.fields
        if each.code in back.cells
    )
    rows = {
        each.code: LocatedRow(each.code, (0, at), (Cell(), back.cells[each.code]), ("bookmark",))
        for at, each in enumerate(fields)
    }
    manifest = replace(back.known.manifest, fields=fields)
    return FieldMerge(back.known.record, form, manifest, RowMatch(rows), policy)


def _note_origin(merge: FieldMerge, form: str, spoken: str) -> NotePaths:
    """Note in the data, for each changed section, the report in which its text was returned."""
    notes: dict[str, list[str]] = {}
    for change in list(merge.changed):
        path = original_path(change.path)
        section = section_path(path, spoken)
        _, *inside = section.split(".")
        origin = {"form": form}
        if change.path.startswith(f"{KIND}.") and change.new is not None:
            origin["beside"] = compute_digest(merge.record, path)
        for name, value in origin.items():
            data = merge.data.get(KIND, _read_data(merge))
            merge.data[KIND] = with_data(data, (*inside, name), value)
            notes.setdefault(change.path, []).append(f"{section}.{name}")
    return notes


def _read_data(merge: FieldMerge) -> object:
    file = merge.record.files.get(KIND)
    return {} if file is None else file.data


def _find_agreed_changes(declared: DocumentType, changed: Sequence[ValueChange]) -> Iterator[tuple[str, str]]:
    """Yield the path and kind of each changed text that the team had agreed on."""
    for change in changed:
        what = _describe_agreed_text(declared, original_path(change.path))
        if what and change.old is not None:
            yield change.path, what


def _report_agreed(back: _ReturnedReport, agreed: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report changes to texts that the team had agreed on."""
    questions = Questions(back.known.manifest)
    for path, what in agreed.items():
        code, _ = questions.find_by_path(path)
        yield AGREED_TEXT_CHANGED.at(Location(back.file, code), item=what)


def _describe_agreed_text(declared: DocumentType, path: str) -> str:
    """Return what changes with the text at ``path``, as its type declares; empty for a narrative."""
    for each in declared.narrative.values():
        if each.path == path:
            return each.changes
    for block in declared.blocks.values():
        inside = path.removeprefix(f"{block.path}.").split(".", 1)
        if path.startswith(f"{block.path}."):
            found = (e for e in block.narrative.values() if e.path == (inside[1] if len(inside) > 1 else ""))
            return next((each.changes for each in found), "")
    return ""


def _collect_pictures(back: _ReturnedReport) -> Iterator[KeptPicture]:
    """Yield the pictures and tables that people added."""
    known = {name for each in back.known.manifest.fields for name in find_file_names(each.shown)}
    tables = {table.name: table.to_bytes() for table in _collect_tables(back)}
    places = [
        *back.cells.items(),
        *((back.near(at), back.report.read([at])) for at in _list_unassigned(back)),
    ]
    for where, cell in places:
        for name in find_file_names(cell.blocks):
            data = tables.get(name) or back.report.pictures.get(name)
            if data is not None and name not in known:
                known.add(name)
                yield KeptPicture(where, name, data)


def _list_unassigned(back: _ReturnedReport) -> tuple[int, ...]:
    return (*back.sections.unassigned, *(each.number for each in back.sections.edited))


def _collect_tables(back: _ReturnedReport) -> Iterator[UserTable]:
    inside = {back.report.passages[at].table for numbers in back.sections.own.values() for at in numbers}
    return (back.report.read_table(number) for number in sorted(inside) if number >= 0)


def _collect_texts(back: _ReturnedReport, merge: FieldMerge) -> Iterator[KeptText]:
    """Yield text outside of sections, changed lines of the report, and comments."""
    for number in back.sections.unassigned:
        yield KeptText(back.near(number), back.report.passages[number].text, _OUTSIDE_SECTIONS)
    for each in back.sections.edited:
        why = f"the report says here: {each.was}"
        yield KeptText(back.near(each.number), back.report.passages[each.number].text, why)
    yield from _collect_texts_beside_answers(back, merge)
    for number, passage in enumerate(back.report.passages):
        for remark in passage.remarks:
            if remark.author != OURS:
                why = f"a comment by {remark.author or 'nobody'}"
                yield KeptText(_describe_passage(back, number), remark.text, why, "comment", remark.author)


def _collect_other_comments(
    form: ReturnedForm, report: Report, kept: Sequence[KeptText]
) -> Iterator[KeptText]:
    """Yield comments without a passage: in a footnote, or detached by the editor."""
    placed = {normalise_text(each.text) for passage in report.passages for each in passage.remarks}
    placed |= {normalise_text(each.text) for each in kept}
    for note in (note for cell in (form.outside, *form.cells()) for note in cell.notes):
        if note.kind == "comment" and note.author != OURS and normalise_text(note.text) not in placed:
            placed.add(normalise_text(note.text))
            yield KeptText("outside the sections", note.text, f"a comment by {note.author or 'nobody'}",
                           "comment", note.author)  # fmt: skip


def _collect_texts_beside_answers(back: _ReturnedReport, merge: FieldMerge) -> Iterator[KeptText]:
    """Yield hidden and alternative texts of passages; comments are collected elsewhere."""
    known = _read_known_addresses(back.known.manifest)
    sections = {number: code for code, numbers in back.sections.own.items() for number in numbers}
    for number in range(len(back.report.passages)):
        cell = back.report.read([number], tables=False)
        notes = tuple(note for note in cell.notes if note.kind in ("hidden", "ruby", "alternative"))
        code = sections.get(number, "")
        answer = merge.read.get((merge.match.rows[code].position, 1), "") if code in merge.match.rows else ""
        bare = replace(cell, notes=notes, revisions=())
        yield from find_texts_beside(_describe_passage(back, number), bare, known, str(answer))


def _read_known_addresses(manifest: FormManifest) -> PrintedContent:
    """Return the addresses with which the report was built."""
    runs = (run for each in manifest.fields for block in each.shown for run in block.runs)
    return PrintedContent(addresses=frozenset(normalise_address(run.link) for run in runs if run.link))


def _describe_passage(back: _ReturnedReport, number: int) -> str:
    """Return the code of the section of a passage, or the beginning of its text."""
    found = (code for code, numbers in back.sections.own.items() if number in numbers)
    return next(found, " ".join(back.report.passages[number].text.split())[:60] or back.near(number))


def _report_passages(back: _ReturnedReport, merge: FieldMerge) -> Iterator[Diagnostic]:
    yield from _report_headings(back)
    for number in back.sections.unassigned:
        place = Location(back.file, back.near(number), context=back.report.passages[number].text[:60])
        yield UNMATCHED_TEXT.at(place, "outside the sections")
    for each in back.sections.edited:
        now = back.report.passages[each.number].text
        place = Location(back.file, back.near(each.number), context=now[:60])
        yield GENERATED_TEXT_CHANGED.at(place, text=each.was[:120])
    if back.sections.deleted:
        first = back.sections.deleted[0][:60]
        count = len(back.sections.deleted)
        yield GENERATED_TEXT_DELETED.at(Location(back.file), count=count, text=first)
    yield from _report_treatment(back, merge)
    yield from _report_comments(back, merge)


def _report_comments(back: _ReturnedReport, merge: FieldMerge) -> Iterator[Diagnostic]:
    """Report comments by people, each of which needs an answer."""
    for kept in _collect_texts(back, merge):
        if kept.kind == "comment":
            place = Location(back.file, kept.where, context=kept.text[:60])
            yield UNMATCHED_TEXT.at(place, "comment", reason=kept.why)


def _report_headings(back: _ReturnedReport) -> Iterator[Diagnostic]:
    for code in back.sections.without_heading:
        yield MISSING_HEADING.at(Location(back.file, code))
    sent = {line.section for line in back.known.manifest.lines}
    for each in back.known.manifest.fields:
        if each.code in sent and each.code not in back.cells:
            location = Location(back.file, each.code)
            yield MISSING_FIELD.at(location, "section", code=each.code, title=each.title)


def _report_treatment(back: _ReturnedReport, merge: FieldMerge) -> Iterator[Diagnostic]:
    """Report accepted tracked changes, and texts that were rewritten in another language."""
    if back.report.revisions:
        yield report_revisions(Location(back.file), back.report.revisions)
    sent = {each.code: each for each in back.known.manifest.fields}
    for each in merge.manifest.fields:
        if each.path != sent[each.code].path:
            location, original = Location(back.file, each.code), sent[each.code].language
            yield TEXT_IN_REPORT_LANGUAGE.at(location, report=back.spoken, original=original)
