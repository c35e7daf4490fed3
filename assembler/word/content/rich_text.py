"""Rich text as WordprocessingML: runs and paragraphs as XML strings, fast enough for thousands of answers.

A link is a ``HYPERLINK`` field, whose instruction contains the address (ECMA-376 part 1, 17.16.5.25). A
``w:hyperlink`` element would need a relationship in the package for each address. List items have both a
paragraph style, for their format, and ``w:numPr``, for their level. Every numbered list has its own
``w:num``. Otherwise, Word would continue the numbers of the previous list (17.9.15).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from markupsafe import Markup

from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import Struct, field
from assembler.word.content.list_numbers import ListNumbers
from assembler.word.package.run_language import language_xml

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\n\t\u2011\u00ad]")
_ELEMENTS: Final = {
    "\n": "<w:br/>", "\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>",
}  # fmt: skip
_FIELD: Final = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


class TextStyle(Struct, frozen=True):
    """Ids of the paragraph styles for rich text, and the language tag of the text, such as ``nl-NL``."""

    language_tag: str
    paragraph: str = "Response"
    bullet: str = "ResponseBullet"
    number: str = "ResponseNumber"
    by_style: bool = False
    """True if bold and italic use the styles Strong and Emphasis, as in body text that people edit."""
    inlines: Mapping[str, str] = field(default_factory=dict)
    """Maps link addresses to the runs that replace the links: a picture, or the reference to a footnote."""

    def style_of(self, kind: BlockKind) -> str:
        """Return the id of the paragraph style for blocks of this kind."""
        return {BlockKind.BULLET: self.bullet, BlockKind.NUMBER: self.number}.get(kind, self.paragraph)


def to_markup(xml: str) -> Markup:
    """Return ``xml`` as ``Markup``.

    This is twice as fast as calling ``Markup``, which first tests for ``__html__``.

    >>> to_markup("<w:p/>")
    Markup('<w:p/>')
    """
    return str.__new__(Markup, xml)


def escape_xml(text: str) -> str:
    """Escape ``text`` for XML and remove the characters that XML 1.0 forbids.

    >>> escape_xml('R&D <"x">\\x01')
    'R&amp;D &lt;&quot;x&quot;&gt;'
    """
    escaped = _escape_markup(text)
    return escaped if escaped.isprintable() else _NOT_XML.sub("", escaped)


def _escape_markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def build_run(text: str, properties: str) -> str:
    """Return a run with ``text``, whose ``w:rPr`` contains ``properties``.

    Breaks, tabs and special hyphens become separate elements.

    >>> build_run("a\\nb", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>'
    """
    head = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    if text.isprintable() and "\u2011" not in text:  # fast path: nothing in the text is special
        space = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " else ""
        element = f"<w:t{space}>{_escape_markup(text)}</w:t>" if text else ""
        return f"{head}{element}</w:r>"
    if not _SPECIAL.search(text):
        return f"{head}{_build_text(text)}</w:r>"
    parts, position = [head], 0
    for match in _SPECIAL.finditer(text):
        parts += [_build_text(text[position : match.start()]), _ELEMENTS[match[0]]]
        position = match.end()
    return "".join([*parts, _build_text(text[position:]), "</w:r>"])


def _build_text(text: str) -> str:
    """Return a ``w:t``, or "" if ``text`` is empty.

    ``xml:space`` preserves leading and trailing spaces.
    """
    if not text:
        return ""
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<w:t{space}>{escape_xml(text)}</w:t>"


_SHORT_LIST: Final = 3
"""Maximum number of items of a list that stays on one page."""


def build_runs(
    runs: Iterable[Run],
    language_tag: str,
    *,
    by_style: bool = False,
    inlines: Mapping[str, str] | None = None,
) -> str:
    """Return runs as XML, each with its language.

    Adjacent runs with the same address share one field. If ``by_style`` is true, text that is either bold or
    italic, and not in a link, gets a character style. ``inlines`` maps link addresses to the XML that
    replaces the links. Nothing is added to this XML, because it may be ``Markup``, which escapes any string
    that is added to it.

    >>> build_runs([Run("Plan", italic=True)], "nl-NL")
    '<w:r><w:rPr><w:i/><w:lang w:val="nl-NL"/></w:rPr><w:t>Plan</w:t></w:r>'
    """
    xml, link, inlines = list[str](), "", inlines or {}
    for run in runs:
        if run.link != link:
            xml += (_end_link(link, inlines), _begin_link(run.link, inlines))
            link = run.link
        if run.text and link not in inlines:
            xml.append(build_run(run.text, _build_properties(run, language_tag, by_style=by_style)))
    return "".join((*xml, _end_link(link, inlines)))


def _build_properties(run: Run, language_tag: str, *, by_style: bool) -> str:
    """Return run properties in schema order (17.3.2.28): style, bold, italic, language.

    ``by_style`` is as in ``build_runs``.
    """
    style = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
    if by_style and not style and run.bold != run.italic:
        style, run = f'<w:rStyle w:val="{"Strong" if run.bold else "Emphasis"}"/>', Run(run.text)
    form = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    return f"{style}{form}{language_xml(language_tag)}"


def _end_link(link: str, inlines: Mapping[str, str]) -> str:
    return _FIELD.format("end") if link and link not in inlines else ""


def _begin_link(link: str, inlines: Mapping[str, str]) -> str:
    """Return the XML that begins a link field, up to the field's result.

    If ``link`` is a key of ``inlines``, return the XML that replaces it; if it is empty, return "". Quotes
    and backslashes in the address are escaped with a backslash (ECMA-376 part 1, 17.16.1).
    """
    if not link or link in inlines:
        return inlines.get(link, "")
    is_internal = link.startswith("#") and len(link) > 1
    quoted = link[is_internal:].replace("\\", "\\\\").replace('"', '\\"')
    switch = "\\l " if is_internal else ""
    code = escape_xml(f' HYPERLINK {switch}"{quoted}" ')
    instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return _FIELD.format("begin") + instruction + _FIELD.format("separate")


def wrap_in_link(link: str, runs: str) -> str:
    """Return ``runs`` as the text of a link.

    ``link`` is its target: an address, or ``#name`` for a bookmark of the document.

    >>> wrap_in_link("https://example.org", "<w:r/>").count("<w:fldChar ")
    3
    """
    return _begin_link(link, {}) + runs + _end_link(link, {})


def build_paragraphs(blocks: Iterable[Block], style: TextStyle, numbers: ListNumbers) -> str:
    """Return ``blocks`` as paragraphs in WordprocessingML.

    All blocks of an answer share ``numbers``, so lists can continue. In body text, a paragraph before a list
    is kept on the page of the first item, and a list of up to three items on one page. In an answer, they are
    not, because a table row with such a paragraph would be kept with the next row.

    >>> build_paragraphs([Block((Run("Yes"),))], TextStyle(""), ListNumbers(lambda: 9003))
    '<w:p><w:pPr><w:pStyle w:val="Response"/></w:pPr><w:r><w:t>Yes</w:t></w:r></w:p>'
    """
    blocks = tuple(blocks)
    kept = _find_kept(blocks) if style.by_style else [False] * len(blocks)
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.style_of(block.kind)}"/>'
        f"{'<w:keepNext/>' if is_kept else ''}"
        f"{numbers.build_properties(block)}</w:pPr>"
        f"{build_runs(block.runs, style.language_tag, by_style=style.by_style, inlines=style.inlines)}</w:p>"
        for block, is_kept in zip(blocks, kept, strict=True)
    )


def _find_kept(blocks: Iterable[Block]) -> list[bool]:
    """Return, for each block, whether it stays on the same page as the next block."""
    kept: list[bool] = []
    for is_text, group in groupby(blocks, key=lambda block: block.kind is BlockKind.PARAGRAPH):
        following = len([*group]) - 1
        kept += [not is_text and following < _SHORT_LIST] * following + [is_text]
    return [*kept[:-1], False] if kept else kept
