"""Rich text as Word writes it: runs and paragraphs as XML strings, cheap enough for thousands of answers.

A link is a ``HYPERLINK`` field and not a ``w:hyperlink`` element: that one needs a relationship in the
package for each address, a field needs nothing but its own code (ECMA-376 part 1, 17.16.5.25). List items
carry both a paragraph style, for the look, and ``w:numPr``, for the level; every numbered list has a
``w:num`` of its own, since Word would otherwise count on from the list before (17.9.15).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import Struct, field
from assembler.word.content.lists import ListNumbers
from assembler.word.package.run_language import language_xml

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\n\t\u2011\u00ad]")
_ELEMENTS: Final = {
    "\n": "<w:br/>", "\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>",
}  # fmt: skip
_FIELD: Final = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


class Look(Struct, frozen=True):
    """The style ids that a house style gives to answers, and the language tag of their text (``nl-NL``)."""

    language_tag: str
    paragraph: str = "Response"
    bullet: str = "ResponseBullet"
    number: str = "ResponseNumber"
    by_style: bool = False
    """Whether bold and italic are the styles Strong and Emphasis, as in running text that people edit on."""
    things: Mapping[str, str] = field(default_factory=dict)
    """By its address, the run that stands in place of a link: a picture, the number of a footnote."""

    def style(self, kind: BlockKind) -> str:
        """The paragraph style for a kind of block."""
        return {BlockKind.BULLET: self.bullet, BlockKind.NUMBER: self.number}.get(kind, self.paragraph)


def markup(xml: str) -> Markup:
    """``xml`` as markup; ``Markup`` itself asks first whether it is some already, in twice the time.

    >>> markup("<w:p/>")
    Markup('<w:p/>')
    """
    return str.__new__(Markup, xml)


def escaped(text: str) -> str:
    """``text`` for XML: markup characters escaped, characters that XML 1.0 forbids left out.

    >>> escaped('R&D <"x">\\x01')
    'R&amp;D &lt;&quot;x&quot;&gt;'
    """
    safe = _escaped(text)
    return safe if safe.isprintable() else _NOT_XML.sub("", safe)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run_xml(text: str, properties: str) -> str:
    """One run: ``text`` with breaks, tabs and hyphens as elements of their own.

    >>> run_xml("a\\nb", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>'
    """
    head = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    if text.isprintable() and "\u2011" not in text:  # then it is quickly told that nothing in it is special
        space = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " else ""
        words = f"<w:t{space}>{_escaped(text)}</w:t>" if text else ""
        return f"{head}{words}</w:r>"
    if not _SPECIAL.search(text):
        return f"{head}{_words(text)}</w:r>"
    parts, at = [head], 0
    for found in _SPECIAL.finditer(text):
        parts += [_words(text[at : found.start()]), _ELEMENTS[found[0]]]
        at = found.end()
    return "".join([*parts, _words(text[at:]), "</w:r>"])


def _words(text: str) -> str:
    """A ``w:t``, or nothing for no text; blanks at the edges are kept only if that is said."""
    if not text:
        return ""
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<w:t{space}>{escaped(text)}</w:t>"


def runs_xml(
    runs: Iterable[Run], language_tag: str, *, by_style: bool = False, things: Mapping[str, str] | None = None
) -> str:
    """Runs as XML, each tagged with its language; runs with the same address share one field.

    ``by_style``: bold and italic are character styles where no other style is needed. ``things`` gives by
    its address what stands in place of a link; it may be markup, which would escape all that it is added to.

    >>> runs_xml([Run("Plan", italic=True)], "nl-NL")
    '<w:r><w:rPr><w:i/><w:lang w:val="nl-NL"/></w:rPr><w:t>Plan</w:t></w:r>'
    """
    xml, link, things = list[str](), "", things or {}
    for run in runs:
        if run.link != link:
            xml += (_link_ends(link, things), _link_begins(run.link, things))
            link = run.link
        if run.text and link not in things:
            xml.append(run_xml(run.text, _properties(run, language_tag, by_style=by_style)))
    return "".join((*xml, _link_ends(link, things)))


def _properties(run: Run, language_tag: str, *, by_style: bool) -> str:
    """Run properties in the order of the schema (17.3.2.28): style, bold, italic, language."""
    style = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
    if by_style and not style and run.bold != run.italic:
        style, run = f'<w:rStyle w:val="{"Strong" if run.bold else "Emphasis"}"/>', Run(run.text)
    form = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    return f"{style}{form}{language_xml(language_tag)}"


def _link_ends(link: str, things: Mapping[str, str]) -> str:
    return _FIELD.format("end") if link and link not in things else ""


def _link_begins(link: str, things: Mapping[str, str]) -> str:
    """The field up to its result, or the thing at this address; nothing for none.

    Quotes and backslashes get a backslash before them (17.16.1).
    """
    if not link or link in things:
        return things.get(link, "")
    inside = link.startswith("#") and len(link) > 1
    quoted = link[inside:].replace("\\", "\\\\").replace('"', '\\"')
    switch = "\\l " if inside else ""
    code = escaped(f' HYPERLINK {switch}"{quoted}" ')
    instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return _FIELD.format("begin") + instruction + _FIELD.format("separate")


def paragraphs_xml(blocks: Iterable[Block], look: Look, numbers: ListNumbers) -> str:
    """Whole paragraphs; ``numbers`` is the answer's own, so that a list may have begun before.

    >>> paragraphs_xml([Block((Run("Yes"),))], Look(""), ListNumbers(lambda: 9003))
    '<w:p><w:pPr><w:pStyle w:val="Response"/></w:pPr><w:r><w:t>Yes</w:t></w:r></w:p>'
    """
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{look.style(block.kind)}"/>{numbers.properties(block)}</w:pPr>'
        f"{runs_xml(block.runs, look.language_tag, by_style=look.by_style, things=look.things)}</w:p>"
        for block in blocks
    )
