"""Fill any Word template with plain data.

Templates for docxtpl can be used, and the XML of the result is always valid. A value can be formatted text, a
picture, a chart or a complete document. The classes ``RichText``, ``Picture`` and ``SubDocument`` correspond
to docxtpl's ``RichText``, ``InlineImage`` and ``Subdoc``. A ``Chart`` can be edited in Word. These values do
not depend on a template, so any number of documents can show the same value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self, TypedDict, Unpack

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.types import chart as charts
from assembler.store.files.files import read_file, write_file
from assembler.structs import Struct, field
from assembler.word.content import pictures
from assembler.word.content.drawings import RenderedDrawing
from assembler.word.content.insertions import add_drawings, insert_documents
from assembler.word.content.rich_text import build_run, escape_xml, wrap_in_link
from assembler.word.package.package import open_package
from assembler.word.package.run_language import language_xml
from assembler.word.render.prepared_template import MissingNames
from assembler.word.render.template_preparation import prepare
from assembler.word.template.escaping import BlockMarkup, RunMarkup


class Filled(Struct, frozen=True):
    """The filled .docx and, if missing names are allowed, a warning for each of them."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()

    def save(self, path: Path | str) -> None:
        """Write the complete document to ``path``.

        Raises OutputError if this fails, and then nothing is written.
        """
        write_file(Path(path), self.data)


def fill(template: bytes, data: Mapping[str, Any], *, name: str, missing: MissingNames = "error") -> Filled:
    """Fill ``template``, the bytes of a .docx, with ``data``.

    ``name`` is the name of the template in messages. Text and structure match docxtpl 0.20 with
    ``autoescape=True``, except that XML which docxtpl would leave invalid is repaired
    (``word.template.source_repair``, ``word.template.output_repair``). There are two other differences.
    ``None`` prints nothing. A list, a mapping or an object without its own text is an error, because only a
    programmer could read Python's representation of it.

    Raises FileError if the file is not a template, and TemplateError if it has a broken tag. If ``missing``
    is ``"error"``, a TemplateError also reports all missing names and their locations. Raises DataError if
    ``data`` does not map names to values.
    """
    names = validate_data(data, name)
    prepared = prepare(open_package(template, name), name)
    with collect_insertions() as shown:
        rendered, diagnostics = prepared.render_with_warnings(names, missing=missing)
    return Filled(insert(rendered, shown, name), diagnostics)


def validate_data(data: Any, name: str) -> dict[str, Any]:
    """Return ``data`` as a dictionary that maps names to values.

    Raises DataError if it is not a mapping, or if a name is not a string.

    >>> validate_data({"city": "Genova"}, "t.docx")
    {'city': 'Genova'}
    """
    if not isinstance(data, Mapping):
        what = "the data must be a mapping of names to values"
        raise DataError(what, location=name, hint='write the data as {"name": value, ...}')
    other_names = [key for key in data if not isinstance(key, str)]
    if other_names:
        what = f"the name {other_names[0]} is not a string, so no tag can refer to it"
        raise DataError(what, location=name, hint="use names that are strings and begin with a letter")
    return dict(data)


_ORDER: Final = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang",
)  # fmt: skip
"""Run properties in schema order (ECMA-376 part 1, 17.3.2.28)."""
_PROPERTY: Final = re.compile(r"<(\w+:)?(\w+)\b[^>]*?(?:/>|>.*?</\1?\2>)", re.DOTALL)
_FIRST_PICTURE: Final = 700_000_000
"""First id of drawings. The ids in templates and records are lower."""
BOOKMARK: Final = "_filled_document_"
"""Beginning of the name of a bookmark that marks where a sub-document belongs. A number follows."""
_SWITCHES: Final = {"bold": "b", "italic": "i", "strike": "strike"}
_VALUES: Final = {
    "style": ("rStyle",), "color": ("color",), "highlight": ("highlight",), "size": ("sz", "szCs"),
}  # fmt: skip


class Format(TypedDict, total=False):
    """The format of a text.

    - ``style``: id of a character style of the template
    - ``color``: hexadecimal RGB value (``#C00000``)
    - ``highlight``: one of Word's colour names (``yellow``)
    - ``size``: in half-points
    - ``underline``: true or one of Word's patterns (``double``)
    - ``lang``: language tag such as ``fi-FI``
    - ``link``: address, or ``#`` and the name of a bookmark
    """

    style: str
    bold: bool
    italic: bool
    underline: bool | str
    strike: bool
    color: str
    highlight: str
    size: int
    font: str
    superscript: bool
    subscript: bool
    lang: str
    link: str


class ChartOptions(TypedDict, total=False):
    """Formatting options of a ``Chart``, whose docstring describes them."""

    bars: str
    number_format: str
    colors: Sequence[str]
    width: float


class Insertions(Struct):
    """The drawings and documents that one rendering inserts, in order."""

    drawings: list[RenderedDrawing] = field(default_factory=list)
    documents: list[SubDocument] = field(default_factory=list)


