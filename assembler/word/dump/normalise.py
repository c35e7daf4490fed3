"""Normalise Word files: remove the traces of saving, so that two saves can be compared.

On each save, Word marks runs and paragraphs with the number of the editing session (rsid), splits runs where
the spell checker or the cursor was, and counts words, minutes and revisions. Normalisation preserves all text
and its formatting, with one exception: each template tag is put in one run, with the format of its first
character. Normalising again changes nothing. Styles, lists, pictures and controls keep their content and ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.word.package.package import Package, open_package, pack
from assembler.word.package.xml import W14, XML, W, detach, parse, qn, serialise

_SAVE_MARKS: Final = tuple(
    qn(f"w:{name}") for name in ("proofErr", "lastRenderedPageBreak", "rsids", "rsid", "proofState")
)
_STATISTICS: Final = frozenset(
    {"TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"}
)
_SAVE_PROPERTIES: Final = frozenset({"revision", "lastModifiedBy", "lastPrinted", "modified"})
_EMPTY: Final = tuple(qn(f"w:{name}") for name in ("rPr", "pPr", "trPr", "tcPr", "sdtEndPr"))
_CURSOR: Final = "_GoBack"
"""Name of the bookmark in which Word stores the position of the cursor."""


def tidy(data: bytes, name: str) -> bytes:
    """Return the .docx ``data`` without the traces of saving, and with its parts in a fixed order.

    Raises FileError if ``data`` is not a Word file of an accepted kind.
    """
    package = open_package(data, name)
    keep_ids = bool(package.related("commentsExtended"))
    changed = {part: _normalise_part(part, content, keep_ids) for part, content in package.parts.items()}
    changed |= _normalise_properties(package)
    return pack(dict(sorted(changed.items())))


def _normalise_part(part: str, content: bytes, keep_ids: bool) -> bytes:
    """Return the content of a part without the traces of saving.

    Only WordprocessingML is changed. ``keep_ids`` is as in ``_drop_attributes``.
    """
    if not part.endswith(".xml") or W.encode() not in content:
        return content
    root = parse(content)
    if not str(root.tag).startswith(f"{{{W}}}"):
        return content
    _drop_attributes(root, keep_ids)
    for mark in list(root.iter(*_SAVE_MARKS)):
        detach(mark)
    _drop_cursor(root)
    for paragraph in root.iter(qn("w:p")):
        join_tags(paragraph)
        join_runs(paragraph)
    _drop_empty(root)
    return serialise(root)


def _drop_attributes(root: etree._Element, keep_ids: bool) -> None:
    """Remove session numbers and, unless ``keep_ids`` is true, paragraph ids.

    Comments may refer to paragraph ids.
    """
    ids = () if keep_ids else (f"{{{W14}}}paraId", f"{{{W14}}}textId")
    for element in root.iter(etree.Element):
        for key in list(map(str, element.keys())):
            if key.startswith(f"{{{W}}}rsid") or key in ids:
                del element.attrib[key]


def _drop_cursor(root: etree._Element) -> None:
    bookmarks = root.iter(qn("w:bookmarkStart"))
    starts = [bookmark for bookmark in bookmarks if bookmark.get(qn("w:name")) == _CURSOR]
    ends = reversed(list(root.iter(qn("w:bookmarkEnd")) if starts else ()))
    first = {end.get(qn("w:id")): end for end in ends}
    for start in starts:
        detach(start)
        if (end := first.pop(start.get(qn("w:id")), None)) is not None:
            detach(end)


def _drop_empty(root: etree._Element) -> None:
    """Remove empty properties, innermost first, except in tracked changes (ECMA-376 part 1, 17.13.5)."""
    for element in reversed(list(root.iter(*_EMPTY))):
        parent = element.getparent()
        is_tracked = parent is not None and str(parent.tag).endswith("Change")
        if len(element) == 0 and not element.attrib and not is_tracked:
            detach(element)


def _normalise_properties(package: Package) -> Mapping[str, bytes]:
    """Return the parts with core and extended properties, without the values that each save updates."""
    changed = {}
    for kind, names in (("core-properties", _SAVE_PROPERTIES), ("extended-properties", _STATISTICS)):
        for part in package.related(kind, ""):
            root = parse(package.parts[part])
            for element in list(root.iterchildren("*")):
                if etree.QName(element).localname in names:
                    root.remove(element)
            changed[part] = serialise(root)
    return changed


_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RUN, _TEXT, _PROPERTIES, _CODE = qn("w:r"), qn("w:t"), qn("w:rPr"), qn("w:instrText")
_TEXTS: Final = {
    _TEXT, *(qn(f"w:{name}") for name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")),
}  # fmt: skip


def join_tags(paragraph: etree._Element) -> None:
    """Move each tag that is split across adjacent runs to the run in which it begins.

    Tabs and line breaks end a group of runs, because no tag contains them.
    """
    for group in _iter_run_groups(paragraph):
        texts = [_read_text(run) for run in group]
        moved = move_tags(texts)
        for run, before, after in zip(group, texts, moved, strict=True):
            if before != after:
                _set_text(run, after)


def move_tags(texts: list[str]) -> list[str]:
    """Return the texts of runs with each tag moved to the text in which it begins.

    >>> move_tags(["Dear {", "{ city", "_name }} of", " Europe"])
    ['Dear {{ city_name }}', '', ' of', ' Europe']
    """
    owners = [index for index, text in enumerate(texts) for _ in text]
    joined = "".join(texts)
    for tag in _TAG.finditer(joined):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * (tag.end() - tag.start())
    moved: list[list[str]] = [[] for _ in texts]
    for owner, letter in zip(owners, joined, strict=True):
        moved[owner].append(letter)
    return ["".join(letters) for letters in moved]


def _iter_run_groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield groups of at least two adjacent runs that contain only text."""
    for parent in (paragraph, *paragraph.iter(qn("w:hyperlink"), qn("w:ins"), qn("w:sdtContent"))):
        group: list[etree._Element] = []
        for child in [*parent.iterchildren("*"), None]:
            is_plain = child is not None and child.tag == _RUN and _read_child_tags(child) <= {_TEXT}
            if child is not None and is_plain:
                group.append(child)
            else:
                if len(group) > 1:
                    yield group
                group = []


