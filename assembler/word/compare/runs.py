"""Merges two versions of a paragraph into one with tracked changes.

The newer version stays, with its runs split where a change begins or ends; text that only the older one has
is inserted as deleted text. With all changes rejected the text is that of the older version, but the
formatting is that of the newer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.compare.sequence_diff import Opcode, count_common_prefix, get_opcodes
from assembler.word.compare.tokens import Atom, split_atoms
from assembler.word.package.xml import detach, qn

UNALIKE: Final = 0.3
"""The similarity below which the text of a paragraph is replaced completely, which reads better."""
FIRST_ID: Final = 800_000_000
"""The first id of tracked changes, apart from all other ids."""
_SHORT: Final = 3


class Tracker(Struct):
    """Writes tracked changes by one author; ``styles`` and ``lists`` are those of the document."""

    author: str
    date: str = ""
    styles: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    count: int = field(default=0)

    def mark(self, name: str) -> etree._Element:
        """Return an empty ``w:ins`` or ``w:del`` with its id, author and date."""
        self.count += 1
        mark = etree.Element(qn(f"w:{name}"))
        mark.set(qn("w:id"), str(FIRST_ID + self.count))
        mark.set(qn("w:author"), self.author)
        if self.date:
            mark.set(qn("w:date"), self.date)
        return mark

    def mark_paragraph(self, paragraph: etree._Element, name: str) -> None:
        """Track the insertion or deletion of the paragraph's mark."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            paragraph.insert(0, properties)
        look = properties.find(qn("w:rPr"))
        if look is None:
            look = etree.Element(qn("w:rPr"))
            later = (qn("w:sectPr"), qn("w:pPrChange"))
            at = next((n for n, each in enumerate(properties) if each.tag in later), len(properties))
            properties.insert(at, look)
        look.insert(0, self.mark(name))

    def insert_all(self, paragraph: etree._Element) -> None:
        """Track all text of the paragraph as inserted."""
        _apply_steps(self, paragraph, [("insert", (), split_atoms(paragraph))])

    def build_deleted(self, atoms: Iterable[Atom]) -> list[etree._Element]:
        """Return deleted text as deleted runs with their formatting."""
        found = []
        for _, group in groupby(atoms, key=lambda atom: atom.runs[0]):
            same = list(group)
            words = "".join(atom.text for atom in same if atom.is_words)
            if words:
                change = self.mark("del")
                change.append(self._build_run(words, same[0].runs[0]))
                found.append(change)
        return found

    def _build_run(self, words: str, like: etree._Element) -> etree._Element:
        run = etree.Element(qn("w:r"))
        look = like.find(qn("w:rPr"))
        if look is not None:
            run.append(self.copy_run_properties(look))
        for sign, group in groupby(words, key=lambda letter: letter if letter in "\t\n" else ""):
            if sign:
                for _ in group:
                    etree.SubElement(run, qn("w:tab" if sign == "\t" else "w:br"))
            else:
                text = etree.SubElement(run, qn("w:delText"))
                text.text = "".join(group)
                text.set(qn("xml:space"), "preserve")
        return run

    def copy_run_properties(self, properties: etree._Element) -> etree._Element:
        """Copy the properties of a run of the older document, without a style that the newer lacks."""
        copied = deepcopy(properties)
        for style in copied.findall(qn("w:rStyle")):
            if style.get(qn("w:val"), "") not in self.styles:
                copied.remove(style)
        for change in (*copied.findall(qn("w:ins")), *copied.findall(qn("w:del"))):
            copied.remove(change)
        return copied


Step = tuple[str, Sequence[Atom], Sequence[Atom]]
"""The kind of step (``same``, ``change`` or ``insert``), the older atoms, and the newer ones."""


def merge_words(tracker: Tracker, old: etree._Element, new: etree._Element) -> None:
    """Track the changes from ``old`` to ``new``, word by word."""
    before, after = split_atoms(old), split_atoms(new)
    _apply_steps(tracker, new, list(iter_steps(before, after)))


