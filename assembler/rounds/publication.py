"""Create the publication of a round, and gather its contents from the reviews of the round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.gathered_items import UNGATHERED_ITEM, WITHDRAWN_ITEM
from assembler.errors import DataError, ProjectError
from assembler.merging.audit_entries import build_program_lines, write_changes
from assembler.merging.collect_result import ValueChange
from assembler.model.reference.benchmark import Benchmark
from assembler.model.reference.findings_publications import Publication
from assembler.model.review.review_round import ReviewRound
from assembler.rounds.gathered_items import Data, Gathered, dump_text, gather_items
from assembler.rules import run_rules
from assembler.rules.publication import item_without_source, unused_item
from assembler.store.checks.publication_sources import report_contradictory_items
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import RECORDS, Project, check_new_name
from assembler.store.records.record import Record
from assembler.store.records.record_writer import Change, edit_record
from assembler.store.yaml.yaml_file import YamlFile
from assembler.structs import Struct, as_data, replace

SOURCE = "assembler gather"
"""Source of gathered values in the audit log."""


class GatherResult(Struct, frozen=True):
    """The numbers of items gathered and in use, the changes to the record, and the diagnostics.

    ``written`` is empty if nothing was written.
    """

    record: str
    gathered: int
    used: int
    changed: tuple[ValueChange, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        return {**as_data(self), "diagnostics": [each.as_dict() for each in self.diagnostics]}


def gather_publication(
    project: Project, name: str, *, round_name: str = "", title: str = "", dry_run: bool = False,
    moment: str = "",
) -> GatherResult:  # fmt: skip
    """Gather the reviews of a round into the publication of the record ``name``, and write it.

    A new record needs ``round_name``. ``title`` defaults to the title of the round. ``moment`` is the time of
    the change for the audit log (ISO 8601). Raises ProjectError if the round or a record is missing,
    DataError if the record is not a publication of a round or would have errors afterwards, and OutputError
    if it cannot be written.
    """
    begun = None if name in project.records() else _create_record(project, name, round_name, title)
    folder = begun.folder if begun else project.record_folder(name)
    with nullcontext() if dry_run else lock_folder(folder, make=begun is not None):
        record = begun or project.record(name)
        publication, before = record.require(Publication), record.files["publication"].data
        _check_round(record, publication, round_name)
        reviews = [project.record(each) for each in project.round(publication.round).reviews]
        found = gather_items(publication, before, reviews)
        keys = [key for key, value in found.data.items() if begun or value != before.get(key)]
        edited = edit_record(record, [Change(f"publication.{key}", found.data[key]) for key in keys])
        if edited.errors:
            what = "the items gathered from the reviews are not valid in this publication"
            raise DataError(what, location=name,
                            hint="fix the errors listed below", diagnostics=edited.errors)  # fmt: skip
        items = found.data.get("gathered") or {}
        result = GatherResult(
            record.name,
            len(items),
            sum("item" in each for each in items.values()),
            tuple(_list_changes(before, found.data)),
            tuple(_report(edited.record, project.benchmark(publication.benchmark), found)),
        )
        if dry_run or not keys:
            return result
        lines = build_program_lines(SOURCE, result.changed, moment)
        written = write_changes(project, record, edited.contents, lines, moment)
        return replace(result, written=written)


def _check_round(record: Record, publication: Publication, round_name: str) -> None:
    if not publication.round:
        raise DataError("this publication does not belong to a round", location=record.name,
                        hint="create another one: assembler gather NAME --round ROUND")  # fmt: skip
    if round_name not in ("", publication.round):
        raise ProjectError(
            f"this publication belongs to the round {publication.round}, not to {round_name}",
            location=record.name,
            hint="omit --round to continue this publication, or give the new publication another name",
        )


def _create_record(project: Project, name: str, round_name: str, title: str) -> Record:
    """Return the unsaved record of a new publication, with chapters that fit the benchmark of its round."""
    if not round_name:
        raise ProjectError(
            f"there is no record “{name}”",
            hint="to create a publication, add --round and the name of a round",
        )
    check_new_name(name)
    each = project.round(round_name)
    header: Data = {
        "example": True,
        "project": each.project,
        "language": each.language,
        "round": round_name,
        "benchmark": each.benchmark,
        "title": title or each.title.text,
        "cities": [host.city for host in each.cities],
        "chapters": _build_chapters(project, each),
    }
    if not each.example:
        del header["example"]
    folder = project.root / Path(RECORDS) / name
    file = YamlFile(project.display_path(folder / "publication.yaml"), header)
    return Record(name, folder, {"publication": Publication.model_validate(header)}, {"publication": file})


def _build_chapters(project: Project, each: ReviewRound) -> Data:
    """Return the chapters of an existing publication with the same benchmark that does not belong to a round.

    If there is no such publication, each dimension of the benchmark is a chapter.
    """
    language = Publication.model_construct(language=each.language)
    for name in project.records():
        if "publication" in project.kinds(name) and (record := project.checked_record(name).record):
            model = record.require(Publication)
            if model.benchmark == each.benchmark and not model.round:
                return {
                    code: _drop_missing({
                        "title": dump_text(chapter.title, language, record),
                        "pillar": chapter.pillar,
                        "scope": dump_text(chapter.scope, language, record),
                        "indicators": list(chapter.indicators),
                    })
                    for code, chapter in model.chapters.items()
                }  # fmt: skip
    return _build_dimension_chapters(project.benchmark(each.benchmark), each.language)


def _build_dimension_chapters(benchmark: Benchmark, language: str) -> Data:
    names = {each.code: each.name.text for each in benchmark.dimensions}
    return {
        each.code: {
            "title": names[each.code] if language == "en" else {"text": names[each.code], "language": "en"},
            "indicators": [indicator.code for indicator in each.indicators],
        }
        for each in benchmark.dimensions
    }


def _drop_missing(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}


def _list_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ValueChange]:
    """Yield a change for each item that differs."""
    for section in ("gathered", "problems", "recommendations", "practices"):
        old, new = before.get(section) or {}, after.get(section) or {}
        for key in dict.fromkeys((*new, *old)):
            if old.get(key) != new.get(key):
                yield ValueChange(f"publication.{section}.{key}", old.get(key), new.get(key))


def _report(record: Record, benchmark: Benchmark, found: Gathered) -> Iterator[Diagnostic]:
    """Yield diagnostics about the items that the editor must check, located in the new file."""
    items = found.data.get("gathered") or {}
    for source in found.withdrawn:
        location = record.locate(f"publication.gathered.{source}")
        if item := items[source].get("item"):
            yield WITHDRAWN_ITEM.at(location, source=source, item=item)
        else:
            yield WITHDRAWN_ITEM.at(location, "left out", source=source)
    for item, source in found.without_chapter.items():
        location = record.locate(f"publication.gathered.{source}")
        yield UNGATHERED_ITEM.at(location, item=item, source=source)
    yield from report_contradictory_items(record)
    yield from run_rules((item_without_source, unused_item), record, benchmark)
