"""Dumps of paragraphs as single lines, with controls, links, fields, pictures and formatting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import W14, qn

EMU_PER_MM: Final = 36_000
_TEXT: Final = {qn("w:t"): "", qn("w:delText"): ""}
_SYMBOLS: Final = {
    qn("w:tab"): "⇥", qn("w:ptab"): "⇥", qn("w:cr"): "⏎", qn("w:noBreakHyphen"): "‑", qn("w:softHyphen"): "¬",
    qn("w:footnoteRef"): "[number]", qn("w:endnoteRef"): "[number]",
}  # fmt: skip
_BREAKS: Final = {"page": "[page break]", "column": "[column break]"}
_NOTES: Final = {
    qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote",
    qn("w:commentReference"): "comment",
}  # fmt: skip
_NOT_FORMAT: Final = {qn("w:lang"), qn("w:rtl"), qn("w:rStyle"), qn("w:noProof")}
_KINDS: Final = {
    qn("w:text"): "text", qn("w:dropDownList"): "choice", qn("w:comboBox"): "combo", qn("w:date"): "date",
    qn("w:picture"): "picture", f"{{{W14}}}checkbox": "checkbox", qn("w:docPartObj"): "building block",
    qn("w:group"): "group",
}  # fmt: skip
_ITEM: Final = qn("w:listItem")
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_A_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


class Inline:
    """Dumper for the content of paragraphs in one ``part`` of ``package``."""

    def __init__(self, package: Package, part: str) -> None:
        lines = package.relationships(part)
        self._targets: Mapping[str, str] = {line.id: line.target for line in lines}
        self._package = package

    def dump_line(self, paragraph: etree._Element) -> str:
        """Return the content of ``paragraph`` as one line.

        Runs in another language or with formatting are marked.
        """
        return self._dump_children(paragraph, find_main_language(paragraph))

    def _dump_children(self, parent: etree._Element, language: str) -> str:
        pieces: list[str] = []  # no generator, because changes can nest hundreds deep
        for child in parent.iterchildren("*"):
            pieces.append(self._dump_element(child, language))
        return "".join(pieces)

    def _dump_element(self, element: etree._Element, language: str) -> str:
        if element.tag == qn("w:r"):
            return self._dump_run(element, language)
        dump = _DUMP_METHODS.get(str(element.tag))
        if dump is not None:
            return dump(self, element, language)
        return "" if str(element.tag) in _SKIPPED else self._dump_children(element, language)

    def _dump_run(self, run: etree._Element, language: str) -> str:
        text = "".join(self._dump_run_child(child) for child in run.iterchildren("*"))
        marks = list(describe_formatting(run, language))
        return f"‹{' '.join(marks)}|{text}›" if marks and text.strip() else text

    def _dump_run_child(self, element: etree._Element) -> str:
        tag = str(element.tag)
        if tag in _TEXT:
            return element.text or ""
        if tag in _SYMBOLS:
            return _SYMBOLS[tag]
        if tag in _NOTES:
            return f"[{_NOTES[tag]} {element.get(qn('w:id'))}]"
        if tag == qn("w:br"):
            return _BREAKS.get(element.get(qn("w:type"), ""), "⏎")
        if tag == qn("w:sym"):
            return f"[sign {element.get(qn('w:font'))} {element.get(qn('w:char'))}]"
        if tag in {qn("w:fldChar"), qn("w:instrText")}:
            return describe_field_mark(element)
        return self._dump_drawing(element) if tag == qn("w:drawing") else ""

    def _dump_drawing(self, drawing: etree._Element) -> str:
        properties = next(drawing.iter(qn("wp:docPr")), None)
        alt = properties.get("descr", "") if properties is not None else ""
        size = next(drawing.iter(qn("wp:extent")), None)
        sides = (
            format_millimetres(size.get(side) if size is not None else None, EMU_PER_MM)
            for side in ("cx", "cy")
        )
        floating = "floating " if drawing.find(qn("wp:anchor")) is not None else ""
        kind = "chart" if next(drawing.iter(_CHART), None) is not None else "picture"
        return f"[{floating}{kind} {' × '.join(sides)} mm{self._dump_picture_digests(drawing)} “{alt}”]"

    def _dump_picture_digests(self, drawing: etree._Element) -> str:
        """Return the digests that identify the images in a drawing.

        Part names cannot identify them, because they change on each save.
        """
        targets = (self._targets.get(blip.get(qn("r:embed"), ""), "") for blip in drawing.iter(_A_BLIP))
        return "".join(f" {compute_digest(self._package.parts.get(target, b''))}" for target in targets)

    def _dump_control(self, control: etree._Element, language: str) -> str:
        content = control.find(qn("w:sdtContent"))
        inside = self._dump_children(content, language) if content is not None else ""
        return f"[{describe_control(control)}: {inside}]"

    def _dump_link(self, link: etree._Element, language: str) -> str:
        target = self._targets.get(link.get(qn("r:id"), ""), "")
        anchor = link.get(qn("w:anchor"))
        return f"[link {target}{f'#{anchor}' if anchor else ''}: {self._dump_children(link, language)}]"

    def _dump_simple_field(self, field: etree._Element, language: str) -> str:
        instruction = " ".join(field.get(qn("w:instr"), "").split())
        return f"[field {instruction}: {self._dump_children(field, language)}]"

    def _dump_insertion(self, change: etree._Element, language: str) -> str:
        return f"[inserted: {self._dump_children(change, language)}]"

    def _dump_deletion(self, change: etree._Element, language: str) -> str:
        return f"[deleted: {self._dump_children(change, language)}]"


_DumpMethod = Callable[[Inline, etree._Element, str], str]
_DUMP_METHODS: Final[Mapping[str, _DumpMethod]] = {
    qn("w:sdt"): Inline._dump_control,
    qn("w:hyperlink"): Inline._dump_link,
    qn("w:fldSimple"): Inline._dump_simple_field,
    qn("w:ins"): Inline._dump_insertion,
    qn("w:del"): Inline._dump_deletion,
}
_SKIPPED: Final = {qn("w:pPr"), qn("w:sdtPr"), qn("w:sdtEndPr")}


def format_millimetres(measure: str | None, per_mm: float) -> str:
    """Return a length in whole millimetres, or a question mark if it is not a number.

    ``per_mm`` is the number of units of ``measure`` in a millimetre.

    >>> format_millimetres("360000", EMU_PER_MM), format_millimetres("wide", EMU_PER_MM)
    ('10', '?')
    """
    try:
        return f"{float(measure or '') / per_mm:.0f}"
    except ValueError:
        return "?"


def compute_digest(data: bytes) -> str:
    """Return twelve hexadecimal digits that identify a picture or part.

    >>> compute_digest(b"")
    'e3b0c44298fc'
    """
    return sha256(data).hexdigest()[:12]


def describe_field_mark(element: etree._Element) -> str:
    """Return the dump of one piece of a field: its start, instruction, separator or end.

    The pieces and the result together give ``[field PAGE: 1]``.
    """
    if element.tag == qn("w:instrText"):
        return " ".join((element.text or "").split())
    return {"begin": "[field ", "separate": ": ", "end": "]"}.get(element.get(qn("w:fldCharType"), ""), "")


def find_main_language(paragraph: etree._Element) -> str:
    """Return the most common language tag of the characters in a paragraph.

    The result is an empty string if characters without a tag are the most common, or if there is no text.
    """
    count: Counter[str] = Counter()
    for run in paragraph.iter(qn("w:r")):
        length = sum(len(text.text or "") for text in run.iterchildren(qn("w:t")))
        if length:
            count[_read_language(run)] += length
    return count.most_common(1)[0][0] if count else ""


def _read_language(run: etree._Element) -> str:
    """Return the language tag that is set on a run, or "" if there is none."""
    language = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return language.get(qn("w:val"), "") if language is not None else ""


def describe_formatting(run: etree._Element, language: str) -> Iterator[str]:
    """Yield the language of a run if it is not ``language``, and then its style and formatting.

    The language of a run without a tag is given as ``no-language``.
    """
    own = _read_language(run)
    if own != language:
        yield own or "no-language"
    properties = run.find(qn("w:rPr"))
    for child in properties.iterchildren("*") if properties is not None else ():
        if child.tag == qn("w:rStyle"):
            yield child.get(qn("w:val"), "")
        elif child.tag not in _NOT_FORMAT:
            yield describe_property(child)


def describe_property(element: etree._Element) -> str:
    """Describe a property with its children: ``b``, ``sz=22``, ``spacing(before=120)``.

    >>> from assembler.word.package.xml import W, parse
    >>> describe_property(parse(f'<w:ind xmlns:w="{W}" w:left="720" w:hanging="360"/>'.encode()))
    'ind(hanging=360 left=720)'
    """
    name = etree.QName(element).localname
    values = {etree.QName(str(key)).localname: str(value_text) for key, value_text in element.items()}
    if set(values) == {"val"}:
        return f"{name}={values['val']}"
    inside = [*(f"{key}={value_text}" for key, value_text in sorted(values.items()))]
    inside += [describe_property(child) for child in element.iterchildren("*")]
    return f"{name}({' '.join(inside)})" if inside else name


def describe_control(control: etree._Element) -> str:
    """Describe a control: its type, tag, title, lock, date and choices.

    The word ``prompt`` is added if the control shows its prompt.
    """
    properties = control.find(qn("w:sdtPr"))
    if properties is None:
        return "control"
    kind = next((_KINDS[str(child.tag)] for child in properties if str(child.tag) in _KINDS), "rich")
    words = [kind]
    for name in ("tag", "alias", "lock"):
        child = properties.find(qn(f"w:{name}"))
        if child is not None:
            words.append(f"{'title' if name == 'alias' else name}=“{child.get(qn('w:val'), '')}”")
    if properties.find(qn("w:showingPlcHdr")) is not None:
        words.append("prompt")
    words += [
        f"date={text}" for date in properties.iter(qn("w:date")) if (text := date.get(qn("w:fullDate")))
    ]
    items = [item.get(qn("w:displayText")) or item.get(qn("w:value")) for item in properties.iter(_ITEM)]
    return " ".join([*words, *([f"items=“{' | '.join(map(str, items))}”"] if items else [])])
