"""A report that came back: the sections that peers wrote, read into the record as a form's answers are.

Each section becomes an answer in rich text, so that prompts, the three-way comparison and the model's own
word are those of forms. What stands in no section is kept and told; what the report says itself is made from
the record, so a change to it is told and not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assembler.assembly.content.section_translations import digest_of
from assembler.collect.applying.accept import Notes, accepted
from assembler.collect.applying.fields import Taking, Terms
from assembler.collect.identify import Identified
from assembler.collect.questions import Questions
from assembler.collect.reading.report_sections import Sections, sections_of
from assembler.collect.reading.report_text import in_its_language, kept_names
from assembler.collect.reading.row_matching import Located, Match
from assembler.collect.unmatched import (
    Printed,
    beside_text,
    left_around,
    printed,
    printed_in,
    report_kept,
)
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import FormError
from assembler.merging.result import Changed, Collected, KeptPicture, KeptText
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form import FormManifest
from assembler.model.review.narratives import KIND, original_path, section_path
from assembler.model.types.rich_text import normalise_address
from assembler.store.project.project import Project
from assembler.store.records.record import report_unreadable
from assembler.store.records.record_data import with_data
from assembler.structs import Struct, replace
from assembler.values.plain_text import normalise_text
from assembler.word.dump.text_inventory import PrintedWords
from assembler.word.returned.content import Cell, ReturnedForm
from assembler.word.returned.report import Report, UserTable

OURS = "Assembler"
"""Who writes the comments that a report is made with."""
_OUTSIDE = "written outside of the sections"
_FROM_RECORD = "change it in the record, and build the report again"


class _Returned(Struct, frozen=True):
    """A report while it is read: its sections as cells, by code."""

    known: Identified
    file: str
    report: Report
    sections: Sections
    cells: Mapping[str, Cell]

    @property
    def spoken(self) -> str:
        return self.known.manifest.language

    def near(self, number: int) -> str:
        """In words, where a passage stands: behind the last line that is not empty."""
        before = (self.report.passages[at].text for at in range(number - 1, -1, -1))
        words = " ".join(next((each for each in before if each.strip()), "").split())
        return f"after “{words[:60]}”" if words else "at the beginning"


def report_taken(
    project: Project, known: Identified, form: ReturnedForm, report: Report, terms: Terms
) -> tuple[Collected, dict[str, bytes]]:
    """What the report brings into its record, and the new content of each file of the record by its kind.

    FormError where it was made by a version that did not keep what it said itself.
    """
    if not known.manifest.lines:
        raise FormError("this report was made by a version that did not note where its sections stand",
                        location=form.name, hint="build it anew, and copy the words over")  # fmt: skip
    sections = sections_of(report.passages, known.manifest)
    cells = {code: report.read(numbers) for code, numbers in sections.own.items()}
    back = _Returned(known, form.name, report, sections, cells)
    taking = _taking(back, form, terms)
    taking.take_all()
    notes = _note_origin(taking, known.manifest.id, back.spoken)
    done = accepted(project, taking, new=known.new, notes=notes)
    own = _printed(project, known, form)
    beside, pictures = left_around(form, own)
    around = (*beside, *_other_comments(form, report, beside))
    texts = (*_texts(back, taking), *around)
    diagnostics = [*report_unreadable(known.record), *known.diagnostics, *taking.diagnostics]
    diagnostics += [*done.diagnostics, *own.diagnostics]
    agreed = dict(_agreed_words(known.declared, done.changed))
    diagnostics += [*_told(back, taking), *_report_agreed(back, agreed)]
    diagnostics += report_kept(form.name, around, pictures)
    result = Collected(
        form=known.manifest.id,
        record=known.record.name,
        application=form.application,
        changed=tuple(done.changed),
        conflicts=tuple(taking.conflicts),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
        kept=(*taking.kept, *done.kept, *texts),
        pictures=(*_pictures(back), *pictures),
        authors=taking.authors,
        typed=tuple(taking.typed),
        agreed=agreed,
    )
    return result, done.contents if done.changed else {}


def _printed(project: Project, known: Identified, form: ReturnedForm) -> Printed:
    """What the report says itself: its lines as they were kept, its title, the rest as it is made today."""
    own = printed(project, known.manifest, known.record, new=known.new, file=form.name)
    texts = frozenset((form.title, *(line.text for line in known.manifest.lines)))
    return replace(own, texts=own.texts | printed_in(PrintedWords(texts, frozenset())).texts)


def _taking(back: _Returned, form: ReturnedForm, terms: Terms) -> Taking:
    """The sections as the rows of a form; those that are not there are told as one thing."""
    fields = tuple(
        in_its_language(each, back.cells[each.code].blocks, back.spoken)
        for each in back.known.manifest.fields
        if each.code in back.cells
    )
    rows = {
        each.code: Located(each.code, (0, at), (Cell(), back.cells[each.code]), ("bookmark",))
        for at, each in enumerate(fields)
    }
    manifest = replace(back.known.manifest, fields=fields)
    return Taking(back.known.record, form, manifest, Match(rows), terms)


def _note_origin(taking: Taking, form: str, spoken: str) -> Notes:
    """Note for each section that changed in which report its words came back; where that is noted."""
    notes: dict[str, list[str]] = {}
    for change in list(taking.changed):
        path = original_path(change.path)
        section = section_path(path, spoken)
        _, *inside = section.split(".")
        said = {"form": form}
        if change.path.startswith(f"{KIND}.") and change.new is not None:
            said["beside"] = digest_of(taking.record, path)
        for name, value in said.items():
            data = taking.data.get(KIND, _now(taking))
            taking.data[KIND] = with_data(data, (*inside, name), value)
            notes.setdefault(change.path, []).append(f"{section}.{name}")
    return notes


def _now(taking: Taking) -> object:
    file = taking.record.files.get(KIND)
    return {} if file is None else file.data


def _agreed_words(declared: DocumentType, changed: Sequence[Changed]) -> Iterator[tuple[str, str]]:
    """Words that the team agreed on and that somebody changed: their path, and what they are."""
    for change in changed:
        what = _declared_change(declared, original_path(change.path))
        if what and change.old is not None:
            yield change.path, what


def _report_agreed(back: _Returned, agreed: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the changes to words that the team agreed on."""
    asked = Questions(back.known.manifest)
    for path, what in agreed.items():
        code, _ = asked.of_path(path)
        said = f"the words of this {what} changed: the team has to agree to them again"
        yield Diagnostic("agreed-words-changed", Level.WARNING, Location(back.file, code), said,
                      "ask the team; status lists it until somebody decides")  # fmt: skip


