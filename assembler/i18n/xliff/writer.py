"""Writer for XLIFF 2.0 files (OASIS Standard, August 2014), which all 2.x tools can read.

A message is a unit. A message with plural forms is a group with a unit for each form, because the standard
has supported plurals only since version 2.2. Fields and inline tags are inline codes with their original
data. The states are defined by the standard, with the additional substate ``assembler:fuzzy`` for fuzzy
translations. The module uses Python's standard library, because XLIFF libraries support only version 1.2 or
have an unsuitable licence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from assembler.i18n.xliff.inline_codes import InlineCode, PlainText, closing_tag, split_codes
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
"""Category of the notes that translators may edit."""

_UNWRITABLE = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")
_INSTRUCTION = (
    "Fields in braces and numbered tags are inline codes: keep each of them, in the order of your language. "
    "Set the state of a segment to translated, or to reviewed when a second person has read it."
)


def write_xliff(bundle: Bundle) -> bytes:
    """Return ``bundle`` as an XLIFF file.

    The same bundle always produces the same bytes.
    """
    root = ET.Element("xliff", {
        "xmlns": NAMESPACE, "xmlns:a": OWN, "xmlns:slr": LIMITS, "version": "2.0",
        "srcLang": "en", "trgLang": bundle.language,
    })  # fmt: skip
    file = ET.SubElement(root, "file", {
        "id": "documents", "original": bundle.name, "canResegment": "no", "xml:space": "preserve",
    })  # fmt: skip
    ET.SubElement(file, "slr:profiles", {"generalProfile": "xliff:codepoints"})
    _add_notes(file, [("instruction", _INSTRUCTION)])
    for unit in bundle.units:
        _add_unit(file, unit, bundle)
    _indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.replace("\r", "&#13;").encode()


def _add_unit(parent: ET.Element, unit: TranslationUnit, bundle: Bundle) -> None:
    if unit.plural is None:
        attributes = {"id": unit.id, "a:base": unit.base, **_build_limit(unit)}
        element = ET.SubElement(parent, "unit", attributes)
        _add_notes(element, _collect_notes(unit))
        _add_segment(element, unit, unit.source, unit.strings[0])
        return
    group = ET.SubElement(parent, "group", {"id": unit.id, "type": PLURAL, "a:base": unit.base})
    _add_notes(group, _collect_notes(unit))
    for form, text in enumerate(unit.strings):
        element = ET.SubElement(group, "unit", {"id": f"{unit.id}.{form}", **_build_limit(unit)})
        numbers = bundle.forms[form] if form < len(bundle.forms) else ""
        _add_notes(element, [("form", f"the form for {numbers}")] if numbers else [])
        _add_segment(element, unit, unit.source if form in bundle.one else unit.plural, text)


def _build_limit(unit: TranslationUnit) -> dict[str, str]:
    return {"slr:sizeRestriction": f"0,{unit.limit}"} if unit.limit else {}


def _collect_notes(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield from (("place", place) for place in unit.places)
    yield from (("explanation", comment) for comment in unit.comments)
    if unit.context:
        yield "context", unit.context
    if unit.previous:
        yield "previous", unit.previous
    if unit.note:
        yield TRANSLATOR, unit.note


def _add_notes(parent: ET.Element, notes: Iterable[tuple[str, str]]) -> None:
    """Add notes with their categories, omitting characters that XML cannot contain."""
    holder = ET.Element("notes")
    for category, text in notes:
        applies = {"appliesTo": "target"} if category == TRANSLATOR else {}
        ET.SubElement(holder, "note", {"category": category, **applies}).text = _UNWRITABLE.sub("", text)
    if len(holder):
        parent.append(holder)


def _add_segment(parent: ET.Element, unit: TranslationUnit, source: str, target: str) -> None:
    codes = _Codes()
    source_element = codes.build_element("source", source)
    target_element = codes.build_element("target", target) if target else None
    if codes.data:
        original = ET.SubElement(parent, "originalData")
        for text, name in codes.data.items():
            ET.SubElement(original, "data", {"id": name}).text = text
    fuzzy = {"subState": FUZZY} if unit.state is State.FUZZY else {}
    segment = ET.SubElement(parent, "segment", {"state": STATES[unit.state], **fuzzy})
    segment.append(source_element)
    if target_element is not None:
        segment.append(target_element)


class _Codes(Struct):
    """The inline codes of a unit: their original data and the ids shared by source and target."""

    data: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, int], str] = field(default_factory=dict)

    def build_element(self, tag: str, text: str) -> ET.Element:
        """Return an element named ``tag`` that contains ``text``, with its codes as inline elements."""
        top = ET.Element(tag)
        open_elements, counts = [top], Counter[str]()
        for piece in split_codes(text):
            if isinstance(piece, PlainText):
                _append_text(open_elements[-1], piece.text)
            elif piece.kind == "end":
                open_elements.pop()
            else:
                element = ET.SubElement(open_elements[-1], *self._build_code(piece, counts))
                open_elements += [element] if piece.kind == "start" else []
        return top

    def _build_code(self, piece: InlineCode, counts: Counter[str]) -> tuple[str, dict[str, str]]:
        id_ = self.ids.setdefault((piece.data, counts[piece.data]), str(len(self.ids) + 1))
        counts[piece.data] += 1
        if piece.kind == "ph":
            return "ph", {"id": id_, "canDelete": "no", "dataRef": self._add_data(piece.data),
                          "disp": piece.data, "equiv": piece.data}  # fmt: skip
        end = closing_tag(piece.data)
        return "pc", {"id": id_, "canDelete": "no",
                      "dataRefStart": self._add_data(piece.data), "dataRefEnd": self._add_data(end),
                      "dispStart": piece.data, "dispEnd": end}  # fmt: skip

    def _add_data(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")


def _append_text(parent: ET.Element, text: str) -> None:
    """Append ``text`` to ``parent``.

    A character that XML cannot contain becomes a ``<cp>`` element.
    """
    for index, piece in enumerate(_UNWRITABLE.split(text)):
        if index % 2:
            ET.SubElement(parent, "cp", {"hex": f"{ord(piece):04X}"})
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece


def _indent(element: ET.Element, level: int = 0) -> None:
    """Indent ``element`` and its descendants, except inside elements with text."""
    if element.tag in ("source", "target", "note", "data") or not len(element):
        return
    element.text = f"\n{'  ' * (level + 1)}"
    for child in element:
        _indent(child, level + 1)
        child.tail = element.text
    element[-1].tail = f"\n{'  ' * level}"
