"""Values on their way into WordprocessingML: what each place of the XML may hold.

One function per kind of place. All of them leave markup (anything with ``__html__``: the controls that we
write, the result of a Jinja macro) as it is, and make sound XML of every other value: ``&``, ``<``, ``>``
and ``"`` are escaped, characters that XML 1.0 forbids (section 2.2) are dropped, lone surrogates become
U+FFFD and carriage returns line breaks. Line break, tab, ``\\a`` (new paragraph) and ``\\f`` (new page) mean
in a text what they mean to docxtpl; ``{_{`` and its likes become ``{{``.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from inspect import isroutine
from typing import Any, Final, Self

from assembler.word.package.run_language import language_xml
from assembler.word.template.limits import check_size
from assembler.word.template.names import names_of

_CONTROL: Final = "\x00-\x08\x0e-\x1f\ufffe\uffff"
_FORBIDDEN: Final = re.compile(f"[{_CONTROL}\x07\x0b\x0c]")
_FORBIDDEN_BUT_LAYOUT: Final = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SEVERAL: Final = (dict, list, tuple, set, frozenset)
_LAYOUT: Final = re.compile("[\t\n\x07\x0c]")
_BRACES: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

MAX_LAID_OUT: Final = 16_000_000
"""Characters of XML for the tabs and breaks of one value."""
OPEN_TEXT: Final = '<w:t xml:space="preserve">'
_LANGUAGE: Final = re.compile("<w:lang [^>]*/>")
_PROPERTIES: Final = re.compile("^<w:rPr/>$|^<w:rPr>|</w:rPr>$")


class Tagged(str):
    """A text in another language than the document: where a run shows it, that run says so.

    >>> Tagged("Plan", "nl-NL").language_tag
    'nl-NL'
    """

    __slots__ = ("language_tag",)
    language_tag: str

    def __new__(cls, text: str, language_tag: str) -> Self:
        made = super().__new__(cls, text)
        made.language_tag = language_tag
        return made


class Runs(ABC):
    """Whole runs, with the bookmarks around them: where a text shows them, the run there is split.

    They are written when it is known how they look: as the run that is split does. Where no run can stand (an
    attribute, a filter that wants a text) they are their words: ``str``.

    >>> class Bold(Runs):
    ...     def formatted(self, run): return f"<w:r>{run}<w:t>F03</w:t></w:r>"
    ...     def __str__(self): return "F03"
    >>> in_text(Bold(), "<w:rPr><w:b/></w:rPr>")[:56], in_attribute(Bold())
    ('</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>F03</w:t></w:', 'F03')
    """

    __slots__ = ()

    @abstractmethod
    def formatted(self, run: str) -> str:
        """The runs, each with the properties ``run`` (a whole w:rPr), or its own where that is nothing."""

    @abstractmethod
    def __str__(self) -> str: ...


class MisplacedMarkup(ValueError):
    """Elements where none can stand."""

    remedy = "show words there (a text of the data), and the markup in the text of a paragraph"


class NotText(ValueError):
    """A value that no reader of a document could read: a list, an entity, a method."""

    def __init__(self, value: Any) -> None:
        if isinstance(value, _SEVERAL) and not isinstance(value, dict):
            super().__init__("it is a list and not a text")
            self.remedy = "repeat a paragraph or row for its items: {%p for item in ... %} ... {%p endfor %}"
            return
        super().__init__("it holds several values and is not a text")
        names = names_of(value)
        self.remedy = f"add the name of one of them: {', '.join(names)}" if names else "remove it"


def braces(text: str) -> str:
    """docxtpl's way to write a tag that is no tag.

    >>> braces("write {_{ name }_}")
    'write {{ name }}'
    """
    for written, meant in _BRACES:
        text = text.replace(written, meant)
    return text


def escape(text: str) -> str:
    """``text`` as XML character data, or inside a double-quoted attribute.

    >>> escape('R&D <"x">')
    'R&amp;D &lt;&quot;x&quot;&gt;'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def _sound(value: Any, forbidden: re.Pattern[str]) -> str:
    """``value`` as escaped text without what XML forbids; markup as it is."""
    if hasattr(value, "__html__"):
        return str(value.__html__())
    text = value if isinstance(value, str) else _printed(value)
    if not text.isprintable():
        text = forbidden.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _SURROGATE.sub("\ufffd", text)
    return escape(braces(text) if "_" in text else text)


def _printed(value: Any) -> str:
    """``value`` as people read it; nothing for None. NotText where only a programmer could read it.

    >>> _printed(3), _printed(None)
    ('3', '')
    """
    if value is None:
        return ""
    kind = type(value)
    entity = hasattr(kind, "model_fields") or hasattr(kind, "__struct_fields__")
    unnamed = all(getattr(kind, name) is getattr(object, name) for name in ("__str__", "__repr__"))
    if isinstance(value, _SEVERAL) or entity or unnamed or isroutine(value):
        raise NotText(value)
    return str(value)


