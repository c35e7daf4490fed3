"""Render values as WordprocessingML, with one function for each context in the XML.

All functions leave markup (anything with ``__html__``: the controls that we write, the result of a Jinja
macro) unchanged, and make valid XML of every other value: ``&``, ``<``, ``>`` and ``"`` are escaped,
characters that XML 1.0 forbids (section 2.2) are dropped, lone surrogates become U+FFFD and carriage returns
line breaks. Line break, tab, ``\\a`` (new paragraph) and ``\\f`` (new page) have the same meaning as in
docxtpl; ``{_{`` and similar become ``{{``.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from inspect import isroutine
from typing import Any, Final, Self

from assembler.word.package.run_language import language_xml
from assembler.word.template.limits import check_size
from assembler.word.template.names import list_names

_CONTROL: Final = "\x00-\x08\x0e-\x1f\ufffe\uffff"
_FORBIDDEN: Final = re.compile(f"[{_CONTROL}\x07\x0b\x0c]")
_FORBIDDEN_BUT_LAYOUT: Final = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTAINERS: Final = (dict, list, tuple, set, frozenset)
_LAYOUT: Final = re.compile("[\t\n\x07\x0c]")
_BRACES: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

MAX_LAID_OUT: Final = 16_000_000
"""Largest number of characters of XML for the tabs and breaks of one value."""
OPEN_TEXT: Final = '<w:t xml:space="preserve">'
_LANGUAGE: Final = re.compile("<w:lang [^>]*/>")
_PROPERTIES: Final = re.compile("^<w:rPr/>$|^<w:rPr>|</w:rPr>$")


class TaggedText(str):
    """Text in another language than the document; a run that shows it is tagged with its language.

    >>> TaggedText("Plan", "nl-NL").language_tag
    'nl-NL'
    """

    __slots__ = ("language_tag",)
    language_tag: str

    def __new__(cls, text: str, language_tag: str) -> Self:
        tagged = super().__new__(cls, text)
        tagged.language_tag = language_tag
        return tagged


class RunMarkup(ABC):
    """Complete runs, with the bookmarks around them; the run of a text that shows them is split.

    They are rendered when their format is known: that of the run that is split. Where a run is not allowed
    (an attribute, a filter of texts), their text is used: ``str``.

    >>> class Bold(RunMarkup):
    ...     def formatted(self, run): return f"<w:r>{run}<w:t>F03</w:t></w:r>"
    ...     def __str__(self): return "F03"
    >>> render_text(Bold(), "<w:rPr><w:b/></w:rPr>")[:56], render_attribute(Bold())
    ('</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>F03</w:t></w:', 'F03')
    """

    __slots__ = ()

    @abstractmethod
    def formatted(self, run: str) -> str:
        """Return the runs, each with the properties ``run`` (a w:rPr), or its own if that is empty."""

    @abstractmethod
    def __str__(self) -> str: ...


class MisplacedMarkup(ValueError):
    """Markup where no elements are allowed."""

    hint = "show plain text of the data there, and the markup in a paragraph"


class NotText(ValueError):
    """Value that cannot be shown as text: a list, an entity, a method."""

    def __init__(self, value: Any) -> None:
        if isinstance(value, _CONTAINERS) and not isinstance(value, dict):
            super().__init__("it is a list, not a text")
            self.hint = "repeat a paragraph or row for its items: {%p for item in ... %} ... {%p endfor %}"
            return
        super().__init__("it has several values and is not a text")
        names = list_names(value)
        self.hint = f"add the name of one of them: {', '.join(names)}" if names else "remove it"


def unescape_braces(text: str) -> str:
    """Replace docxtpl's notation for literal braces by the braces.

    >>> unescape_braces("write {_{ name }_}")
    'write {{ name }}'
    """
    for written, meant in _BRACES:
        text = text.replace(written, meant)
    return text


def escape(text: str) -> str:
    """Escape ``text`` for XML character data or a double-quoted attribute.

    >>> escape('R&D <"x">')
    'R&amp;D &lt;&quot;x&quot;&gt;'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def _escape_value(value: Any, forbidden: re.Pattern[str]) -> str:
    """Return ``value`` as escaped text without the characters that XML forbids; markup unchanged."""
    if hasattr(value, "__html__"):
        return str(value.__html__())
    text = value if isinstance(value, str) else _to_text(value)
    if not text.isprintable():
        text = forbidden.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _SURROGATE.sub("\ufffd", text)
    return escape(unescape_braces(text) if "_" in text else text)


def _to_text(value: Any) -> str:
    """Return ``value`` as a readable text, "" for None; NotText if only a programmer could read it.

    >>> _to_text(3), _to_text(None)
    ('3', '')
    """
    if value is None:
        return ""
    kind = type(value)
    entity = hasattr(kind, "model_fields") or hasattr(kind, "__struct_fields__")
    unnamed = all(getattr(kind, name) is getattr(object, name) for name in ("__str__", "__repr__"))
    if isinstance(value, _CONTAINERS) or entity or unnamed or isroutine(value):
        raise NotText(value)
    return str(value)