def _read_child_tags(run: etree._Element) -> set[str]:
    """Return the tags of a run's children, except its properties."""
    return {str(child.tag) for child in run.iterchildren("*")} - {_PROPERTIES}


def _read_text(run: etree._Element) -> str:
    return "".join(read_visible_text(text) for text in run.iterchildren(_TEXT))


def read_visible_text(text: etree._Element) -> str:
    """Return the text of an element as Word shows it.

    Leading and trailing spaces are included only if ``xml:space`` preserves them.

    >>> from assembler.word.package.xml import parse
    >>> read_visible_text(parse(b"<t> a </t>")), read_visible_text(parse(b'<t xml:space="preserve"> a </t>'))
    ('a', ' a ')
    """
    is_preserved = text.xpath("boolean(ancestor-or-self::*[@xml:space][1][@xml:space='preserve'])")
    return (text.text or "") if is_preserved else (text.text or "").strip()


def _set_text(run: etree._Element, text: str) -> None:
    """Replace the text of ``run``, or remove the run if ``text`` is empty."""
    for old in list(run.iterchildren(_TEXT)):
        run.remove(old)
    if text:
        _set_preserved_text(etree.SubElement(run, _TEXT), text)
        return
    detach(run)


def _set_preserved_text(element: etree._Element, text: str) -> None:
    """Set the text of an element so that its spaces are preserved."""
    element.text = text
    element.attrib.pop(f"{{{XML}}}space", None)
    if text != text.strip() or "  " in text:
        element.set(f"{{{XML}}}space", "preserve")


def join_runs(paragraph: etree._Element) -> None:
    """Join adjacent runs of text, or of field code, with equal properties."""
    for first in list(paragraph.iter(_RUN)):
        parent = first.getparent()
        if parent is None:
            continue  # joined to an earlier run
        key, tags = _build_format_key(first), _read_child_tags(first)
        while (following := first.getnext()) is not None and _can_join(first, key, tags, following):
            tags |= _read_child_tags(following)
            first.extend([child for child in following if child.tag != _PROPERTIES])
            parent.remove(following)
        for tag in (_TEXT, _CODE):
            _join_texts(first, tag)


def _can_join(first: etree._Element, key: bytes, tags: set[str], following: etree._Element) -> bool:
    """Return whether ``following`` can be joined to ``first``.

    ``key`` and ``tags`` are the format key and the child tags of ``first``.
    """
    if following.tag != _RUN or dict(first.attrib) != dict(following.attrib):
        return False
    if key != _build_format_key(following):
        return False
    all_tags = tags | _read_child_tags(following)
    return all_tags <= _TEXTS or all_tags <= {_CODE}


def _build_format_key(run: etree._Element) -> bytes:
    """Return the properties of a run as canonical XML, or empty bytes if it has none."""
    properties = run.find(_PROPERTIES)
    return etree.tostring(properties, method="c14n") if properties is not None and len(properties) else b""


def _join_texts(run: etree._Element, tag: str) -> None:
    """Join successive children of ``run`` that have ``tag``."""
    for is_text, group in groupby(list(run.iterchildren("*")), key=lambda child: child.tag == tag):
        if is_text:
            first, *others = group
            text = "".join(map(read_visible_text, (first, *others)))
            for other in others:
                run.remove(other)
            _set_preserved_text(first, text)
