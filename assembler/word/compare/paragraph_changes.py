"""Merge two versions of a paragraph into one with tracked changes.

The result is the newer version, whose runs are split where a change begins or ends. Text that is only in the
older version is inserted as deleted text. Rejecting all changes yields the text of the older version in the
formatting of the newer one. The versions are compared in atoms, such as words and spaces (``tokens``).
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
"""Similarity below which the text of a paragraph is replaced completely, because that is easier to read."""
FIRST_ID: Final = 800_000_000
"""Start of the ids of tracked changes, a range that nothing else uses."""
_SHORT: Final = 3


class Tracker(Struct):
    """Writer of tracked changes by one author.

    ``styles`` and ``lists`` contain the ids that exist in the newer document.
    """

    author: str
    date: str = ""
    styles: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    count: int = field(default=0)

    def mark(self, name: str) -> etree._Element:
        """Return an empty ``w:ins`` or ``w:del``, according to ``name``, with a new id and the author.

        It also has the date, if the date is known.
        """
        self.count += 1
        mark = etree.Element(qn(f"w:{name}"))
        mark.set(qn("w:id"), str(FIRST_ID + self.count))
        mark.set(qn("w:author"), self.author)
        if self.date:
            mark.set(qn("w:date"), self.date)
        return mark

    def mark_paragraph(self, paragraph: etree._Element, name: str) -> None:
        """Mark the end of ``paragraph`` as inserted (``ins``) or deleted (``del``), according to ``name``."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            paragraph.insert(0, properties)
        look = properties.find(qn("w:rPr"))
        if look is None:
            look = etree.Element(qn("w:rPr"))
            later = (qn("w:sectPr"), qn("w:pPrChange"))
            index = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
            properties.insert(index, look)
        look.insert(0, self.mark(name))

    def insert_all(self, paragraph: etree._Element) -> None:
        """Track all text of ``paragraph`` as inserted."""
        _apply_steps(self, paragraph, [("insert", (), split_atoms(paragraph))])

    def build_deleted(self, atoms: Iterable[Atom]) -> list[etree._Element]:
        """Return the text of ``atoms`` as deleted runs with their formatting.

        Pictures and other objects are left out.
        """
        changes = []
        for run, group in groupby(atoms, key=lambda atom: atom.runs[0]):
            text = "".join(atom.text for atom in group if atom.is_words)
            if text:
                change = self.mark("del")
                change.append(self._build_run(text, run))
                changes.append(change)
        return changes

    def _build_run(self, deleted_text: str, original: etree._Element) -> etree._Element:
        run = etree.Element(qn("w:r"))
        look = original.find(qn("w:rPr"))
        if look is not None:
            run.append(self.copy_run_properties(look))
        for character, group in groupby(deleted_text, key=lambda char: char if char in "\t\n" else ""):
            if character:
                for _ in group:
                    etree.SubElement(run, qn("w:tab" if character == "\t" else "w:br"))
            else:
                text = etree.SubElement(run, qn("w:delText"))
                text.text = "".join(group)
                text.set(qn("xml:space"), "preserve")
        return run

    def copy_run_properties(self, properties: etree._Element) -> etree._Element:
        """Copy run properties from the older document, omitting any style that the newer one lacks."""
        copy = deepcopy(properties)
        for style in copy.findall(qn("w:rStyle")):
            if style.get(qn("w:val"), "") not in self.styles:
                copy.remove(style)
        for change in (*copy.findall(qn("w:ins")), *copy.findall(qn("w:del"))):
            copy.remove(change)
        return copy


Step = tuple[str, Sequence[Atom], Sequence[Atom]]
"""A step from one text to the other: its kind (``same``, ``change``, ``insert``), old atoms and new atoms."""


def merge_words(tracker: Tracker, old: etree._Element, new: etree._Element) -> None:
    """Mark the changes since ``old`` in the paragraph ``new``, word by word."""
    before, after = split_atoms(old), split_atoms(new)
    _apply_steps(tracker, new, list(iter_steps(before, after)))


