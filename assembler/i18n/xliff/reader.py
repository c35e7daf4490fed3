"""Reader for XLIFF 2 files returned by translation agencies.

Tools split segments, replace pairs with starts and ends, copy codes, and add notes and annotations.
Everything that the standard allows can be read. Errors in the file are reported together, each with its unit.
Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translation_files import DUPLICATE_UNIT, FOREIGN_CODE, UNKNOWN_STATE
from assembler.errors import FileError
from assembler.i18n.xliff.writer import FUZZY, NAMESPACE, OWN, PLURAL, TRANSLATOR
from assembler.model.messages import markup
from assembler.model.messages.exchange import ReturnedUnit, State
from assembler.structs import Struct, field, replace

_STATES = {"initial": State.UNTRANSLATED, "translated": State.TRANSLATED,
           "reviewed": State.REVIEWED, "final": State.REVIEWED}  # fmt: skip
_PROGRESS = (State.UNTRANSLATED, State.FUZZY, State.TRANSLATED, State.REVIEWED)
_OURS = frozenset({"place", "explanation", "context", "previous", "form", "instruction"})
_ASK_AGAIN = "ask the agency to return the XLIFF 2 file that it received, with the translations"


class XliffFile(Struct):
    """A returned file: its language, its units and the ``errors`` in them."""

    language: str
    units: list[ReturnedUnit] = field(default_factory=list)
    errors: list[Diagnostic] = field(default_factory=list)


def read_xliff(data: bytes, name: str) -> XliffFile:
    """Read the units of the XLIFF 2 file in ``data``.

    ``name`` is the name of the file in messages. Errors in units are in the result's ``errors``. Raises
    FileError if the file is not XLIFF 2.
    """
    root = _parse_root(data, name)
    file = XliffFile(root.get("trgLang", ""))
    if root.get("srcLang", "").partition("-")[0] != "en":
        what = f"the source language is “{root.get('srcLang', '')}”, but the messages are in English"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    for unit, group in _find_units(root):
        reader = _UnitReader(name, unit, group)
        file.units.append(reader.read())
        file.errors += reader.errors
    return _merge_plural_forms(file, name)


def _parse_root(data: bytes, name: str) -> ET.Element:
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        what = "the file contains a DOCTYPE declaration, which XLIFF does not allow"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FileError(f"the file is not valid XML: {error}", location=name, hint=_ASK_AGAIN) from error
    if root.tag != f"{{{NAMESPACE}}}xliff":
        is_other_version = root.tag.endswith("xliff")
        what = (
            "this XLIFF file is not of a version that can be read"
            if is_other_version
            else "this is not an XLIFF file"
        )
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    return root


def _find_units(
    parent: ET.Element, group: ET.Element | None = None
) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    """Yield each unit with the group of its message, or with None if the unit is not a plural form."""
    for child in parent:
        kind = _get_local_name(child)
        if kind == "unit":
            yield child, group
        elif kind in ("file", "group"):
            yield from _find_units(child, child if child.get("type") == PLURAL else group)


def _get_local_name(element: ET.Element) -> str:
    """Return the local name of an element, or "" if the standard does not define the element."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space == f"{{{NAMESPACE}" else ""


def _find_children(parent: ET.Element, name: str) -> list[ET.Element]:
    return parent.findall(f"{{{NAMESPACE}}}{name}")


class _UnitReader:
    """Reader for one unit, which collects the errors of the unit in ``errors``."""

    def __init__(self, file: str, unit: ET.Element, group: ET.Element | None) -> None:
        self.errors: list[Diagnostic] = []
        self._unit, self._group = unit, group
        self._id = unit.get("id", "")
        self._location = Location(file=file, position=f"unit {self._id}")
        self._data = {data.get("id", ""): _read_data(data) for holder in _find_children(unit, "originalData")
                      for data in holder}  # fmt: skip
        self._codes: dict[str, tuple[str, str]] = {}

    def read(self) -> ReturnedUnit:
        """Return the unit.

        The sources and the targets of its segments are each joined in order.
        """
        parts = [part for part in self._unit if _get_local_name(part) in ("segment", "ignorable")]
        source = "".join(self._read_side(part, "source") for part in parts)
        target = "".join(self._read_side(part, "target") for part in sorted(parts, key=_get_order))
        target = self._restore_typed_codes(target, source)
        base = self._unit if self._group is None else self._group
        where = f"unit {self._id}"
        return ReturnedUnit(
            id=self._id, source=source, plural=None, strings=(target,), state=self._read_state(parts),
            context="\n".join(_find_notes(base, "context")), note=self._read_note(),
            base=base.get(f"{{{OWN}}}base", ""), where=where, string_locations=(where,),
        )  # fmt: skip

    def _restore_typed_codes(self, target: str, source: str) -> str:
        """Return ``target`` with codes instead of text that spells out a missing code of ``source``.

        For example, a translator may have typed ``{city_of}`` instead of copying the code.
        """
        for code in self._data.values():
            typed = markup.escape(code)
            if code in source and typed not in source and code not in target.replace(typed, ""):
                target = target.replace(typed, code)
        return target

    def _read_state(self, parts: list[ET.Element]) -> State:
        """Return the state of the least advanced segment.

        If there are no segments, the unit counts as untranslated.
        """
        states = [
            State.FUZZY if part.get("subState") == FUZZY else _STATES.get(part.get("state", "initial"))
            for part in parts if _get_local_name(part) == "segment"
        ]  # fmt: skip
        if None in states:
            written = (part.get("state", "initial") for part in parts)
            unknown = next(state for state in written if state not in _STATES)
            self.errors.append(UNKNOWN_STATE.at(self._location, state=unknown))
        known = (state for state in states if state)
        return min(known, key=_PROGRESS.index, default=State.UNTRANSLATED)

    def _read_note(self) -> str:
        """Return the translators' notes: the exported note and the agency's notes without a category."""
        holders = [self._unit] if self._group is None else [self._group, self._unit]
        return "\n".join(text for holder in holders for text in _find_notes(holder))

    def _read_side(self, part: ET.Element, side: str) -> str:
        return "".join(self._read_text(child) for child in _find_children(part, side))

    def _read_text(self, element: ET.Element) -> str:
        inside = (self._read_inline(child) + markup.escape(child.tail or "") for child in element)
        return markup.escape(element.text or "") + "".join(inside)

    def _read_inline(self, child: ET.Element) -> str:
        kind = _get_local_name(child)
        if kind == "pc":
            start, end = self._read_code(child, "dataRefStart", "dataRefEnd")
            return f"{start}{self._read_text(child)}{end}"
        if kind in ("ph", "sc"):
            return self._read_code(child, "dataRef", "dataRef" if kind == "ph" else "")[0]
        if kind == "ec":
            return self._data.get(child.get("dataRef", "")) or self._read_end(child)
        if kind == "cp":
            return markup.escape(_read_code_point(child))
        if kind in ("mrk", "sm", "em"):
            return self._read_text(child) if kind == "mrk" else ""
        element = str(child.tag).rpartition("}")[2]
        self.errors.append(FOREIGN_CODE.at(self._location, "other element", element=element))
        return ""

    def _read_code(self, child: ET.Element, start: str, end: str) -> tuple[str, str]:
        """Return the start and end of a code, from its data or from the code that it copies or repeats."""
        code = (self._data.get(child.get(start, ""), ""), self._data.get(child.get(end, ""), ""))
        if not code[0]:
            code = self._codes.get(child.get("copyOf", "") or child.get("id", ""), ("", ""))
        if not code[0]:
            label = child.get("disp") or child.get("dispStart") or child.get("id") or ""
            self.errors.append(FOREIGN_CODE.at(self._location, code=label))
        self._codes[child.get("id", "")] = code
        return code

    def _read_end(self, child: ET.Element) -> str:
        start = self._codes.get(child.get("startRef", "") or child.get("id", ""), ("", ""))
        return start[1] or (f"</{start[0][1:]}" if start[0] else "")


def _read_data(element: ET.Element) -> str:
    """Return the text of original data, with ``<cp>`` elements as characters."""
    return (element.text or "") + "".join(_read_code_point(child) + (child.tail or "") for child in element)


def _read_code_point(point: ET.Element) -> str:
    """Return the character that a ``<cp>`` represents, or U+FFFD if its number is invalid."""
    try:
        return chr(int(point.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _get_order(part: ET.Element) -> int:
    """Return the ``order`` of a segment in the translation, or 0 if its target has none."""
    orders = (target.get("order", "") for target in _find_children(part, "target"))
    return next((int(order) for order in orders if order.isdecimal()), 0)


def _find_notes(parent: ET.Element, category: str = "") -> Iterator[str]:
    """Yield the notes in a category, by default those of translators."""
    for holder in _find_children(parent, "notes"):
        for note in _find_children(holder, "note"):
            kind = note.get("category", TRANSLATOR)
            if kind == category or (not category and kind not in _OURS):
                yield note.text or ""


def _merge_plural_forms(file: XliffFile, name: str) -> XliffFile:
    """Return the file with the plural forms of each message merged into one unit.

    The id of a form is that of its message with a number, such as ``m2abc.0`` and ``m2abc.1``.
    """
    forms_by_id: dict[str, list[ReturnedUnit]] = {}
    for unit in file.units:
        forms_by_id.setdefault(unit.id.partition(".")[0], []).append(unit)
    units = [_merge_forms(id_, forms, file.errors, name) for id_, forms in forms_by_id.items()]
    return XliffFile(file.language, units, file.errors)


def _merge_forms(id_: str, forms: list[ReturnedUnit], errors: list[Diagnostic], name: str) -> ReturnedUnit:
    known: Mapping[str, ReturnedUnit] = {form.id: form for form in forms}
    if len(known) < len(forms):
        errors.append(DUPLICATE_UNIT.at(Location(name, f"unit {id_}"), id=id_, count=len(forms)))
    if id_ in known:
        return known[id_]
    ordered = sorted(known.values(), key=lambda form: form.id)
    return replace(
        ordered[0], id=id_, plural=ordered[-1].source, strings=tuple(form.strings[0] for form in ordered),
        state=min((form.state for form in ordered), key=_PROGRESS.index),
        string_locations=tuple(form.where for form in ordered),
        note=_merge_notes([form.note for form in ordered]),
    )  # fmt: skip


def _merge_notes(notes: list[str]) -> str:
    """Merge the notes of plural forms, which repeat the message's note.

    If the notes differ, the result contains each distinct line once.

    >>> _merge_notes(["same\\n\\nsame", "same\\n\\nsame"]), _merge_notes(["ours", "ours\\ntheirs"])
    ('same\\n\\nsame', 'ours\\ntheirs')
    """
    if len(set(notes)) == 1:
        return notes[0]
    return "\n".join(dict.fromkeys(line for note in notes for line in note.split("\n") if line))
