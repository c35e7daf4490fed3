"""Margin comments in a report about data that has changed since the team wrote its sections.

For each section, the record stores the report in which the section was returned, and the lines of that
report. If a line generated from the record has changed since then, the new report has a comment with the old
text next to that line. Another comment appears wherever a section mentions the old value. A translated
section has a comment if its original has changed. Text written by people is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from assembler.assembly.content.section_translations import compute_digest, find_version
from assembler.errors import AssemblyError
from assembler.i18n.languages.languages import get_language as language_of
from assembler.model.documents.edition_names import find_current_name
from assembler.model.documents.form_manifest import FormManifest, Line
from assembler.model.messages.markup import fill
from assembler.model.review.section_texts import CHANGE_COMMENTS, KIND, original_path
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.values import KINDS
from assembler.values.joined_items import join_codes
from assembler.values.plain_text import normalise_text
from assembler.word.forms.manifest import manifest_from_data
from assembler.word.package.package import open_package
from assembler.word.returned.comment_writer import MarginNote, add_margin_comments
from assembler.word.returned.report_content import Passage
from assembler.word.returned.returned_file import open_returned_file, read_report

ALIKE = 0.5
MOST_CHANGES = 0.5
"""Maximum share of lines that a change of data can explain. Beyond it, the template has changed."""
_NAMED = 4
"""Maximum number of sections that a comment lists before an ellipsis."""
_TOKEN = re.compile(r"\w+(?:[.,:/–-]\w+)*%?|[^\w\s]")

Translate = Callable[[str], str]


class Change(Struct, frozen=True):
    """A change to a generated line.

    ``at`` is the index of the line in the current report or, if the line was deleted, the index of the line
    after it. For a new line, ``before`` is empty.
    """

    at: int
    before: str
    now: str


def add_change_comments(
    data: bytes, manifest: FormManifest, record: Record, project: Project, translate: Translate
) -> bytes:
    """Return the report in ``data`` with comments on all changes since its sections were returned."""
    origins = _find_origins(manifest, record, project)
    if not origins and not _find_outdated(manifest, record):
        return data
    package = open_package(data, manifest.type)
    report = read_report(open_returned_file(data, manifest.type))
    builder = _CommentBuilder(manifest, report.passages, translate)
    comments = [note for codes, old in origins for note in builder.comment_changes(codes, old)]
    comments += builder.comment_translations(_find_outdated(manifest, record))
    notes = sorted(dict.fromkeys(comments), key=lambda note: note.passage)
    tag = language_of(manifest.language).tag
    return add_margin_comments(package, notes, tag).to_bytes() if notes else data


def compare_lines(before: Sequence[Line], now: Sequence[Line]) -> tuple[Change, ...]:
    """Return the changes to generated lines.

    Markers of sections are ignored.

    >>> compare_lines([Line("Held 28 interviews."), Line("A")], [Line("Held 29 interviews."), Line("A")])
    (Change(at=0, before='Held 28 interviews.', now='Held 29 interviews.'),)
    """
    old = [line for line in before if not line.section]
    new = [(at, line) for at, line in enumerate(now) if not line.section]
    keys = [normalise_text(line.text) for _, line in new]
    matcher = SequenceMatcher(None, [normalise_text(line.text) for line in old], keys, autojunk=False)
    changes: list[Change] = []
    for operation, first, last, begin, end in matcher.get_opcodes():
        if operation != "equal":
            at = new[begin][0] if begin < len(new) else len(now)
            changes += _pair_lines(old[first:last], new[begin:end], at)
    return tuple(changes)


def _pair_lines(old: Sequence[Line], new: Sequence[tuple[int, Line]], at: int) -> Iterator[Change]:
    """Yield the changes between lines that differ.

    Similar lines form pairs. Any other line is deleted or new. ``at`` is the index in the current report of
    the first line of ``new``.
    """
    unmatched = list(old)
    for index, line in new:
        twin = max(unmatched, key=lambda each: _measure_similarity(each, line), default=None)
        if twin is not None and _measure_similarity(twin, line) >= ALIKE:
            deleted, unmatched = unmatched[: unmatched.index(twin)], unmatched[unmatched.index(twin) + 1 :]
            yield from (Change(index, each.text, "") for each in deleted)
            yield Change(index, twin.text, line.text)
        else:
            yield Change(index, "", line.text)
    yield from (Change(at + len(new), each.text, "") for each in unmatched)


def _measure_similarity(one: Line, other: Line) -> float:
    """Return the similarity of two lines, from 0 to 1.

    Lines with the same bookmark have a similarity of 1, unless Word created the bookmark for the table of
    contents.
    """
    if one.mark and one.mark == other.mark and not one.mark.startswith("_Toc"):
        return 1.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def _find_origins(
    manifest: FormManifest, record: Record, project: Project
) -> list[tuple[tuple[str, ...], FormManifest]]:
    """Return the earlier reports in which sections of this report were returned.

    Each is a pair of the codes of these sections and the manifest of the earlier report. Reports in another
    language or edition are omitted.
    """
    by_form: dict[str, list[str]] = {}
    for field in manifest.fields:
        if form := find_version(record, original_path(field.path), manifest.language).form:
            by_form.setdefault(form, []).append(field.code)
    found = ((tuple(codes), _load_manifest(project, form)) for form, codes in by_form.items())
    same = ((codes, old) for codes, old in found if old is not None and old.lines)
    wanted = (manifest.language, manifest.edition)
    return [
        (codes, old)
        for codes, old in same
        if (old.language, find_current_name(old.edition, (manifest.edition,))) == wanted
    ]


def _load_manifest(project: Project, form: str) -> FormManifest | None:
    try:
        return manifest_from_data(project.form(form))
    except (AssemblyError, KeyError, TypeError, ValueError):
        return None


def _find_outdated(manifest: FormManifest, record: Record) -> dict[str, str]:
    """Map the code of each translated section whose original has changed to the language of the original."""
    found = {}
    for field in manifest.fields:
        if field.path.startswith(f"{KIND}."):
            path = original_path(field.path)
            known = find_version(record, path, manifest.language).beside
            if known and known != compute_digest(record, path):
                found[field.code] = record.about.language
    return found


class _CommentBuilder:
    """Builder for the comments on one report."""

    def __init__(self, manifest: FormManifest, passages: Sequence[Passage], translate: Translate) -> None:
        self.manifest, self.passages, self.translate = manifest, passages, translate
        self.line_at: dict[int, int] = {}
        self.section_at: dict[str, list[int]] = {}
        self._locate_lines()

    def _locate_lines(self) -> None:
        """Find the passage of the document that contains each generated line.

        Any passages after the position of a section and before the next line belong to that section.
        """
        at = 0
        section = ""
        for number, line in enumerate(self.manifest.lines):
            if line.section:
                section = line.section
                continue
            while at < len(self.passages) and self.passages[at].text != line.text:
                if section:
                    self.section_at.setdefault(section, []).append(at)
                at += 1
            self.line_at[number] = min(at, len(self.passages) - 1)
            section = ""
            at += 1

    def comment_changes(self, codes: Sequence[str], old: FormManifest) -> Iterator[MarginNote]:
        """Yield comments on changes since the sections ``codes`` were returned in the report ``old``."""
        named = join_codes(codes[:_NAMED], self.manifest.language) + (" …" if len(codes) > _NAMED else "")
        for change in self._compare(old):
            kind = "changed" if change.before and change.now else "new" if change.now else "gone"
            text = self._translate(kind, sections=named, before=_flatten(change.before))
            yield MarginNote(self._find_passage(change.at), text)
            if kind == "changed":
                yield from self._comment_mentions(codes, change)

    def _compare(self, old: FormManifest) -> Sequence[Change]:
        """Return the changes since the report ``old``.

        If most lines differ, the template itself has changed. Only lines with changed numbers are then
        returned.
        """
        changes = compare_lines(old.lines, self.manifest.lines)
        if len(changes) <= MOST_CHANGES * len(self.line_at):
            return changes
        return [each for each in changes if each.now and find_replacements(each.before, each.now)]

    def _comment_mentions(self, codes: Sequence[str], change: Change) -> Iterator[MarginNote]:
        """Yield comments on passages in the sections ``codes`` that mention an old value."""
        for before, now in find_replacements(change.before, change.now):
            wanted = re.compile(rf"(?<!\w){re.escape(before)}(?!\w)", re.IGNORECASE)
            for code in codes:
                for at in self.section_at.get(code, ()):
                    if wanted.search(" ".join(self.passages[at].text.split())):
                        yield MarginNote(at, self._translate("named", before=before, now=now))

    def comment_translations(self, codes: dict[str, str]) -> Iterator[MarginNote]:
        """Yield comments on translated sections whose originals have changed.

        ``codes`` maps each section to the language of its original.
        """
        for code, spoken in codes.items():
            for at in self.section_at.get(code, ())[:1]:
                yield MarginNote(
                    at,
                    self._translate(
                        "beside", language=KINDS["language"].show(spoken, self.manifest.language)
                    ),
                )

    def _find_passage(self, line: int) -> int:
        return self.line_at.get(line, len(self.passages) - 1)

    def _translate(self, kind: str, **fields: str) -> str:
        return fill(self.translate(CHANGE_COMMENTS[kind]), fields)


def _flatten(text: str) -> str:
    return " · ".join(" ".join(cell.split()) for cell in text.split("\t") if cell.strip())


def find_replacements(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return the old and the new text for each number that has changed.

    Each text consists of the number and, if it has not changed, the word that follows.

    >>> find_replacements("It held 28 interviews.", "It held 29 interviews.")
    (('28 interviews', '29 interviews'),)
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    found = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "replace" or not any(letter.isdigit() for word in old[first:last] for letter in word):
            continue
        alone = last - first == 1 and old[last : last + 1] == new[end : end + 1]
        words = [word for word in old[last : last + 1] if alone and word.isalpha()]
        found.append((" ".join((*old[first:last], *words)), " ".join((*new[begin:end], *words))))
    return tuple(found)
