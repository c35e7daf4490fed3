"""Atoms of a comparison: the words, spaces, punctuation, fields and objects in a paragraph.

Atoms refer to their runs, so a run is split only where a change begins or ends. A field that begins and ends
in the paragraph is one atom, because half a field is not valid. Some fields, such as a table of contents,
continue in another paragraph. Their field characters are not changed, and the text between them is treated as
ordinary text. So is the text of a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.xml import R, qn

_TOKEN: Final = re.compile(r"\s+|\w+(?:['’\u2011-]\w+)*|[^\w\s]")
_R, _T, _FLD = qn("w:r"), qn("w:t"), qn("w:fldChar")
_CHARACTERS: Final[Mapping[str, str]] = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
}  # fmt: skip
_SILENT: Final = frozenset(
    qn(f"w:{name}") for name in ("rPr", "lastRenderedPageBreak", "annotationRef", "instrText", "fldChar",
                                 "commentReference", "proofErr")
)  # fmt: skip
_HOLDERS: Final = frozenset(
    qn(f"w:{name}") for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "dir", "bdo",
                                 "customXml")
)  # fmt: skip


class Atom(Struct, frozen=True):
    """A word, space, character, field or object.

    Two atoms are equal if they have the same ``key``. ``text`` is what people see. ``whole`` is true for a
    field, which is never split. ``runs`` contains the run of the atom, or all runs of a field. ``first`` and
    ``last`` are the bounds in a single run. Each bound is the index of a child and, for words, the position
    in the text of that child.
    """

    key: str
    text: str
    runs: tuple[etree._Element, ...]
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    whole: bool = False

    @property
    def is_words(self) -> bool:
        """True if the atom can be shown as deleted, which is not possible for pictures and notes."""
        return self.key == self.text or self.whole


def split_atoms(paragraph: etree._Element) -> list[Atom]:
    """Return the atoms of a paragraph in reading order."""
    runs = list(_iter_runs(paragraph))
    bounds = _find_fields(runs).items()
    fields = {first: last for first, last in bounds if not _is_link(runs[first : last + 1])}
    atoms: list[Atom] = []
    index = 0
    while index < len(runs):
        if index in fields:
            field_runs = runs[index : fields[index] + 1]
            text = _read_result(field_runs)
            atoms.append(Atom(text, text, tuple(field_runs), whole=True))
            index = fields[index]
        else:
            atoms += _split_run(runs[index])
        index += 1
    return [atom for atom in atoms if atom.key]


def read_visible_text(paragraph: etree._Element) -> str:
    """Return the visible text of a paragraph."""
    return "".join(atom.text for atom in split_atoms(paragraph))


def _iter_runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _R:
            yield child
        elif child.tag in _HOLDERS:
            yield from _iter_runs(child)


def _find_fields(runs: list[etree._Element]) -> dict[int, int]:
    """Map the first run of each outermost field to its last run, by their indexes.

    Only fields that begin and end in ``runs`` are included.
    """
    fields: dict[int, int] = {}
    open_fields: list[int] = []
    for index, run in enumerate(runs):
        for character in run.iterchildren(_FLD):
            kind = character.get(qn("w:fldCharType"))
            if kind == "begin":
                open_fields.append(index)
            elif kind == "end" and open_fields:
                first = open_fields.pop()
                fields = {key: value for key, value in fields.items() if key < first}
                fields[first] = index
    return {first: last for first, last in fields.items() if first not in open_fields}


def _is_link(runs: list[etree._Element]) -> bool:
    """Return whether the result of a field is ordinary text: a link, or a line in a table of contents.

    LibreOffice 7.4 writes such a line, including its title, as the result of a ``PAGEREF`` field.
    """
    code = "".join(str(text.text or "") for run in runs for text in run.iter(qn("w:instrText")))
    return code.strip().upper().startswith(("HYPERLINK", "PAGEREF"))


def _read_result(runs: list[etree._Element]) -> str:
    """Return the result of a field: the text between its separator and its end."""
    is_separated: list[bool] = []
    result = ""
    for run in runs:
        for child in run:
            if child.tag == _FLD:
                kind = child.get(qn("w:fldCharType"))
                if kind == "begin":
                    is_separated.append(False)
                elif kind == "separate" and is_separated:
                    is_separated[-1] = True
                elif kind == "end" and is_separated:
                    is_separated.pop()
            elif child.tag == _T and all(is_separated):
                result += child.text or ""
            elif all(is_separated):
                result += _CHARACTERS.get(str(child.tag), "")
    return result


def _split_run(run: etree._Element) -> Iterator[Atom]:
    for number, child in enumerate(run):
        if child.tag == _T:
            for token in _TOKEN.finditer(child.text or ""):
                yield Atom(token[0], token[0], (run,), (number, token.start()), (number, token.end()))
        elif child.tag in _CHARACTERS:
            character = _CHARACTERS[str(child.tag)]
            yield Atom(character, character, (run,), (number, 0), (number + 1, 0))
        elif child.tag not in _SILENT:
            yield Atom(_build_key(child), "", (run,), (number, 0), (number + 1, 0))


def _build_key(element: etree._Element) -> str:
    """Return a key for an object, such as the id of a note or the alternative text of a picture."""
    kind = etree.QName(element).localname
    description = next((e.get("descr") for e in element.iter(qn("wp:docPr")) if e.get("descr")), "")
    ids = (str(value) for e in element.iter() for key, value in e.attrib.items() if R in str(key))
    return f"\0{kind}:{description or next(ids, '')}"
