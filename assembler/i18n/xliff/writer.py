"""A bundle of messages as XLIFF 2.0 (OASIS Standard, August 2014), which every 2.x tool reads.

A message is a unit; one with plural forms a group with a unit for each form, since the standard has plurals
only from 2.2 on. Fields and marks are inline codes with their original data; states are those of the
standard, with ``assembler:fuzzy`` for a guess. Written with the library of Python: the libraries for XLIFF
are either of version 1.2 or under a licence that a product cannot take in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from assembler.i18n.xliff.codes import InlineCode, PlainText, closing_tag, split_codes
from assembler.model.messages.exchange import Bundle, State, TranslationUnit
from assembler.structs import Struct, field

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:assembler:exchange:1"
LIMITS = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
FUZZY = "assembler:fuzzy"
PLURAL = "assembler:plural"
STATES: Mapping[State, str] = {
    State.UNTRANSLATED: "initial", State.FUZZY: "initial",
    State.TRANSLATED: "translated", State.REVIEWED: "reviewed",
}  # fmt: skip
TRANSLATOR = "translator"
"""The category of the notes that belong to translators; the others are ours."""

_UNWRITABLE = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")
_BEFORE_YOU_START = (
    "Fields in braces and numbered marks are inline codes: keep each of them, in the order of your language. "
    "Set the state of a segment to translated, or to reviewed when a second person has read it."
)


def write_xliff(bundle: Bundle) -> bytes:
    """``bundle`` as a file; the same bundle gives the same bytes."""
    root = ET.Element("xliff", {
        "xmlns": NAMESPACE, "xmlns:a": OWN, "xmlns:slr": LIMITS, "version": "2.0",
        "srcLang": "en", "trgLang": bundle.language,
    })  # fmt: skip
    file = ET.SubElement(root, "file", {
        "id": "documents", "original": bundle.name, "canResegment": "no", "xml:space": "preserve",
    })  # fmt: skip
    ET.SubElement(file, "slr:profiles", {"generalProfile": "xliff:codepoints"})
    _put_notes(file, [("instruction", _BEFORE_YOU_START)])
    for unit in bundle.units:
        _put(file, unit, bundle)
    _indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.replace("\r", "&#13;").encode()


def _put(parent: ET.Element, unit: TranslationUnit, bundle: Bundle) -> None:
    if unit.plural is None:
        made = ET.SubElement(parent, "unit", {"id": unit.id, "a:base": unit.base, **_limit(unit)})
        _put_notes(made, _notes(unit))
        _put_segment(made, unit, unit.source, unit.strings[0])
        return
    group = ET.SubElement(parent, "group", {"id": unit.id, "type": PLURAL, "a:base": unit.base})
    _put_notes(group, _notes(unit))
    for form, text in enumerate(unit.strings):
        made = ET.SubElement(group, "unit", {"id": f"{unit.id}.{form}", **_limit(unit)})
        numbers = bundle.forms[form] if form < len(bundle.forms) else ""
        _put_notes(made, [("form", f"the form for {numbers}")] if numbers else [])
        _put_segment(made, unit, unit.source if form in bundle.one else unit.plural, text)


def _limit(unit: TranslationUnit) -> dict[str, str]:
    return {"slr:sizeRestriction": f"0,{unit.limit}"} if unit.limit else {}


def _notes(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield from (("place", place) for place in unit.places)
    yield from (("explanation", comment) for comment in unit.comments)
    if unit.context:
        yield "context", unit.context
    if unit.previous:
        yield "previous", unit.previous
    if unit.note:
        yield TRANSLATOR, unit.note


def _put_notes(parent: ET.Element, notes: Iterable[tuple[str, str]]) -> None:
    """Notes by category; a code point that XML cannot hold is left out of them."""
    holder = ET.Element("notes")
    for category, text in notes:
        applies = {"appliesTo": "target"} if category == TRANSLATOR else {}
        ET.SubElement(holder, "note", {"category": category, **applies}).text = _UNWRITABLE.sub("", text)
    if len(holder):
        parent.append(holder)


def _put_segment(made: ET.Element, unit: TranslationUnit, source: str, target: str) -> None:
    codes = _Codes()
    said = codes.written("source", source)
    answered = codes.written("target", target) if target else None
    if codes.data:
        original = ET.SubElement(made, "originalData")
        for text, name in codes.data.items():
            ET.SubElement(original, "data", {"id": name}).text = text
    fuzzy = {"subState": FUZZY} if unit.state is State.FUZZY else {}
    segment = ET.SubElement(made, "segment", {"state": STATES[unit.state], **fuzzy})
    segment.append(said)
    if answered is not None:
        segment.append(answered)


class _Codes(Struct):
    """The inline codes of a unit: their original data, and the ids that source and target share."""

    data: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, int], str] = field(default_factory=dict)

    def written(self, tag: str, text: str) -> ET.Element:
        """``text`` as an element ``tag``."""
        top = ET.Element(tag)
        opened, met = [top], Counter[str]()
        for piece in split_codes(text):
            if isinstance(piece, PlainText):
                _put_words(opened[-1], piece.text)
            elif piece.kind == "end":
                opened.pop()
            else:
                made = ET.SubElement(opened[-1], *self._code(piece, met))
                opened += [made] if piece.kind == "start" else []
        return top

    def _code(self, piece: InlineCode, met: Counter[str]) -> tuple[str, dict[str, str]]:
        id_ = self.ids.setdefault((piece.data, met[piece.data]), str(len(self.ids) + 1))
        met[piece.data] += 1
        if piece.kind == "ph":
            return "ph", {"id": id_, "canDelete": "no", "dataRef": self._data(piece.data),
                          "disp": piece.data, "equiv": piece.data}  # fmt: skip
        end = closing_tag(piece.data)
        return "pc", {"id": id_, "canDelete": "no",
                      "dataRefStart": self._data(piece.data), "dataRefEnd": self._data(end),
                      "dispStart": piece.data, "dispEnd": end}  # fmt: skip

    def _data(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")


def _put_words(parent: ET.Element, text: str) -> None:
    """Words at the end of ``parent``; a sign that XML cannot hold becomes ``<cp>``."""
    for at, piece in enumerate(_UNWRITABLE.split(text)):
        if at % 2:
            ET.SubElement(parent, "cp", {"hex": f"{ord(piece):04X}"})
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece


def _indent(element: ET.Element, level: int = 0) -> None:
    """Line breaks between elements, but none where text stands."""
    if element.tag in ("source", "target", "note", "data") or not len(element):
        return
    element.text = f"\n{'  ' * (level + 1)}"
    for child in element:
        _indent(child, level + 1)
        child.tail = element.text
    element[-1].tail = f"\n{'  ' * level}"
