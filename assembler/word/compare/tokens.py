"""Splits a paragraph into the atoms of a comparison: words, spaces, punctuation and objects without text.

Atoms refer to their runs, so that a run is split only where a change begins or ends. A field that begins and
ends in the paragraph is one atom, because half a field is not valid; of one that continues (a table of
contents), the field characters are left alone and the text between them is ordinary text.
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
_SIGNS: Final[Mapping[str, str]] = {
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
    """A word, space, character, field or object: ``key`` is compared, ``text`` is its visible text.

    ``runs`` are its runs (several for a field); ``first`` and ``last`` are its bounds in a single run: the
    index of a child, and for words the position in its text.
    """

    key: str
    text: str
    runs: tuple[etree._Element, ...]
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    whole: bool = False

    @property
    def is_words(self) -> bool:
        """True if it can be shown as deleted: a picture or a note cannot."""
        return self.key == self.text or self.whole


def split_atoms(paragraph: etree._Element) -> list[Atom]:
    """Return the atoms of a paragraph in reading order."""
    runs = list(_iter_runs(paragraph))
    bounds = _find_fields(runs).items()
    fields = {first: last for first, last in bounds if not _is_link(runs[first : last + 1])}
    found: list[Atom] = []
    at = 0
    while at < len(runs):
        if at in fields:
            inside = runs[at : fields[at] + 1]
            words = _read_result(inside)
            found.append(Atom(words, words, tuple(inside), whole=True))
            at = fields[at]
        else:
            found += _split_run(runs[at])
        at += 1
    return [each for each in found if each.key]


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
    """Return the outermost fields that begin and end here: the index of the first and of the last run."""
    found: dict[int, int] = {}
    begun: list[int] = []
    for at, run in enumerate(runs):
        for sign in run.iterchildren(_FLD):
            kind = sign.get(qn("w:fldCharType"))
            if kind == "begin":
                begun.append(at)
            elif kind == "end" and begun:
                first = begun.pop()
                found = {key: value for key, value in found.items() if key < first}
                found[first] = at
    return {first: last for first, last in found.items() if first not in begun}


def _is_link(runs: list[etree._Element]) -> bool:
    """Return whether the result of a field is ordinary text: that of a link, or a line of contents.

    LibreOffice 7.4 writes such a line, including its title, as the result of a ``PAGEREF``.
    """
    code = "".join(str(each.text or "") for run in runs for each in run.iter(qn("w:instrText")))
    return code.strip().upper().startswith(("HYPERLINK", "PAGEREF"))


def _read_result(runs: list[etree._Element]) -> str:
    """Return the text of a field, which is between its separator and its end."""
    depth: list[bool] = []
    words = ""
    for run in runs:
        for child in run:
            if child.tag == _FLD:
                kind = child.get(qn("w:fldCharType"))
                if kind == "begin":
                    depth.append(False)
                elif kind == "separate" and depth:
                    depth[-1] = True
                elif kind == "end" and depth:
                    depth.pop()
            elif child.tag == _T and all(depth):
                words += child.text or ""
            elif all(depth):
                words += _SIGNS.get(str(child.tag), "")
    return words


def _split_run(run: etree._Element) -> Iterator[Atom]:
    for number, child in enumerate(run):
        if child.tag == _T:
            for found in _TOKEN.finditer(child.text or ""):
                yield Atom(found[0], found[0], (run,), (number, found.start()), (number, found.end()))
        elif child.tag in _SIGNS:
            sign = _SIGNS[str(child.tag)]
            yield Atom(sign, sign, (run,), (number, 0), (number + 1, 0))
        elif child.tag not in _SILENT:
            yield Atom(_build_key(child), "", (run,), (number, 0), (number + 1, 0))


def _build_key(element: etree._Element) -> str:
    """Return a key for an object: that of a note is its id, that of a picture its alternative text."""
    kind = etree.QName(element).localname
    description = next((e.get("descr") for e in element.iter(qn("wp:docPr")) if e.get("descr")), "")
    named = (str(value) for e in element.iter() for key, value in e.attrib.items() if R in str(key))
    return f"\0{kind}:{description or next(named, '')}"