def iter_steps(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[Step]:
    """Yield the steps from the text ``before`` to the text ``after``.

    A short equal part between changes counts as changed. If the texts have too little in common, everything
    between their common start and end counts as changed.
    """
    old, new = [atom.key for atom in before], [atom.key for atom in after]
    opcodes = get_opcodes(old, new)
    equal = sum(code[2] - code[1] for code in opcodes if code[0] == "equal")
    if old != new and 2 * equal < UNALIKE * (len(old) + len(new)):
        yield from _replace_middle(before, after)
        return
    for changed, group in groupby(_absorb_short_matches(opcodes, new), key=lambda code: code[0] != "equal"):
        codes = list(group)
        removed, added = before[codes[0][1] : codes[-1][2]], after[codes[0][3] : codes[-1][4]]
        yield ("change" if changed else "same"), removed, added


def _replace_middle(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[Step]:
    """Yield the steps that replace ``before`` with ``after``, except for their common start and end."""
    keys = [atom.key for atom in before], [atom.key for atom in after]
    head = count_common_prefix(*keys)
    tail = count_common_prefix(keys[0][head:][::-1], keys[1][head:][::-1])
    yield "same", before[:head], after[:head]
    yield "change", before[head : len(before) - tail], after[head : len(after) - tail]
    yield "same", before[len(before) - tail :], after[len(after) - tail :]


def _absorb_short_matches(codes: Sequence[Opcode], words: Sequence[str]) -> Iterator[Opcode]:
    """Yield ``codes``, with each short match between two changes turned into a change.

    A short match is, for example, a space or comma. ``words`` are the keys of the atoms in the newer text.
    """
    for index, code in enumerate(codes):
        matched = words[code[3] : code[4]]
        text = "".join(matched)
        is_between = code[0] == "equal" and 0 < index < len(codes) - 1
        is_short = len(text.strip()) < _SHORT and not any(char.isdigit() for char in text)
        yield ("replace", *code[1:]) if is_between and is_short and not _has_objects(matched) else code


def _has_objects(keys: Sequence[str]) -> bool:
    return any(key.startswith("\0") for key in keys)


def _apply_steps(tracker: Tracker, paragraph: etree._Element, steps: Sequence[Step]) -> None:
    """Split the runs of the newer paragraph where changes begin or end, and insert the changes."""
    plan = _Plan(tracker)
    for kind, before, after in steps:
        plan.add_step(before, after, added=kind != "same")
    plan.apply(paragraph)


class _Plan(Struct):
    """The changes that will be marked in a paragraph of the newer document.

    ``atoms`` contains the atoms of the paragraph, each with a flag that is true if the atom is inserted.
    ``removed`` maps the index of an atom to the atoms that are deleted before it.
    """

    tracker: Tracker
    atoms: list[tuple[Atom, bool]] = field(default_factory=list)
    removed: dict[int, Sequence[Atom]] = field(default_factory=dict)

    def add_step(self, before: Sequence[Atom], after: Sequence[Atom], *, added: bool) -> None:
        if added and before:
            self.removed[len(self.atoms)] = before
        self.atoms += [(atom, added) for atom in after]

    def apply(self, paragraph: etree._Element) -> None:
        first = 0
        for _, group in groupby(self.atoms, key=lambda pair: pair[0].runs[0]):
            size = len(list(group))
            self._apply_to_run(first, first + size)
            first += size
        for change in self.tracker.build_deleted(self.removed.get(len(self.atoms), ())):
            paragraph.append(change)

    def _apply_to_run(self, first: int, last: int) -> None:
        """Apply the changes to one run or field.

        The run contains the atoms from ``first`` up to, but not including, ``last``.
        """
        atoms = self.atoms[first:last]
        cuts = [n for n in range(first, last) if n == first or n in self.removed or self._has_boundary(n)]
        run = atoms[0][0].runs[0]
        if len(cuts) == 1 or atoms[0][0].whole:
            self._delete_before(first, run)
            if atoms[0][1]:
                for inserted in atoms[0][0].runs:
                    self._wrap(inserted)
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

    def _has_boundary(self, index: int) -> bool:
        return self.atoms[index][1] != self.atoms[index - 1][1]

    def _delete_before(self, index: int, run: etree._Element) -> None:
        for change in self.tracker.build_deleted(self.removed.get(index, ())):
            run.addprevious(change)

    def _wrap(self, run: etree._Element) -> None:
        change = self.tracker.mark("ins")
        run.addprevious(change)
        change.append(run)


def _slice(run: etree._Element, start: tuple[int, int], end: tuple[int, int]) -> etree._Element:
    """Return a copy of the part of a run between two positions, with the formatting of the run.

    A position is the index of a child and an index in the text of that child.
    """
    piece = etree.Element(run.tag)
    look = run.find(qn("w:rPr"))
    if look is not None:
        piece.append(deepcopy(look))
    for number, child in enumerate(run):
        if child.tag == qn("w:rPr") or not start[0] <= number <= end[0]:
            continue
        begin = start[1] if number == start[0] else 0
        stop = end[1] if number == end[0] else None
        if child.tag != qn("w:t"):
            if stop is None:
                piece.append(deepcopy(child))
        elif content := (child.text or "")[begin:stop]:
            text = etree.SubElement(piece, qn("w:t"))
            text.text = content
            text.set(qn("xml:space"), "preserve")
    return piece