def _declared_change(declared: DocumentType, path: str) -> str:
    """What changes with the words at ``path``, as the document type declares it; nothing for a narrative."""
    for each in declared.narrative.values():
        if each.path == path:
            return each.changes
    for block in declared.blocks.values():
        inside = path.removeprefix(f"{block.path}.").split(".", 1)
        if path.startswith(f"{block.path}."):
            found = (e for e in block.narrative.values() if e.path == (inside[1] if len(inside) > 1 else ""))
            return next((each.changes for each in found), "")
    return ""


def _pictures(back: _Returned) -> Iterator[KeptPicture]:
    """Pictures and tables of somebody's own, those apart that the report was made with."""
    known = {name for each in back.known.manifest.fields for name in kept_names(each.shown)}
    tables = {table.name: table.to_bytes() for table in _tables(back)}
    places = [*back.cells.items(), *((back.near(at), back.report.read([at])) for at in _loose(back))]
    for where, cell in places:
        for name in kept_names(cell.blocks):
            data = tables.get(name) or back.report.pictures.get(name)
            if data is not None and name not in known:
                known.add(name)
                yield KeptPicture(where, name, data)


def _loose(back: _Returned) -> tuple[int, ...]:
    return (*back.sections.astray, *(each.number for each in back.sections.edited))


def _tables(back: _Returned) -> Iterator[UserTable]:
    inside = {back.report.passages[at].table for numbers in back.sections.own.values() for at in numbers}
    return (back.report.table(number) for number in sorted(inside) if number >= 0)


def _texts(back: _Returned, taking: Taking) -> Iterator[KeptText]:
    """Words in no section, lines of ours that were changed, and comments."""
    for number in back.sections.astray:
        yield KeptText(back.near(number), back.report.passages[number].text, _OUTSIDE)
    for each in back.sections.edited:
        why = f"the report says here: {each.was}"
        yield KeptText(back.near(each.number), back.report.passages[each.number].text, why)
    yield from _beside(back, taking)
    for number, passage in enumerate(back.report.passages):
        for remark in passage.remarks:
            if remark.author != OURS:
                why = f"a comment by {remark.author or 'nobody'}"
                yield KeptText(_place(back, number), remark.text, why, "comment", remark.author)


def _other_comments(
    form: ReturnedForm, report: Report, kept: Sequence[KeptText]
) -> Iterator[KeptText]:
    """Comments that are beside no passage: in a footnote, or where the editor lost their place."""
    placed = {normalise_text(each.text) for passage in report.passages for each in passage.remarks}
    placed |= {normalise_text(each.text) for each in kept}
    for note in (note for cell in (form.outside, *form.cells()) for note in cell.notes):
        if note.kind == "comment" and note.author != OURS and normalise_text(note.text) not in placed:
            placed.add(normalise_text(note.text))
            yield KeptText("outside the sections", note.text, f"a comment by {note.author or 'nobody'}",
                           "comment", note.author)  # fmt: skip