_CURRENT: ContextVar[Insertions] = ContextVar("insertions")


@contextmanager
def collect_insertions() -> Iterator[Insertions]:
    """Provide a collection to which templates rendered in this context add drawings and documents."""
    token = _CURRENT.set(Insertions())
    try:
        yield _CURRENT.get()
    finally:
        _CURRENT.reset(token)


class RichText(RunMarkup):
    """Text in several formats, for ``{{ name }}`` or ``{{r name }}``.

    In ``{{ name }}``, each piece also has the format of the surrounding text. In ``{{r name }}``, it has only
    its own, as in docxtpl. Line breaks and tabs are preserved.

    >>> text = RichText("Approved", bold=True).add(" on 3 May")
    >>> str(text)
    'Approved on 3 May'
    """

    __slots__ = ("_pieces",)

    def __init__(self, text: object = "", **format: Unpack[Format]) -> None:
        """Begin with ``text`` in the given format."""
        self._pieces: list[tuple[str, dict[str, str], str]] = []
        if text:
            self.add(text, **format)

    def add(self, text: object, **format: Unpack[Format]) -> Self:
        """Append ``text`` in this format and return this object.

        The format of a nested ``RichText`` is not changed. Raises TypeError for an unknown format.
        """
        if isinstance(text, RichText):
            self._pieces += text._pieces
            return self
        self._pieces.append((str(text), _build_properties(format), format.get("link", "")))
        return self

    def __str__(self) -> str:
        """Return the text without formatting."""
        return "".join(text for text, _, _ in self._pieces)

    def render_runs(self, run: str) -> str:
        """Return the pieces of the text as runs in WordprocessingML.

        A property that a piece does not set is taken from ``run``.
        """
        around = {match[2]: match[0] for match in _PROPERTY.finditer(run.removeprefix("<w:rPr>"))}
        runs = list[str]()
        for text, own, link in self._pieces:
            drawn = build_run(text, _join_properties({**around, **own}))
            runs.append(wrap_in_link(link, drawn) if link else drawn)
        return "".join(runs)


def _build_properties(format: Format) -> dict[str, str]:
    """Map the name of each run property in ``format`` to its XML."""
    if unknown := sorted(format.keys() - Format.__annotations__.keys()):
        known = ", ".join(Format.__annotations__)
        raise TypeError(f"RichText has no format {unknown[0]!r}; the formats are {known}")
    properties = {element: f"<w:{element}/>" for name, element in _SWITCHES.items() if format.get(name)}
    for name, elements in _VALUES.items():
        if value := escape_xml(str(format.get(name, "") or "")).lstrip("#"):
            properties |= {element: f'<w:{element} w:val="{value}"/>' for element in elements}
    if font := escape_xml(format.get("font", "")):
        properties["rFonts"] = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    if underline := format.get("underline"):
        properties["u"] = (
            f'<w:u w:val="{escape_xml(underline) if isinstance(underline, str) else "single"}"/>'
        )
    if format.get("superscript") or format.get("subscript"):
        position = "superscript" if format.get("superscript") else "subscript"
        properties["vertAlign"] = f'<w:vertAlign w:val="{position}"/>'
    if language := language_xml(escape_xml(format.get("lang", ""))):
        properties["lang"] = language
    return properties


def _join_properties(properties: Mapping[str, str]) -> str:
    """Return the properties in schema order.

    Properties in other namespaces come last, as in Word.
    """
    known = {name: number for number, name in enumerate(_ORDER)}
    ordered = sorted(properties, key=lambda name: known.get(name, len(known)))
    return "".join(properties[name] for name in ordered)


class Picture(RunMarkup):
    """A PNG or JPEG picture, for ``{{ name }}`` or ``{{r name }}``, in the body, a header or a footer.

    ``source`` is a file or its bytes. ``alt`` describes the picture to people who cannot see it. The picture
    is scaled to ``width``, ``height`` or both, in centimetres. If neither is given, the picture is scaled
    only if it is larger than 16 by 20 cm, the space on a page.
    """

    __slots__ = ("_box", "_key", "_picture")

    def __init__(
        self, source: Path | str | bytes, *, alt: str, width: float | None = None, height: float | None = None
    ) -> None:
        """Raise FileError if the file cannot be read, and DataError if it is neither PNG nor JPEG."""
        name = "picture" if isinstance(source, bytes) else Path(source).name
        self._picture = pictures.Picture(name, _read(source), alt)
        page = pictures.Box()
        fixed = width is not None or height is not None
        self._box = pictures.Box(width or page.width, height or page.height, grow=fixed)
        self._key = f"filled-{sha256(self._picture.data).hexdigest()[:16]}"
        pictures.draw(self._picture, 0, first_id=0)  # raises DataError for an unreadable picture

    def __str__(self) -> str:
        """Return ``alt``, which is shown where only text is allowed."""
        return self._picture.alt

    def render_runs(self, run: str) -> str:
        """Add the drawing to the current insertions, and return its run.

        The format of ``run`` has no effect. Raises DataError outside ``collect_insertions``.
        """
        drawn = _get_insertions().drawings
        number = len(drawn) + 1
        drawn.append(
            pictures.draw(self._picture, number, first_id=_FIRST_PICTURE, box=self._box, key=self._key)
        )
        return str(drawn[-1].run)


