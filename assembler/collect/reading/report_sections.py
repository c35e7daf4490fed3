"""Sections of a returned report: the passages that belong to each, and the language of its text.

A printed line is a line that the program wrote, outside the sections that people write. The manifest contains
every printed line of the report in order, with the positions of the sections. Headings are identified by
bookmarks and codes. Equal lines match each other, and similar lines at the same position are edited versions
of the same line. Every other passage was added by people. If it is between a section's heading and the next
printed line, it belongs to that section. Otherwise it is kept.

A section with English text in a Dutch report may be returned with a corrected comma, or rewritten in Dutch.
If it shares most words with the text that was sent, it is still the English text. Otherwise, it is a Dutch
text for this report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice

from assembler.i18n.languages.languages import get_language as language_of
from assembler.model.documents.form_manifest import FormField, FormManifest
from assembler.model.review.section_texts import section_path
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field, replace
from assembler.values.plain_text import normalise_text
from assembler.word.package.ids import bookmark_name
from assembler.word.returned.report_content import KEPT, Passage, join_text

MIN_SIMILARITY = 0.6
"""Minimum similarity at which a line counts as an edited version of a printed line."""
_MOST_CHARACTERS = 400
_MOST_LINES = 40
"""Maximum number of printed lines that are compared with one passage."""


class EditedLine(Struct, frozen=True):
    """A printed line that was changed, with the index of its passage."""

    number: int
    was: str


class Sections(Struct, frozen=True):
    """The passages of a report, by their role.

    Passages are numbered from 0. ``own`` maps each section that was found to its passages, if any.
    ``without_heading`` are those sections whose heading is missing. ``unassigned`` are passages in no
    section. ``edited`` and ``deleted`` are printed lines that were changed or removed. ``candidates`` are new
    headings in a part with findings, each with the text below it.
    """

    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    without_heading: tuple[str, ...] = ()
    unassigned: tuple[int, ...] = ()
    edited: tuple[EditedLine, ...] = ()
    deleted: tuple[str, ...] = ()
    candidates: tuple[tuple[int, ...], ...] = ()


class _SentLine(Struct, frozen=True):
    """A line of the report as sent: a printed line, or a line in the text of a section."""

    key: str
    mark: str = ""
    section: str = ""


def find_sections(passages: Sequence[Passage], manifest: FormManifest) -> Sections:
    """Find the sections of a report that was built with ``manifest``."""
    return _PassageSorter(passages, manifest).sort()


def _list_sent_lines(manifest: FormManifest) -> tuple[list[_SentLine], dict[int, str]]:
    """Return the lines that were sent, and a mapping from line indexes to codes of sections.

    A section begins after the line with its index.
    """
    texts = {each.code: (join_text(each.shown) if each.shown else each.prompt) for each in manifest.fields}
    lines: list[_SentLine] = []
    opens: dict[int, str] = {}
    for line in manifest.lines:
        if line.section:
            opens[len(lines) - 1] = line.section
            words = texts.get(line.section, "").splitlines()
            lines += [_SentLine(key, "", line.section) for each in words if (key := normalise_text(each))]
        elif key := normalise_text(line.text):
            lines.append(_SentLine(key, line.mark))
    return lines, opens


class _PassageSorter:
    """Sorter that matches the passages of one report with the lines that were sent."""

    def __init__(self, passages: Sequence[Passage], manifest: FormManifest) -> None:
        self.passages = passages
        self.keys = [normalise_text(each.text) for each in passages]
        self.sent, self.opens = _list_sent_lines(manifest)
        self.heads = dict(self._find_headings([each.code for each in manifest.fields]))
        self.paths = {each.code: each.path for each in manifest.fields}
        self.line_of: dict[int, int] = {}
        self.in_boxes: set[int] = set()
        """Printed lines in text boxes next to other text, by their indexes in ``sent``."""

    def sort(self) -> Sections:
        self._match_bookmarks()
        self._match_in_order()
        self._match_moved()
        self._match_text_boxes()
        edited = tuple(self._match_edited())
        return self._assign_sections(edited)

    def _find_headings(self, codes: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield the index of the passage where each section begins, and the section's code.

        A passage with the section's bookmark and code is preferred, then one with the code, then one with the
        bookmark.
        """
        for code in codes:
            name = bookmark_name(code)
            marked = [index for index, each in enumerate(self.passages) if name in each.bookmarks]
            shown = [index for index, key in enumerate(self.keys) if _has_code(key, code)]
            both = [index for index in marked if index in shown]
            if candidates := both or shown or marked:
                yield candidates[0], code

    def _list_free_lines(self) -> list[int]:
        taken = self.in_boxes.union(self.line_of.values())
        return [index for index, line in enumerate(self.sent) if index not in taken and not line.section]

    def _match_bookmarks(self) -> None:
        """Match printed lines whose bookmark occurs exactly once in the returned report."""
        count = Counter(mark for each in self.passages for mark in set(each.bookmarks))
        marks = {line.mark: index for index, line in enumerate(self.sent) if line.mark}
        for index, each in enumerate(self.passages):
            unique = [mark for mark in each.bookmarks if mark in marks and count[mark] == 1]
            if unique and self.keys[index]:
                self.line_of[index] = marks[unique[0]]

    def _match_in_order(self) -> None:
        """Match unchanged lines in their original order, including lines in the text of a section."""
        keys = [line.key for line in self.sent]
        matcher = SequenceMatcher(None, keys, self.keys, autojunk=False)
        taken = set(self.line_of.values())
        for begin, index, size in matcher.get_matching_blocks():
            for step in range(size):
                if index + step not in self.line_of and begin + step not in taken:
                    self.line_of[index + step] = begin + step

    def _match_moved(self) -> None:
        """Match printed lines that are unchanged but in a different position."""
        free = self._map_free_lines()
        for index, key in enumerate(self.keys):
            if index not in self.line_of and key and free.get(key):
                self.line_of[index] = free[key].pop(0)

    def _match_text_boxes(self) -> None:
        """Match printed lines in text boxes.

        A passage contains the text of its paragraph, followed by that of the box. In an .odt saved by
        LibreOffice, framed paragraphs are also joined into one passage, in a different order. If every line
        of a passage was printed, alone or in a paragraph with line breaks, the passage counts as printed.
        Otherwise, its printed lines are matched only so that they do not count as deleted.
        """
        free = self._map_free_lines()
        for index, each in enumerate(self.passages):
            lines = [key for line in each.text.splitlines() if (key := normalise_text(line))]
            if index not in self.line_of and len(lines) > 1:
                printed, typed = _take_printed(lines, free)
                self.in_boxes.update(printed)
                if not typed:
                    self.line_of[index] = printed[0]
                    self.keys[index] = self.sent[printed[0]].key

    def _map_free_lines(self) -> dict[str, list[int]]:
        """Map the text of each unmatched printed line to the indexes of lines with this text, in order."""
        free: dict[str, list[int]] = {}
        for line in self._list_free_lines():
            free.setdefault(self.sent[line].key, []).append(line)
        return free

    def _match_edited(self) -> Iterator[EditedLine]:
        """Match printed lines that were edited in place, and yield each edited line."""
        free, behind = set(self._list_free_lines()), self._find_next_lines()
        before = -1
        for index, key in enumerate(self.keys):
            matched = self.line_of.get(index)
            if matched is not None:
                before = matched
                if self.sent[matched].key != key and not self.sent[matched].section:
                    yield EditedLine(index, self.sent[matched].key)
            elif key and index not in self.heads:
                near = islice(
                    (line for line in range(before + 1, behind[index]) if line in free), _MOST_LINES
                )
                best = max(near, key=lambda line: _measure_similarity(self.sent[line].key, key), default=None)
                if best is not None and _measure_similarity(self.sent[best].key, key) >= MIN_SIMILARITY:
                    free.discard(best)
                    self.line_of[index] = before = best
                    yield EditedLine(index, self.sent[best].key)

    def _find_next_lines(self) -> list[int]:
        """Return, for each passage, the index of the first sent line that it or a later passage matches.

        If there is none, this is the number of sent lines.
        """
        following = [len(self.sent)] * (len(self.keys) + 1)
        for index in reversed(range(len(self.keys))):
            following[index] = self.line_of.get(index, following[index + 1])
        return following

    def _assign_sections(self, edited: tuple[EditedLine, ...]) -> Sections:
        own: dict[str, list[int]] = {code: [] for code in self.heads.values()}
        unassigned: list[int] = []
        candidates: list[list[int]] = []
        current, before, is_new = "", "", False
        for at, key in enumerate(self.keys):
            line = self.line_of.get(at)
            ours = line is not None and not self.sent[line].section
            is_new = (
                not ours and at not in self.heads and (is_new or self._begins_candidate(at, before, current))
            )
            if at in self.heads:
                current = before = self.heads[at]
            elif ours and line is not None:
                current = self.opens.get(line, "")
            elif is_new:
                candidates += [[]] if self.passages[at].is_heading or not candidates else []
                candidates[-1] += [at] if key else []
            elif current:
                own.setdefault(current, []).append(at)
            elif not key:
                continue
            elif line is not None and self.sent[line].section not in own:
                own[self.sent[line].section] = [at]
                current = self.sent[line].section
            else:
                unassigned.append(at)
        found = {code: tuple(self._drop_empty(numbers)) for code, numbers in own.items()}
        lost = tuple(code for code in found if code not in self.heads.values())
        deleted = tuple(self.sent[line].key for line in self._list_free_lines())
        return Sections(found, lost, tuple(unassigned), edited, deleted, tuple(map(tuple, candidates)))

    def _begins_candidate(self, at: int, before: str, current: str) -> bool:
        """Return whether a passage is a new heading that begins a candidate finding.

        ``before`` is the last section whose heading was found, and ``current`` the section that is open, or
        "". After a finding, every new heading begins a candidate. After an introduction, a heading begins one
        only if no section is open, because otherwise it belongs to the text of that section.
        """
        if at in self.line_of or not self.keys[at] or not self.passages[at].is_heading:
            return False
        path = self.paths.get(before, "")
        is_finding = path.startswith("feedback.findings.")
        return is_finding or (path.startswith("feedback.introductions.") and not current)

    def _drop_empty(self, numbers: Sequence[int]) -> Sequence[int]:
        return [index for index in numbers if self.keys[index]]