def _beside(back: _Returned, taking: Taking) -> Iterator[KeptText]:
    """What stands in a passage beside its text; comments have a place of their own, footnotes are text."""
    known = _known(back.known.manifest)
    sections = {number: code for code, numbers in back.sections.own.items() for number in numbers}
    for number in range(len(back.report.passages)):
        cell = back.report.read([number], tables=False)
        notes = tuple(note for note in cell.notes if note.kind in ("hidden", "ruby", "alternative"))
        code = sections.get(number, "")
        answer = taking.read.get((taking.match.rows[code].spot, 1), "") if code in taking.match.rows else ""
        bare = replace(cell, notes=notes, revisions=())
        yield from beside_text(_place(back, number), bare, known, str(answer))


def _known(manifest: FormManifest) -> Printed:
    """The addresses that the report was made with."""
    runs = (run for each in manifest.fields for block in each.shown for run in block.runs)
    return Printed(addresses=frozenset(normalise_address(run.link) for run in runs if run.link))


def _place(back: _Returned, number: int) -> str:
    """The code of the section that a passage stands in, or the words of the passage."""
    found = (code for code, numbers in back.sections.own.items() if number in numbers)
    return next(found, " ".join(back.report.passages[number].text.split())[:60] or back.near(number))


def _told(back: _Returned, taking: Taking) -> Iterator[Diagnostic]:
    yield from _told_of_headings(back)
    for number in back.sections.astray:
        place = Location(back.file, back.near(number), context=back.report.passages[number].text[:60])
        yield Diagnostic("kept-text", Level.WARNING, place,
                      "written outside of the sections; it is kept beside the record",
                      "move it into a section, if the report is to say it")  # fmt: skip
    for each in back.sections.edited:
        now = back.report.passages[each.number].text
        place = Location(back.file, back.near(each.number), context=now[:60])
        what = f"this is made from the record and stays as it is there: “{each.was[:120]}”"
        yield Diagnostic("made-from-record", Level.WARNING, place, what, _FROM_RECORD)
    if back.sections.gone:
        first = back.sections.gone[0][:60]
        what = f"{len(back.sections.gone)} lines that are made from the record are gone, the first “{first}”"
        yield Diagnostic(
            "lines-gone", Level.INFO, Location(back.file), what, "they come back with the next report"
        )
    yield from _told_of_words(back, taking)
    yield from _told_of_comments(back, taking)


def _told_of_comments(back: _Returned, taking: Taking) -> Iterator[Diagnostic]:
    """Comments by people: each waits for an answer."""
    for kept in _texts(back, taking):
        if kept.kind == "comment":
            place = Location(back.file, kept.where, context=kept.text[:60])
            what = f"{kept.why}; it is kept beside the record"
            yield Diagnostic(
                "kept-text", Level.WARNING, place, what, "status lists it until somebody decides"
            )


def _told_of_headings(back: _Returned) -> Iterator[Diagnostic]:
    for code in back.sections.without_heading:
        what = "the heading of this section is gone; its words were found by what they say"
        yield Diagnostic(
            "heading-gone", Level.WARNING, Location(back.file, code), what, "look whether all is in"
        )
    sent = {line.section for line in back.known.manifest.lines}
    for each in back.known.manifest.fields:
        if each.code in sent and each.code not in back.cells:
            what = f"the section {each.code} ({each.title}) is gone; the record keeps its words"
            yield Diagnostic("field-missing", Level.WARNING, Location(back.file, each.code), what,
                          "empty the section under its heading if nothing is to stand there")  # fmt: skip


def _told_of_words(back: _Returned, taking: Taking) -> Iterator[Diagnostic]:
    """Tracked changes that were taken, comments that were kept, words in a language of their own."""
    if back.report.revisions:
        authors = ", ".join(sorted({each.author for each in back.report.revisions if each.author}))
        what = f"changes were tracked and are taken as accepted ({authors or 'nobody is named'})"
        yield Diagnostic("tracked-changes", Level.INFO, Location(back.file), what)
    sent = {each.code: each for each in back.known.manifest.fields}
    for each in taking.manifest.fields:
        if each.path != sent[each.code].path:
            what = f"written anew: these are the words of the reports in {back.spoken!r}; the text in "
            what += f"{sent[each.code].language!r} stays as it is"
            yield Diagnostic("own-language", Level.INFO, Location(back.file, each.code), what)
