r"""Write values as WordprocessingML, with one function for each context in the XML.

Markup is not changed. It is any value with ``__html__``, such as our content controls or the result of a
Jinja macro. Every other value becomes valid XML: ``&``, ``<``, ``>`` and ``"`` are escaped, characters that
XML 1.0 forbids (section 2.2) are dropped, lone surrogates become U+FFFD, and carriage returns become line
breaks. Line breaks, tabs, ``\a`` (new paragraph) and ``\f`` (new page) have the same meaning as in docxtpl,
and ``{_{`` and its variants become ``{{`` and so on. A value that is not text, such as a list, raises
NotText.
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
_LAYOUT: Final = re.compile("[\t\n\x07\x0c\u2011]")
"""Characters that become elements in Word. The no-break hyphen (U+2011) is included because few fonts have
it.
"""
_BRACES: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

MAX_LAID_OUT: Final = 16_000_000
"""Maximum number of characters of XML for the tabs and breaks of one value."""
OPEN_TEXT: Final = '<w:t xml:space="preserve">'
_LANGUAGE: Final = re.compile("<w:lang [^>]*/>")
_PROPERTIES: Final = re.compile("^<w:rPr/>$|^<w:rPr>|</w:rPr>$")


class TaggedText(str):
    """Text in a language other than the document's.

    Its run is tagged with that language.

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
    """Complete runs, with any bookmarks around them, that take the place of a value inside a run.

    That run is split. The new runs are rendered late, because they take its format. Where no runs are
    allowed, such as in an attribute or in a text filter, the result of ``str`` is used.

    >>> class Bold(RunMarkup):
    ...     def render_runs(self, run): return f"<w:r>{run}<w:t>F03</w:t></w:r>"
    ...     def __str__(self): return "F03"
    >>> render_text(Bold(), "<w:rPr><w:b/></w:rPr>")[:56], render_attribute(Bold())
    ('</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>F03</w:t></w:', 'F03')
    """

    __slots__ = ()

    @abstractmethod
    def render_runs(self, run: str) -> str:
        """Return the runs with the properties ``run``, or with their own properties if ``run`` is empty.

        ``run`` is the XML of a w:rPr.
        """

    @abstractmethod
    def __str__(self) -> str: ...


class BlockMarkup(RunMarkup):
    """Paragraphs and tables that replace the paragraph of ``{{p name }}``.

    Anywhere else, they cause an error.
    """

    __slots__ = ()

    @abstractmethod
    def render_blocks(self) -> str:
        """Return the paragraphs and tables."""

    def render_runs(self, run: str) -> str:
        """Raise MisplacedMarkup, because a line of text cannot contain paragraphs."""
        error = MisplacedMarkup("it consists of paragraphs, which a line of text cannot contain")
        error.hint = "write {{p name }} in a separate paragraph"
        raise error


class MisplacedMarkup(ValueError):
    """Error for markup where elements are not allowed."""

    hint = "use plain text in the attribute, and move the formatted value to a paragraph"


class NotText(ValueError):
    """Error for a value that cannot be shown as text, such as a list or a method."""

    def __init__(self, value: Any) -> None:
        if isinstance(value, _CONTAINERS) and not isinstance(value, dict):
            super().__init__("it is a list, not text")
            self.hint = "repeat a paragraph or row for its items: {%p for item in ... %} ... {%p endfor %}"
            return
        super().__init__("it contains several values and is not text")
        names = list_names(value)
        self.hint = f"add one of these names after a dot: {', '.join(names)}" if names else "remove it"


def unescape_braces(text: str) -> str:
    """Replace docxtpl's notation for literal braces with the braces themselves.

    >>> unescape_braces("write {_{ name }_}")
    'write {{ name }}'
    """
    for notation, braces in _BRACES:
        text = text.replace(notation, braces)
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
    """Return ``value`` as escaped text without ``forbidden`` characters.

    Markup is returned unchanged.
    """
    if hasattr(value, "__html__"):
        return str(value.__html__())
    text = value if isinstance(value, str) else _to_text(value)
    if not text.isprintable():
        text = forbidden.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _SURROGATE.sub("\ufffd", text)
    return escape(unescape_braces(text) if "_" in text else text)