def in_text(value: Any, run: str = "", paragraph: str | None = None) -> str:
    """``value`` inside a ``w:t``; ``run`` and ``paragraph`` are the w:rPr and w:pPr of what stands around it.

    ``paragraph`` None says that the paragraph cannot be split here (an inline control, a link): then a new
    paragraph becomes a line break. A ``Tagged`` text gets a run of its own, formatted as the one it splits;
    ``Runs`` stand between its halves, formatted as it is.

    >>> in_text("R&D"), in_text(3)
    ('R&amp;D', '3')
    >>> in_text("one\\ntwo")
    'one</w:t><w:br/><w:t xml:space="preserve">two'
    """
    if value.__class__ is str and value.isprintable():
        if "_" in value:
            value = braces(value)
        return escape(value)
    if value.__class__ is Tagged:
        own = run_in_language(run, value.language_tag)
        text = in_text(str(value), own, paragraph)
        return f"</w:t></w:r><w:r>{own}{OPEN_TEXT}{text}</w:t></w:r><w:r>{run}{OPEN_TEXT}"
    if isinstance(value, Runs):
        return f"</w:t></w:r>{value.formatted(run)}<w:r>{run}{OPEN_TEXT}" if value else ""
    text = _sound(value, _FORBIDDEN_BUT_LAYOUT)
    return laid_out(text, run, paragraph) if _LAYOUT.search(text) else text


def run_in_language(run: str, language_tag: str) -> str:
    """The properties of a run with its language; ``w:lang`` comes almost last in them (17.3.2.28).

    >>> run_in_language("<w:rPr><w:b/></w:rPr>", "nl-NL"), run_in_language("", "fi-FI")
    ('<w:rPr><w:b/><w:lang w:val="nl-NL"/></w:rPr>', '<w:rPr><w:lang w:val="fi-FI"/></w:rPr>')
    """
    inside = _PROPERTIES.sub("", _LANGUAGE.sub("", run))
    return f"<w:rPr>{inside}{language_xml(language_tag)}</w:rPr>"


def laid_out(text: str, run: str, paragraph: str | None) -> str:
    """Tabs and breaks of escaped ``text`` as elements, each with the format of the run that it splits.

    >>> laid_out("a\\tb", "", None)
    'a</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">b'
    """
    again = f"<w:r>{run}{OPEN_TEXT}"
    page = '<w:r><w:br w:type="page"/></w:r>'
    meaning = {"\t": f"</w:t></w:r><w:r>{run}<w:tab/></w:r>{again}", "\n": f"</w:t><w:br/>{OPEN_TEXT}"}
    if paragraph is None:
        meaning |= {"\a": meaning["\n"], "\f": f"</w:t></w:r>{page}{again}"}
    else:
        new = f"</w:t></w:r></w:p><w:p>{paragraph}{again}"
        meaning |= {"\a": new, "\f": f"</w:t></w:r></w:p><w:p>{page}</w:p><w:p>{paragraph}{again}"}
    check_size(sum(text.count(sign) * len(xml) for sign, xml in meaning.items()), MAX_LAID_OUT)
    return _LAYOUT.sub(lambda match: meaning[match.group()], text)


def in_attribute(value: Any) -> str:
    """``value`` inside an attribute; breaks and tabs become spaces, as every XML reader would make them.

    Markup with elements is a ``MisplacedMarkup``.

    >>> in_attribute('a "b"\\nc')
    'a &quot;b&quot; c'
    """
    if value.__class__ is str and value.isprintable() and "_" not in value:
        return escape(value)
    text = _sound(value, _FORBIDDEN)
    if "<" in text:
        raise MisplacedMarkup("it shows markup, and stands in an attribute, which holds text alone")
    return text if text.isprintable() else re.sub("[\t\n]", " ", text)


def in_data(value: Any) -> str:
    """``value`` as the text of an element that is no ``w:t``: a property, a field's instruction, a drawing.

    >>> in_data("a\\x07b")
    'ab'
    """
    if value.__class__ is str and value.isprintable():
        if "_" in value:
            value = braces(value)
        return escape(value)
    return _sound(value, _FORBIDDEN)


def between_elements(value: Any, before: str, after: str, run: str = "") -> str:
    """``value`` where only elements may stand (``{{r x}}``, ``{{p x}}``): markup as it is.

    A plain text would be lost there; ``before`` and ``after`` are the elements that make it readable.

    >>> between_elements("R&D", "<w:r>", "</w:r>")
    '<w:r><w:t xml:space="preserve">R&amp;D</w:t></w:r>'
    """
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, Runs):
        return value.formatted(run)
    text = in_text(value, run, None)
    return f"{before}{OPEN_TEXT}{text}</w:t>{after}" if text else ""


def raw(value: Any) -> str:
    """``value`` inside a block whose result is shown later (a macro, ``{% set %}``): escaped, breaks kept.

    >>> raw("a<b\\n")
    'a&lt;b\\n'
    """
    return _sound(value, _FORBIDDEN_BUT_LAYOUT)
