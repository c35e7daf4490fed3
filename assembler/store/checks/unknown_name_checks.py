"""Checks of the references in records, and of charters against their benchmarks.

Each name in a record must exist in the file that defines it. This applies to indicators, pillars, members,
interpreters, sessions, evidence, findings, recommendations, charter versions, signatories, commitments, the
chapters and problems of a publication, and the editions, areas and ministries of an agenda.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Location, Rule
from assembler.diagnostics.agenda_references import UNKNOWN_AREA, UNKNOWN_EDITION, UNKNOWN_MINISTRY
from assembler.diagnostics.references import (
    DIFFERENT_ROLES,
    INCOMPLETE_OFFICIAL_WORDING,
    PREFIXED_INDICATOR,
    UNKNOWN_CHAPTER,
    UNKNOWN_CHARTER,
    UNKNOWN_COMMITMENT,
    UNKNOWN_EVIDENCE,
    UNKNOWN_FINDING,
    UNKNOWN_INDICATOR,
    UNKNOWN_INTERPRETER,
    UNKNOWN_MEMBER,
    UNKNOWN_PILLAR,
    UNKNOWN_PROBLEM,
    UNKNOWN_RECOMMENDATION,
    UNKNOWN_SESSION,
    UNKNOWN_SIGNATORY,
)
from assembler.model.types.references import NamedReference, iter_references
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.agenda_edition import AgendaEdition
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion
    from assembler.model.reference.policy_agenda import PolicyAgenda


_FILES = {"member": "review", "session": "visit", "interpreter": "visit", "evidence": "evidence",
          "finding": "feedback", "recommendation": "feedback",
          "chapter": "publication", "problem": "publication"}  # fmt: skip
"""Maps each kind of name to the kind of file that defines it."""
_RULES: Mapping[str, Rule] = {
    "member": UNKNOWN_MEMBER,
    "session": UNKNOWN_SESSION,
    "interpreter": UNKNOWN_INTERPRETER,
    "evidence": UNKNOWN_EVIDENCE,
    "finding": UNKNOWN_FINDING,
    "recommendation": UNKNOWN_RECOMMENDATION,
    "chapter": UNKNOWN_CHAPTER,
    "problem": UNKNOWN_PROBLEM,
}


def list_names(record: Record) -> list[NamedReference]:
    """Return all references in the readable files of ``record``."""
    return [
        named
        for kind, entity in record.readable_entities.items()
        for named in iter_references(entity, (kind,))
    ]


def report_unknown_indicators(
    record: Record, names: Iterable[NamedReference], benchmark: Benchmark
) -> Iterator[Diagnostic]:
    """Yield errors for indicators and pillars that this version of the benchmark does not contain."""
    pillars = [dimension.code for dimension in benchmark.dimensions]
    codes = {indicator.code for indicator in benchmark.indicators()}
    for named in names:
        if named.to == "pillar" and named.name not in pillars:
            yield report_unknown(UNKNOWN_PILLAR, _locate(record, named), named.name, pillars)
        if named.to == "indicator" and named.name not in codes:
            yield _build_indicator_error(named.name, benchmark, _locate(record, named))


def _build_indicator_error(code: str, benchmark: Benchmark, location: Location) -> Diagnostic:
    """Return the error for ``code``, which is not the code of an indicator in ``benchmark``."""
    wanted = code.removeprefix(f"{benchmark.prefix}:")
    if any(indicator.code == wanted for indicator in benchmark.indicators()):
        return PREFIXED_INDICATOR.at(location, code=code, canonical=wanted)
    if old := benchmark.find_replaced(wanted):
        fields = {"version": old.version, "benchmark": benchmark.id, "explanation": old.explanation}
        return UNKNOWN_INDICATOR.at(location, "replaced", code=wanted, now=old.now, **fields)
    near = benchmark.find_similar_codes(wanted)
    if not near:
        return UNKNOWN_INDICATOR.at(location, code=wanted)
    variant = "similar" if len(near) == 1 else "several"
    return UNKNOWN_INDICATOR.at(location, variant, code=wanted, near=", ".join(near))


def report_unknown_names(record: Record, names: Iterable[NamedReference]) -> Iterator[Diagnostic]:
    """Yield errors for names that do not exist, such as those of members, sessions, findings and chapters.

    References into a file with errors are not reported, because the names that it defines are unknown.
    """
    known = _collect_known_names(record)
    for named in names:
        if named.to in known and named.name not in known[named.to]:
            extra = {"file": record.file_name("review")} if named.to == "member" else {}
            location = _locate(record, named)
            yield report_unknown(_RULES[named.to], location, named.name, known[named.to], **extra)


def _collect_known_names(record: Record) -> Mapping[str, Collection[str]]:
    files: Mapping[str, Any] = record.readable_entities
    people = [member.person.initials for member in files["review"].team.members] if "review" in files else ()
    known = {
        "member": dict.fromkeys(initials for initials in people if initials),
        "session": getattr(files.get("visit"), "sessions", {}),
        "interpreter": getattr(files.get("visit"), "interpreter_people", {}),
        "evidence": getattr(files.get("evidence"), "records", {}),
        "finding": getattr(files.get("feedback"), "findings", {}),
        "recommendation": getattr(files.get("feedback"), "recommendations", {}),
        "chapter": getattr(files.get("publication"), "chapters", {}),
        "problem": getattr(files.get("publication"), "problems", {}),
    }
    return {to: names for to, names in known.items() if _FILES[to] not in record.unreadable}


def _locate(record: Record, named: NamedReference) -> Location:
    return record.locate(join_path(named.path))


def report_unknown_charters(record: Record, known: Collection[str]) -> Iterator[Diagnostic]:
    """Yield errors for the charter versions that a round names but that are not in ``data/charters``."""
    if "charter" not in record.entities:
        return
    from assembler.model.reference.charter import CharterRound

    charter_round = record.require(CharterRound)
    signed = [
        (f"charter.signatures[{n}].version", each.version) for n, each in enumerate(charter_round.signatures)
    ]
    for path, tag in (("charter.charter", charter_round.charter), *signed):
        if tag and tag not in known:
            yield report_unknown(UNKNOWN_CHARTER, record.locate(path), tag, known)


def report_unknown_commitments(
    record: Record, commitments: Mapping[str, Collection[str]]
) -> Iterator[Diagnostic]:
    """Yield errors for cities that report without having signed, and for commitments that they did not sign.

    ``commitments`` maps each charter version to the codes of its commitments.
    """
    from assembler.model.reference.charter import CharterRound
    from assembler.model.reference.progress_reports import ProgressRound

    charter_round = record.require(CharterRound)
    known = charter_round.standing_signatures()
    for named in iter_references(record.require(ProgressRound), ("progress",)):
        if named.to == "signatory" and named.name not in known:
            yield report_unknown(UNKNOWN_SIGNATORY, _locate(record, named), named.name, known)
        elif named.to == "commitment":
            codes = commitments.get(charter_round.version_signed(str(named.path[-3])), ())
            if named.name not in codes:
                yield report_unknown(UNKNOWN_COMMITMENT, _locate(record, named), named.name, codes)


def report_partial_wording(
    charter: CharterVersion, benchmark: Benchmark, place: Location
) -> Iterator[Diagnostic]:
    """Yield a warning for each language in which the official wording of ``charter`` is incomplete.

    Documents in that language use the program's own restatement instead. ``place`` is the location of the
    warnings.
    """
    statements = (code for each in benchmark.indicators() for code in each.statement.official)
    for code in sorted({*charter.official, *statements}):
        if lacking := charter.find_missing_official(code, benchmark):
            yield INCOMPLETE_OFFICIAL_WORDING.at(place, language=code, missing=", ".join(lacking))


def report_different_roles(
    charter: CharterVersion, benchmark: Benchmark, place: Location
) -> Iterator[Diagnostic]:
    """Yield an error if the roles of ``charter`` differ from the dimensions of its benchmark."""
    roles = {role.code for role in charter.text.roles} if charter.text else set()
    if differing := sorted(roles ^ {dimension.code for dimension in benchmark.dimensions}):
        codes = ", ".join(differing)
        yield DIFFERENT_ROLES.at(place, charter=charter.tag, benchmark=benchmark.tag, codes=codes)


def report_unknown_in_agenda(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    """Yield errors for the edition, areas and ministries in ``record`` that ``agenda`` does not contain.

    An area of another edition is also an error, because its text would not appear in any document.
    """
    if edition.number not in (numbers := [each.number for each in agenda.editions]):
        known = tuple(map(str, numbers))
        yield report_unknown(UNKNOWN_EDITION, _locate_in_agenda(record, "number"), str(edition.number), known)
    yield from _report_unknown_areas(record, edition, agenda)
    yield from _report_unknown_ministries(record, edition, agenda)


def _report_unknown_areas(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    here = {area.code: area for area in agenda.areas_of(edition.number)}
    elsewhere = {area.code: area for area in agenda.areas}
    for code in edition.entries:
        if code in here:
            continue
        location, area = _locate_in_agenda(record, "entries", code), elsewhere.get(code)
        if area is None:
            yield report_unknown(UNKNOWN_AREA, location, code, tuple(here))
        elif area.merged_into:
            yield UNKNOWN_AREA.at(
                location, "merged", name=code, edition=edition.number, area=area.merged_into
            )
        else:
            yield UNKNOWN_AREA.at(location, "other", name=code, edition=edition.number)


def _report_unknown_ministries(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    known = tuple(each.code for each in agenda.ministries)
    for code, entry in edition.entries.items():
        for index, effort in enumerate(entry.efforts):
            if effort.ministry and effort.ministry not in known:
                location = _locate_in_agenda(record, "entries", code, "efforts", index, "ministry")
                yield report_unknown(UNKNOWN_MINISTRY, location, effort.ministry, known)


def _locate_in_agenda(record: Record, *path: str | int) -> Location:
    return record.locate(join_path(("agenda", *path)))