def render_text(value: Any, run: str = "", paragraph: str | None = None) -> str:
    """Render ``value`` inside a ``w:t``; ``run`` and ``paragraph`` are the w:rPr and w:pPr around it.

    ``paragraph`` None means that the paragraph cannot be split here (an inline control, a link): then a new
    paragraph becomes a line break. A ``TaggedText`` gets a run of its own with the format of the run
    that it splits; ``RunMarkup`` is inserted between the halves of that run, with its format.

    >>> render_text("R&D"), render_text(3)
    ('R&amp;D', '3')
    >>> render_text("one\\ntwo")
    'one</w:t><w:br/><w:t xml:space="preserve">two'
    """
    if value.__class__ is str and value.isprintable():
        if "_" in value:
            value = unescape_braces(value)
        return escape(value)
    if value.__class__ is TaggedText:
        own = set_run_language(run, value.language_tag)
        text = render_text(str(value), own, paragraph)
        return f"</w:t></w:r><w:r>{own}{OPEN_TEXT}{text}</w:t></w:r><w:r>{run}{OPEN_TEXT}"
    if isinstance(value, RunMarkup):
        return f"</w:t></w:r>{value.formatted(run)}<w:r>{run}{OPEN_TEXT}" if value else ""
    text = _escape_value(value, _FORBIDDEN_BUT_LAYOUT)
    return render_layout(text, run, paragraph) if _LAYOUT.search(text) else text


def set_run_language(run: str, language_tag: str) -> str:
    """Return the properties of a run with a language; ``w:lang`` comes almost last in them (17.3.2.28).

    >>> set_run_language("<w:rPr><w:b/></w:rPr>", "nl-NL"), set_run_language("", "fi-FI")
    ('<w:rPr><w:b/><w:lang w:val="nl-NL"/></w:rPr>', '<w:rPr><w:lang w:val="fi-FI"/></w:rPr>')
    """
    inside = _PROPERTIES.sub("", _LANGUAGE.sub("", run))
    return f"<w:rPr>{inside}{language_xml(language_tag)}</w:rPr>"


def render_layout(text: str, run: str, paragraph: str | None) -> str:
    """Replace tabs and breaks of escaped ``text`` by elements with the format of the run that they split.

    >>> render_layout("a\\tb", "", None)
    'a</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">b'
    """
    reopened = f"<w:r>{run}{OPEN_TEXT}"
    page = '<w:r><w:br w:type="page"/></w:r>'
    elements = {"\t": f"</w:t></w:r><w:r>{run}<w:tab/></w:r>{reopened}", "\n": f"</w:t><w:br/>{OPEN_TEXT}"}
    if paragraph is None:
        elements |= {"\a": elements["\n"], "\f": f"</w:t></w:r>{page}{reopened}"}
    else:
        new = f"</w:t></w:r></w:p><w:p>{paragraph}{reopened}"
        elements |= {"\a": new, "\f": f"</w:t></w:r></w:p><w:p>{page}</w:p><w:p>{paragraph}{reopened}"}
    check_size(sum(text.count(character) * len(xml) for character, xml in elements.items()), MAX_LAID_OUT)
    return _LAYOUT.sub(lambda match: elements[match.group()], text)


def render_attribute(value: Any) -> str:
    """Render ``value`` inside an attribute; breaks and tabs become spaces, as in every XML parser.

    Raise ``MisplacedMarkup`` for markup with elements.

    >>> render_attribute('a "b"\\nc')
    'a &quot;b&quot; c'
    """
    if value.__class__ is str and value.isprintable() and "_" not in value:
        return escape(value)
    text = _escape_value(value, _FORBIDDEN)
    if "<" in text:
        raise MisplacedMarkup("it shows markup in an attribute, which can only contain text")
    return text if text.isprintable() else re.sub("[\t\n]", " ", text)


def render_data(value: Any) -> str:
    """Render ``value`` as the text of an element other than ``w:t``: a property, a field code, a drawing.

    >>> render_data("a\\x07b")
    'ab'
    """
    if value.__class__ is str and value.isprintable():
        if "_" in value:
            value = unescape_braces(value)
        return escape(value)
    return _escape_value(value, _FORBIDDEN)


def render_elements(value: Any, before: str, after: str, run: str = "") -> str:
    """Render ``value`` where only elements are allowed (``{{r x}}``, ``{{p x}}``): markup unchanged.

    A plain text would be lost there; ``before`` and ``after`` are the tags that make it readable.

    >>> render_elements("R&D", "<w:r>", "</w:r>")
    '<w:r><w:t xml:space="preserve">R&amp;D</w:t></w:r>'
    """
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, RunMarkup):
        return value.formatted(run)
    text = render_text(value, run, None)
    return f"{before}{OPEN_TEXT}{text}</w:t>{after}" if text else ""


def render_raw(value: Any) -> str:
    """Render ``value`` in a block that is shown later (a macro, ``{% set %}``): escaped, with its breaks.

    >>> render_raw("a<b\\n")
    'a&lt;b\\n'
    """
    return _escape_value(value, _FORBIDDEN_BUT_LAYOUT)