def _take_printed(lines: Sequence[str], free: Mapping[str, list[int]]) -> tuple[list[int], int]:
    """Match lines to printed lines, and remove the printed lines found from ``free``.

    ``free`` maps the text of each unmatched printed line to its indexes. Several successive lines match one
    printed line if line breaks were added to it. Return the indexes of the matched printed lines, and the
    number of lines without a match.

    >>> _take_printed(["GG", "Governance", "typed"], {"GG Governance": [7]})
    ([7], 1)
    """
    printed: list[int] = []
    typed = at = 0
    while at < len(lines):
        ends = range(len(lines), at, -1)
        end = next((each for each in ends if free.get(" ".join(lines[at:each]))), None)
        if end is None:
            typed, at = typed + 1, at + 1
        else:
            printed.append(free[" ".join(lines[at:end])].pop(0))
            at = end
    return printed, typed


def _has_code(key: str, code: str) -> bool:
    """Return whether a line begins or ends with a code, and contains other words.

    >>> _has_code("Summary N.1", "N.1"), _has_code("F01 Council", "F01"), _has_code("see N.1 too", "N.1")
    (True, True, False)
    """
    words = key.split()
    return bool(words) and code in (words[0], words[-1]) and len(words) > 1


def _measure_similarity(one: str, other: str) -> float:
    """Return the similarity of two lines from 0 to 1.

    Only the beginnings of long lines are compared. The result is 0 for lines that are certainly less similar
    than ``MIN_SIMILARITY``.
    """
    one, other = one[:_MOST_CHARACTERS], other[:_MOST_CHARACTERS]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.ratio()
        if matcher.real_quick_ratio() >= MIN_SIMILARITY and matcher.quick_ratio() >= MIN_SIMILARITY
        else 0.0
    )


