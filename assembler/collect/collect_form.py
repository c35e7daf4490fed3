"""Merge of a returned form into its record, with diagnostics and the texts to keep."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from assembler.collect.applying.fields import FieldMerge, MergePolicy
from assembler.collect.applying.lists import merge_answers
from assembler.collect.applying.validation import validate_changes
from assembler.collect.identification import IdentifiedForm
from assembler.collect.reading.row_matching import RowMatch, RowPosition, match_rows
from assembler.collect.unmatched import find_unmatched, read_printed_content, report_kept
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import ACCEPTED_CHANGES, TABLE_IN_ANSWER
from assembler.diagnostics.returned_forms import FORM_NOT_SENT, MATCHED_BY_POSITION
from assembler.merging.collect_result import CollectResult
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.paths import ROOTS
from assembler.rules.check_record import check_record_rules
from assembler.store.project.project import Project
from assembler.store.records.record import Record, report_unreadable
from assembler.structs import Struct
from assembler.views.document_parts import list_parts
from assembler.word.package.ids import bookmark_name
from assembler.word.returned.form_content import ReturnedForm, Revision


class MergedForm(Struct, frozen=True):
    """A merged form or report: the result, the updated record, and the new contents of its files by kind."""

    result: CollectResult
    record: Record
    contents: Mapping[str, bytes]


def merge_form(
    project: Project, form: ReturnedForm, identified: IdentifiedForm, policy: MergePolicy
) -> MergedForm:
    """Merge the answers of a form into its record in memory.

    Nothing is written. Raises DataError if the record would then have errors.
    """
    manifest = identified.manifest
    copied = {row.code for each in manifest.lists for row in each.rows}
    own = read_printed_content(project, manifest, identified.record, new=identified.new, file=form.name)
    match = match_rows(form, _list_codes(manifest), bookmark_name, in_lists=copied, is_printed=own.contains)
    widths = {code: own.widths.get(bookmark_name(code), 0) for code in match.rows}
    merge = FieldMerge(identified.record, form, manifest, match, policy, widths=widths,
                    currency=project.cities()[manifest.city].currency if manifest.city else "",
                    bare=not any(cell.controls for cell in form.cells()))  # fmt: skip
    merge_answers(merge)
    done = validate_changes(project, merge, new=identified.new)
    texts, pictures = find_unmatched(form, match, merge.read, own)
    diagnostics = [*report_unreadable(identified.record), *identified.diagnostics, *match.diagnostics]
    diagnostics += [
        *_report_shape_matches(form, match),
        *merge.diagnostics,
        *done.diagnostics,
        *own.diagnostics,
    ]
    diagnostics += [
        *_report_answer_formats(form, match, merge.read),
        *report_kept(form.name, texts, pictures),
    ]
    result = CollectResult(
        form=manifest.id,
        record=identified.record.name,
        application=form.application,
        changed=tuple(done.changed),
        conflicts=tuple(merge.conflicts),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
        incomplete=_find_incomplete(project, identified, done.record),
        kept=(*merge.kept, *done.kept, *texts),
        pictures=pictures,
        authors=merge.authors,
        typed=tuple(merge.typed),
        lists=tuple(merge.lists),
    )
    return MergedForm(result, done.record, done.contents)


def is_empty(project: Project, manifest: FormManifest, result: CollectResult, data: bytes) -> bool:
    """Return whether nothing was filled in.

    This is the case if the file is exactly as sent, or if the form was sent without answers and still has no
    answers. A form that was sent with answers, saved, and returned with the same answers is not empty,
    because the answers were confirmed.
    """
    brought = (result.changed, result.conflicts, result.kept, result.pictures, result.typed)
    if any(brought) or any(each.is_error for each in result.diagnostics if each.rule != FORM_NOT_SENT.id):
        return False
    return manifest.is_empty or any(each == data for each in project.sent_files(manifest.id))


def _find_incomplete(project: Project, identified: IdentifiedForm, record: Record) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of completeness rules for ``record``, which includes the merged answers.

    The rules are those for all files in which the form has answers. Diagnostics about answers for which the
    form does not ask are omitted. If the form is about one part of the record (a peer's grid), diagnostics
    about other parts are also omitted.
    """
    paths = _list_asked_paths(identified.manifest)
    kinds = [kind for kind in ROOTS if kind in paths or kind == identified.declared.record]
    diagnostics = check_record_rules(project, record, kinds)
    every = list_parts(identified.declared.parts, record) if identified.declared.parts else ()
    others = set(every) - {identified.manifest.part}
    return tuple(
        each
        for each in diagnostics
        if others.isdisjoint(each.location.position.split("."))
        and _is_asked(each.location.position, kinds, paths)
    )


def _list_asked_paths(manifest: FormManifest) -> frozenset[str]:
    """Return the paths of the answers for which the form asks, and all their parents."""
    paths = [*(each.path for each in manifest.fields), *(each.path for each in manifest.lists)]
    split = (path.split(".") for path in paths)
    return frozenset(".".join(names[:end]) for names in split for end in range(1, len(names) + 1))


def _is_asked(where: str, kinds: Collection[str], paths: Collection[str]) -> bool:
    """Return whether the form asks for ``where``, for part of it, or for something that contains it.

    ``kinds`` are the kinds of file in which the form has answers. A location in any other file is relevant to
    every form.

    >>> _is_asked("baseline.assessments.GG/A/1", ["baseline"], {"baseline", "baseline.background"})
    False
    """
    names = where.split(".")
    if names[0] not in kinds or where in paths:
        return True
    return any(_is_asked_completely(".".join(names[:end]), paths) for end in range(2, len(names)))


def _is_asked_completely(path: str, paths: Collection[str]) -> bool:
    """Return whether the form asks for the whole value at ``path``."""
    return path in paths and not any(each.startswith(f"{path}.") for each in paths)


def _list_codes(manifest: FormManifest) -> tuple[str, ...]:
    rows = (row.code for each in manifest.lists for row in each.rows)
    return tuple(dict.fromkeys((*(each.row_code for each in manifest.fields), *rows)))


def _report_shape_matches(form: ReturnedForm, match: RowMatch) -> Iterable[Diagnostic]:
    """Report rows without codes that were matched by their position."""
    for code, located in match.rows.items():
        if located.anchors == ("shape",):
            yield MATCHED_BY_POSITION.at(Location(form.name, code))


def _report_answer_formats(
    form: ReturnedForm, match: RowMatch, read: Collection[tuple[RowPosition, int]]
) -> Iterable[Diagnostic]:
    """Report answers with tracked changes or tables.

    The changes are accepted, and the tables become text.
    """
    for code, located in match.rows.items():
        answers = [cell for index, cell in enumerate(located.cells) if (located.position, index) in read]
        if any(cell.tables for cell in answers):
            yield TABLE_IN_ANSWER.at(Location(form.name, code))
        if revisions := [each for cell in answers for each in cell.revisions]:
            yield report_revisions(Location(form.name, code), revisions)


def report_revisions(location: Location, revisions: Iterable[Revision]) -> Diagnostic:
    """Return the diagnostic that tracked changes were read as accepted, with the names of their authors."""
    authors = ", ".join(sorted({each.author for each in revisions if each.author}))
    if not authors:
        return ACCEPTED_CHANGES.at(location, "anonymous")
    return ACCEPTED_CHANGES.at(location, authors=authors)