def iter_steps(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[Step]:
    """Yield the steps from one text to the other; short equal parts between changes count as changed."""
    old, new = [atom.key for atom in before], [atom.key for atom in after]
    every = get_opcodes(old, new)
    equal = sum(code[2] - code[1] for code in every if code[0] == "equal")
    if old != new and 2 * equal < UNALIKE * (len(old) + len(new)):
        yield from _replace_middle(before, after)
        return
    for changed, group in groupby(_absorb_short_matches(every, new), key=lambda code: code[0] != "equal"):
        codes = list(group)
        removed, added = before[codes[0][1] : codes[-1][2]], after[codes[0][3] : codes[-1][4]]
        yield ("change" if changed else "same"), removed, added


def _replace_middle(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[Step]:
    """Replace one text by the other, except for a common beginning and end."""
    keys = [atom.key for atom in before], [atom.key for atom in after]
    head = count_common_prefix(*keys)
    tail = count_common_prefix(keys[0][head:][::-1], keys[1][head:][::-1])
    yield "same", before[:head], after[:head]
    yield "change", before[head : len(before) - tail], after[head : len(after) - tail]
    yield "same", before[len(before) - tail :], after[len(after) - tail :]


def _absorb_short_matches(codes: Sequence[Opcode], words: Sequence[str]) -> Iterator[Opcode]:
    """Yield the steps, with a space or comma between two changes counted as changed, too."""
    for at, code in enumerate(codes):
        between = 0 < at < len(codes) - 1
        same = "".join(words[code[3] : code[4]])
        little = len(same.strip()) < _SHORT and not any(letter.isdigit() for letter in same)
        calm = code[0] == "equal" and between and little and not _has_objects(words[code[3] : code[4]])
        yield ("replace", *code[1:]) if calm else code


def _has_objects(keys: Sequence[str]) -> bool:
    return any(key.startswith("\0") for key in keys)


def _apply_steps(tracker: Tracker, paragraph: etree._Element, done: Sequence[Step]) -> None:
    """Split the runs of the newer paragraph where changes begin and end, and insert the changes."""
    plan = _Plan(tracker)
    for kind, before, after in done:
        plan.add_step(before, after, added=kind != "same")
    plan.apply(paragraph)


class _Plan(Struct):
    """The atoms of the newer paragraph, each with whether it was inserted, and those deleted before them."""

    tracker: Tracker
    atoms: list[tuple[Atom, bool]] = field(default_factory=list)
    removed: dict[int, Sequence[Atom]] = field(default_factory=dict)

    def add_step(self, before: Sequence[Atom], after: Sequence[Atom], *, added: bool) -> None:
        if added and before:
            self.removed[len(self.atoms)] = before
        self.atoms += [(atom, added) for atom in after]

    def apply(self, paragraph: etree._Element) -> None:
        at = 0
        for _, group in groupby(self.atoms, key=lambda pair: pair[0].runs[0]):
            size = len(list(group))
            self._apply_to_run(at, at + size)
            at += size
        for each in self.tracker.build_deleted(self.removed.get(len(self.atoms), ())):
            paragraph.append(each)

    def _apply_to_run(self, first: int, last: int) -> None:
        """Apply the changes to one run (or field) with the atoms from ``first`` up to ``last``."""
        atoms = self.atoms[first:last]
        cuts = [n for n in range(first, last) if n == first or n in self.removed or self._changes_at(n)]
        run = atoms[0][0].runs[0]
        if len(cuts) == 1 or atoms[0][0].whole:
            self._delete_before(first, run)
            if atoms[0][1]:
                for each in atoms[0][0].runs:
                    self._wrap(each)
            return
        for cut, following in zip(cuts, [*cuts[1:], last], strict=True):
            start = (0, 0) if cut == first else self.atoms[cut][0].first
            end = (len(run), 0) if following == last else self.atoms[following][0].first
            piece = _slice(run, start, end)
            run.addprevious(piece)
            self._delete_before(cut, piece)
            if self.atoms[cut][1]:
                self._wrap(piece)
        detach(run)

    def _changes_at(self, at: int) -> bool:
        return self.atoms[at][1] != self.atoms[at - 1][1]

    def _delete_before(self, at: int, place: etree._Element) -> None:
        for each in self.tracker.build_deleted(self.removed.get(at, ())):
            place.addprevious(each)

    def _wrap(self, run: etree._Element) -> None:
        change = self.tracker.mark("ins")
        run.addprevious(change)
        change.append(run)


def _slice(run: etree._Element, start: tuple[int, int], end: tuple[int, int]) -> etree._Element:
    """Copy a run between two positions (index of a child, and index in its text), with its formatting."""
    piece = etree.Element(run.tag)
    look = run.find(qn("w:rPr"))
    if look is not None:
        piece.append(deepcopy(look))
    for number, child in enumerate(run):
        if child.tag == qn("w:rPr") or not start[0] <= number <= end[0]:
            continue
        begin = start[1] if number == start[0] else 0
        until = end[1] if number == end[0] else None
        if child.tag != qn("w:t"):
            if until is None:
                piece.append(deepcopy(child))
        elif words := (child.text or "")[begin:until]:
            text = etree.SubElement(piece, qn("w:t"))
            text.text = words
            text.set(qn("xml:space"), "preserve")
    return piece