MIN_SHARE = 0.5
"""Minimum share of the shorter text's words that two versions of the same text have in common."""


def bind_to_language(field: FormField, blocks: Iterable[Block], spoken: str) -> FormField:
    """Return ``field``, bound to another path if its text was rewritten in the language ``spoken``.

    The new path is that of the section's text in this language.
    """
    returned = join_text(tuple(blocks))
    other = language_of(field.language or spoken).base != language_of(spoken).base
    if not (field.shown and other and normalise_text(returned)) or is_same_text(
        join_text(field.shown), returned
    ):
        return field
    path = f"{section_path(field.path, spoken)}.text"
    return replace(field, path=path, base=None, shown=(), language=spoken)


def is_same_text(sent: str, returned: str) -> bool:
    """Return whether a returned text is an edited version of the text that was sent.

    >>> is_same_text("The city asks early.", "The city asks very early."), is_same_text("Yes", "Ja")
    (True, False)
    """
    before, after = Counter(sent.casefold().split()), Counter(returned.casefold().split())
    shared = (before & after).total()
    return shared >= MIN_SHARE * min(before.total(), after.total())


def find_file_names(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the file names of the pictures and tables in a text."""
    links = (run.link for block in blocks for run in block.runs if run.link.startswith(KEPT))
    return tuple(dict.fromkeys(link.removeprefix(KEPT) for link in links))