class Chart(RunMarkup):
    """A bar chart that Word can edit, for ``{{ name }}`` or ``{{r name }}``.

    ``series`` maps the name of each series to its numbers, one for each of the ``categories``. A missing
    number is None. ``alt`` describes the chart to people who cannot see it. ``bars`` is ``"side by side"``,
    ``"stacked"`` or ``"shares"``, which stacks all bars to the same length. ``number_format`` is in Excel's
    notation. ``colors`` are hexadecimal RGB values, one for each category, which replace the colours of the
    series. ``width`` is in centimetres. ``lang`` is the language tag of the texts.
    """

    __slots__ = ("_chart", "_key", "_lang")

    def __init__(
        self,
        categories: Sequence[str],
        series: Mapping[str, Sequence[charts.Value]],
        *,
        alt: str,
        lang: str = "",
        **options: Unpack[ChartOptions],
    ) -> None:
        """Raise DataError if there are no numbers, or not exactly one for each category.

        An unknown value of ``bars`` raises ValueError, and an unknown option TypeError.
        """
        if unknown := sorted(options.keys() - ChartOptions.__annotations__.keys()):
            known = ", ".join(ChartOptions.__annotations__)
            raise TypeError(f"Chart has no option {unknown[0]!r}; the options are {known}")
        self._chart = charts.validate_chart(
            charts.Chart(
                tuple(categories),
                tuple(charts.Series(name, tuple(values)) for name, values in series.items()),
                alt,
                charts.Bars(options.get("bars", "side by side")),
                options.get("number_format", "0"),
                tuple(color.lstrip("#") for color in options.get("colors", ())),
                options.get("width", 16.0),
            )
        )
        self._lang = lang
        self._key = f"filled-{sha256(repr((self._chart, lang)).encode()).hexdigest()[:16]}"

    def __str__(self) -> str:
        """Return ``alt``, which is shown where only text is allowed."""
        return self._chart.alt

    def render_runs(self, run: str) -> str:
        """Add the chart to the current insertions, and return its run.

        The format of ``run`` has no effect. Raises DataError outside ``collect_insertions``.
        """
        from assembler.word.charts.draw_chart import draw_chart  # imports python-pptx

        drawn = _get_insertions().drawings
        number = len(drawn) + 1
        key = f"{self._key}-{number}"
        drawn.append(
            draw_chart(self._chart, number, first_id=_FIRST_PICTURE, language_tag=self._lang, key=key)
        )
        return str(drawn[-1].run)


class SubDocument(BlockMarkup):
    """Another Word document, whose content replaces the paragraph of ``{{p name }}`` in the body.

    ``source`` is a file or its bytes. The document's styles, lists, pictures and footnotes are added to the
    template's. If both define a style, the template's definition is used. Headers, footers and page layout
    are ignored.
    """

    __slots__ = ("data", "name")

    def __init__(self, source: Path | str | bytes) -> None:
        """Raise FileError if the file cannot be read."""
        self.name = "sub-document" if isinstance(source, bytes) else str(source)
        self.data = _read(source)

    def render_blocks(self) -> str:
        """Add the document to the current insertions, and return a paragraph with a bookmark.

        ``insert`` replaces the paragraph with the document's content. Raises DataError outside
        ``collect_insertions``.
        """
        shown = _get_insertions().documents
        shown.append(self)
        name = f"{BOOKMARK}{len(shown)}"
        return f'<w:p><w:bookmarkStart w:id="0" w:name="{name}"/><w:bookmarkEnd w:id="0"/></w:p>'

    def __str__(self) -> str:
        """Return the name of the document, for messages."""
        return self.name


def insert(document: bytes, shown: Insertions, name: str) -> bytes:
    """Return ``document`` with the drawings and documents of ``shown``.

    ``name`` is the name of the document in messages.
    """
    if not (shown.drawings or shown.documents):
        return document
    package = add_drawings(open_package(document, name), shown.drawings)
    if not shown.documents:
        return package.to_bytes()
    documents = {
        f"{BOOKMARK}{number}": open_package(each.data, each.name)
        for number, each in enumerate(shown.documents, 1)
    }
    return insert_documents(package, documents).to_bytes()


def _get_insertions() -> Insertions:
    found = _CURRENT.get(None)
    if found is None:
        what = "pictures, charts and sub-documents can only be shown by assembler.fill"
        raise DataError(what, location="template", hint="call assembler.fill with the template and the data")
    return found


def _read(source: Path | str | bytes) -> bytes:
    return source if isinstance(source, bytes) else read_file(Path(source))