def _to_text(value: Any) -> str:
    """Return ``value`` as readable text, or "" if it is None.

    Raises NotText if only a programmer could read the text.

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
    """Render ``value`` inside a ``w:t``.

    ``run`` and ``paragraph`` are the w:rPr and w:pPr that apply there. If ``paragraph`` is None, the
    paragraph cannot be split here, because of an inline control or a link. A new paragraph then becomes a
    line break. A ``TaggedText`` or ``RunMarkup`` splits the run and is inserted between the halves, in the
    format of that run.

    >>> render_text("R&D"), render_text(3)
    ('R&amp;D', '3')
    >>> render_text("Cities \\N{NON-BREAKING HYPHEN}peruskirja")
    'Cities </w:t><w:noBreakHyphen/><w:t xml:space="preserve">peruskirja'
    >>> render_text("one\\ntwo")
    'one</w:t><w:br/><w:t xml:space="preserve">two'
    """
    if value.__class__ is str and value.isprintable() and "\u2011" not in value:
        if "_" in value:
            value = unescape_braces(value)
        return escape(value)
    if value.__class__ is TaggedText:
        own = set_run_language(run, value.language_tag)
        text = render_text(str(value), own, paragraph)
        return f"</w:t></w:r><w:r>{own}{OPEN_TEXT}{text}</w:t></w:r><w:r>{run}{OPEN_TEXT}"
    if isinstance(value, RunMarkup):
        return f"</w:t></w:r>{value.render_runs(run)}<w:r>{run}{OPEN_TEXT}" if value else ""
    text = _escape_value(value, _FORBIDDEN_BUT_LAYOUT)
    return render_layout(text, run, paragraph) if _LAYOUT.search(text) else text


def set_run_language(run: str, language_tag: str) -> str:
    """Return the run properties ``run`` with their language set to ``language_tag``.

    The language comes last, in schema order (ECMA-376 part 1, 17.3.2.28).

    >>> set_run_language("<w:rPr><w:b/></w:rPr>", "nl-NL"), set_run_language("", "fi-FI")
    ('<w:rPr><w:b/><w:lang w:val="nl-NL"/></w:rPr>', '<w:rPr><w:lang w:val="fi-FI"/></w:rPr>')
    """
    inside = _PROPERTIES.sub("", _LANGUAGE.sub("", run))
    return f"<w:rPr>{inside}{language_xml(language_tag)}</w:rPr>"


def render_layout(text: str, run: str, paragraph: str | None) -> str:
    r"""Replace tabs, breaks and no-break hyphens in escaped ``text`` with elements.

    The elements have the format of the run that they split. ``run`` and ``paragraph`` are as in
    ``render_text``. Raises TooLarge if the result would be too large.

    >>> render_layout("a\tb", "", None)
    'a</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">b'
    """
    reopened = f"<w:r>{run}{OPEN_TEXT}"
    page = '<w:r><w:br w:type="page"/></w:r>'
    elements = {"\t": f"</w:t></w:r><w:r>{run}<w:tab/></w:r>{reopened}", "\n": f"</w:t><w:br/>{OPEN_TEXT}"}
    elements["\u2011"] = f"</w:t><w:noBreakHyphen/>{OPEN_TEXT}"
    if paragraph is None:
        elements |= {"\a": elements["\n"], "\f": f"</w:t></w:r>{page}{reopened}"}
    else:
        new = f"</w:t></w:r></w:p><w:p>{paragraph}{reopened}"
        elements |= {"\a": new, "\f": f"</w:t></w:r></w:p><w:p>{page}</w:p><w:p>{paragraph}{reopened}"}
    check_size(sum(text.count(character) * len(xml) for character, xml in elements.items()), MAX_LAID_OUT)
    return _LAYOUT.sub(lambda match: elements[match.group()], text)


def render_attribute(value: Any) -> str:
    """Render ``value`` inside an attribute.

    Breaks and tabs become spaces, as in every XML parser. Raises MisplacedMarkup for markup that contains
    elements.

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
    """Render ``value`` as the text of an element other than ``w:t``.

    The element is, for example, a property, a field code or a drawing.

    >>> render_data("a\\x07b")
    'ab'
    """
    if value.__class__ is str and value.isprintable():
        if "_" in value:
            value = unescape_braces(value)
        return escape(value)
    return _escape_value(value, _FORBIDDEN)


def render_elements(value: Any, before: str, after: str, run: str = "") -> str:
    """Render ``value`` where only elements are allowed, as in ``{{r x}}`` and ``{{p x}}``.

    Markup is unchanged. Plain text would be lost, so it is wrapped in the tags ``before`` and ``after``.
    ``run`` is the w:rPr for a ``RunMarkup``.

    >>> render_elements("R&D", "<w:r>", "</w:r>")
    '<w:r><w:t xml:space="preserve">R&amp;D</w:t></w:r>'
    """
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, BlockMarkup) and before.startswith("<w:p>"):
        return value.render_blocks()
    if isinstance(value, RunMarkup):
        runs = value.render_runs(run)
        return f"{before.removesuffix('<w:r>')}{runs}{after.removeprefix('</w:r>')}" if runs else ""
    text = render_text(value, run, None)
    return f"{before}{OPEN_TEXT}{text}</w:t>{after}" if text else ""


def render_raw(value: Any) -> str:
    """Render ``value`` in a macro or ``{% set %}`` block, whose output is shown later.

    The value is escaped, but its breaks are unchanged.

    >>> render_raw("a<b\\n")
    'a&lt;b\\n'
    """
    return _escape_value(value, _FORBIDDEN_BUT_LAYOUT)
