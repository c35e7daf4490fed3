"""XLIFF 2 as it comes back from an agency: what its tool wrote, checked and told, never guessed.

Tools part segments, turn pairs into starts and ends, copy codes, add notes and annotations; what the standard
allows is read. Every fault of the file is told at once, with the unit that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import FileError
from assembler.i18n.xliff.writer import FUZZY, NAMESPACE, OWN, PLURAL, TRANSLATOR
from assembler.model.messages import markup
from assembler.model.messages.exchange import ReturnedUnit, State
from assembler.structs import Struct, field, replace

_STATES = {"initial": State.UNTRANSLATED, "translated": State.TRANSLATED,
           "reviewed": State.REVIEWED, "final": State.REVIEWED}  # fmt: skip
_FAR = (State.UNTRANSLATED, State.FUZZY, State.TRANSLATED, State.REVIEWED)
_OURS = frozenset({"place", "explanation", "context", "previous", "form", "instruction"})
_ASK_AGAIN = "ask the agency for the XLIFF 2 file that was sent to it, with the translations in it"


class XliffFile(Struct):
    """A file that came back: its language, its units, and what is wrong with it."""

    language: str
    units: list[ReturnedUnit] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def read_xliff(data: bytes, name: str) -> XliffFile:
    """The units of the XLIFF 2 file in ``data``; ``name`` is what people call it.

    FileError where it is no XLIFF 2 at all; what is wrong in single units is in ``faults``.
    """
    root = _root(data, name)
    read = XliffFile(root.get("trgLang", ""))
    if root.get("srcLang", "").partition("-")[0] != "en":
        what = f"it translates from {root.get('srcLang')!r}, and our messages are in English"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    for unit, group in _units(root):
        reader = _UnitReader(name, unit, group)
        read.units.append(reader.read())
        read.faults += reader.faults
    return _plurals_together(read, name)


def _root(data: bytes, name: str) -> ET.Element:
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        what = "it declares a document type, which no XLIFF file does"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FileError(f"this is no sound XML: {error}", location=name, hint=_ASK_AGAIN) from error
    if root.tag != f"{{{NAMESPACE}}}xliff":
        found = "an XLIFF file of another version" if root.tag.endswith("xliff") else "no XLIFF file"
        raise FileError(f"this is {found}", location=name, hint=_ASK_AGAIN)
    return root


def _units(
    parent: ET.Element, group: ET.Element | None = None
) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    """Every unit with the group of plural forms that it stands in."""
    for child in parent:
        kind = _local(child)
        if kind == "unit":
            yield child, group
        elif kind in ("file", "group"):
            yield from _units(child, child if child.get("type") == PLURAL else group)


def _local(element: ET.Element) -> str:
    """The name of an element of the standard; nothing for any other."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space == f"{{{NAMESPACE}" else ""


def _children(parent: ET.Element, name: str) -> list[ET.Element]:
    return parent.findall(f"{{{NAMESPACE}}}{name}")


class _UnitReader:
    """Reads one unit and remembers what was wrong."""

    def __init__(self, file: str, unit: ET.Element, group: ET.Element | None) -> None:
        self.faults: list[Diagnostic] = []
        self._file = file
        self._unit, self._group = unit, group
        self._id = unit.get("id", "")
        self._data = {each.get("id", ""): _plain(each) for holder in _children(unit, "originalData")
                      for each in holder}  # fmt: skip
        self._codes: dict[str, tuple[str, str]] = {}

    def read(self) -> ReturnedUnit:
        """The unit; its source and target are those of all its segments in their order."""
        parts = [part for part in self._unit if _local(part) in ("segment", "ignorable")]
        source = "".join(self._side(part, "source") for part in parts)
        target = "".join(self._side(part, "target") for part in sorted(parts, key=_order))
        target = self._with_typed_codes(target, source)
        base = self._unit if self._group is None else self._group
        where = f"unit {self._id}"
        return ReturnedUnit(
            id=self._id, source=source, plural=None, strings=(target,), state=self._state(parts),
            context="\n".join(_notes(base, "context")), note=self._note(),
            base=base.get(f"{{{OWN}}}base", ""), where=where, spots=(where,),
        )  # fmt: skip

    def _with_typed_codes(self, target: str, source: str) -> str:
        """``target`` where a code that it lacks and that is typed as text (``{city_of}``) is the code."""
        for code in self._data.values():
            typed = markup.escape(code)
            if code in source and typed not in source and code not in target.replace(typed, ""):
                target = target.replace(typed, code)
        return target

    def _state(self, parts: list[ET.Element]) -> State:
        """The least far of its segments; one that has no text in it says nothing."""
        found = [
            State.FUZZY if part.get("subState") == FUZZY else _STATES.get(part.get("state", "initial"))
            for part in parts if _local(part) == "segment"
        ]  # fmt: skip
        if None in found:
            hint = "write initial, translated, reviewed or final"
            self._told("unknown-state", "its state is none of the standard's", hint)
        return min((state for state in found if state), key=_FAR.index, default=State.UNTRANSLATED)

    def _note(self) -> str:
        """What translators noted: our own note as it stands, and what the agency added without a category."""
        holders = [self._unit] if self._group is None else [self._group, self._unit]
        found = [text for holder in holders for text in _notes(holder)]
        return "\n".join(found)

    def _side(self, part: ET.Element, side: str) -> str:
        return "".join(self._text(each) for each in _children(part, side))

    def _text(self, element: ET.Element) -> str:
        inside = (self._inline(child) + markup.escape(child.tail or "") for child in element)
        return markup.escape(element.text or "") + "".join(inside)

    def _inline(self, child: ET.Element) -> str:
        kind = _local(child)
        if kind == "pc":
            start, end = self._code(child, "dataRefStart", "dataRefEnd")
            return f"{start}{self._text(child)}{end}"
        if kind in ("ph", "sc"):
            return self._code(child, "dataRef", "dataRef" if kind == "ph" else "")[0]
        if kind == "ec":
            return self._data.get(child.get("dataRef", "")) or self._end(child)
        if kind == "cp":
            return markup.escape(_sign(child))
        if kind in ("mrk", "sm", "em"):
            return self._text(child) if kind == "mrk" else ""
        what = f"it holds <{kind or child.tag}>, which no text of XLIFF 2 has"
        self._told("foreign-code", what, "take it out of the translation")
        return ""

    def _code(self, child: ET.Element, start: str, end: str) -> tuple[str, str]:
        """What stands for a code, by its data, else as the code that it copies or that the source has."""
        found = (self._data.get(child.get(start, ""), ""), self._data.get(child.get(end, ""), ""))
        if not found[0]:
            found = self._codes.get(child.get("copyOf", "") or child.get("id", ""), ("", ""))
        if not found[0]:
            shown = child.get("disp") or child.get("dispStart") or child.get("id", "")
            self._told(
                "foreign-code", f"it holds the code {shown!r}, which is none of ours",
                "use only the codes of the English text, or write the words themselves",
            )  # fmt: skip
        self._codes[child.get("id", "")] = found
        return found

    def _end(self, child: ET.Element) -> str:
        start = self._codes.get(child.get("startRef", "") or child.get("id", ""), ("", ""))
        return start[1] or (f"</{start[0][1:]}" if start[0] else "")

    def _told(self, rule: str, what: str, hint: str) -> None:
        place = Location(file=self._file, position=f"unit {self._id}")
        self.faults.append(Diagnostic(rule, Level.ERROR, place, what, hint))


def _plain(element: ET.Element) -> str:
    """Text of original data, with the code points that XML cannot hold."""
    return (element.text or "") + "".join(_sign(child) + (child.tail or "") for child in element)


def _sign(point: ET.Element) -> str:
    """The sign of a code point that XML cannot hold; the sign for none where it is no number."""
    try:
        return chr(int(point.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _order(part: ET.Element) -> int:
    """Where a segment stands in the translation: as its target says, else as in the source."""
    orders = (each.get("order", "") for each in _children(part, "target"))
    return next((int(order) for order in orders if order.isdecimal()), 0)


def _notes(parent: ET.Element, category: str = "") -> Iterator[str]:
    """Notes of a category; without one, those that translators wrote."""
    for holder in _children(parent, "notes"):
        for note in _children(holder, "note"):
            kind = note.get("category", TRANSLATOR)
            if kind == category or (not category and kind not in _OURS):
                yield note.text or ""


def _plurals_together(read: XliffFile, name: str) -> XliffFile:
    """The forms of one message (``m2abc.0``, ``m2abc.1``) as one unit again."""
    whole: dict[str, list[ReturnedUnit]] = {}
    for unit in read.units:
        whole.setdefault(unit.id.partition(".")[0], []).append(unit)
    units = [_whole(id_, forms, read.faults, name) for id_, forms in whole.items()]
    return XliffFile(read.language, units, read.faults)


def _whole(id_: str, forms: list[ReturnedUnit], faults: list[Diagnostic], name: str) -> ReturnedUnit:
    known: Mapping[str, ReturnedUnit] = {form.id: form for form in forms}
    if len(known) < len(forms):
        what = f"the unit {id_} stands there {len(forms)} times"
        faults.append(Diagnostic("repeated-unit", Level.ERROR, Location(name, f"unit {id_}"), what,
                              "keep the one that counts"))  # fmt: skip
    if id_ in known:
        return known[id_]
    told = sorted(known.values(), key=lambda form: form.id)
    return replace(
        told[0], id=id_, plural=told[-1].source, strings=tuple(form.strings[0] for form in told),
        state=min((form.state for form in told), key=_FAR.index), spots=tuple(form.where for form in told),
        note=_one_note([form.note for form in told]),
    )  # fmt: skip


def _one_note(notes: list[str]) -> str:
    """The notes of all forms, each of which has that of the message: every line once where they differ.

    >>> _one_note(["same\\n\\nsame", "same\\n\\nsame"]), _one_note(["ours", "ours\\ntheirs"])
    ('same\\n\\nsame', 'ours\\ntheirs')
    """
    if len(set(notes)) == 1:
        return notes[0]
    return "\n".join(dict.fromkeys(line for note in notes for line in note.split("\n") if line))
