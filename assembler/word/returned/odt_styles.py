"""What the styles of an .odt say about its text: bold, italic, hidden, and which lists are numbered.

LibreOffice writes direct formatting as automatic styles (``T1``) whose parents are the named ones; names are
encoded (``Response_20_Bullet``), so nothing here goes by the name of a style (OpenDocument 1.3 part 3, 16),
but for lists that an editor lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from assembler.model.types.rich_text import BlockKind
from assembler.structs import Struct, field
from assembler.word.package.whole_numbers import parse_whole_number

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


def odf(name: str) -> str:
    """A prefixed OpenDocument name as lxml writes it.

    >>> odf("xlink:href")
    '{http://www.w3.org/1999/xlink}href'
    """
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Look(Struct, frozen=True):
    """What a style says itself; None where it leaves that to its parent."""

    parent: str = ""
    automatic: bool = False
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None


class Styles(Struct, frozen=True):
    """The styles of a document: of text and paragraphs by (family, name), the lists by name and level."""

    looks: Mapping[tuple[str, str], Look] = field(default_factory=dict)
    lists: Mapping[tuple[str, int], BlockKind] = field(default_factory=dict)

    def of_text(self, name: str) -> Look:
        """How text of the character style ``name`` looks, with all that it inherits."""
        look, seen = Look(), set[str]()
        while name and name not in seen:
            seen.add(name)
            own = self.looks.get(("text", name), Look())
            look, name = _filled(look, own), own.parent
        return look

    def of_paragraph(self, name: str) -> Look:
        """What an automatic style adds to all text of a paragraph: a line that is bold as a whole."""
        own = self.looks.get(("paragraph", name), Look())
        return own if own.automatic else Look()

    def in_contents(self, name: str) -> bool:
        """Whether a paragraph style is one of a table of contents (LibreOffice: ``Contents 1``)."""
        parent = self.looks.get(("paragraph", name), Look()).parent
        return any(each.startswith("Contents_20_") for each in (name, parent))

    def lost_list(self, name: str) -> BlockKind | None:
        """The kind of list that a paragraph style of our answers is for, where an editor keeps no list of it.

        AbiWord writes an item as a paragraph that begins with a tab, in a style named after ours.
        """
        parent = self.looks.get(("paragraph", name), Look()).parent
        return next((kind for each in (name, parent) if (kind := _OURS.get(_bare(each)))), None)

    def list_kind(self, name: str, level: int) -> BlockKind:
        """Whether items of the list style ``name`` at ``level`` (from 0) are numbered or have bullets."""
        return self.lists.get((name, level), BlockKind.BULLET)


_OURS = {"responsebullet": BlockKind.BULLET, "responsenumber": BlockKind.NUMBER}


def _bare(name: str) -> str:
    """The name of a style without what programs put between its words.

    >>> _bare("Response_20_Bullet"), _bare("Response-Bullet")
    ('responsebullet', 'responsebullet')
    """
    return name.replace("_20_", "").replace("-", "").replace(" ", "").casefold()


def _filled(look: Look, parent: Look) -> Look:
    return Look(
        bold=parent.bold if look.bold is None else look.bold,
        italic=parent.italic if look.italic is None else look.italic,
        hidden=parent.hidden if look.hidden is None else look.hidden,
    )


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """The styles that stand in ``roots`` (the content and the styles of one document)."""
    looks: dict[tuple[str, str], Look] = {}
    lists: dict[tuple[str, int], BlockKind] = {}
    for root in roots:
        for style in root.iter(odf("style:style")):
            looks[style.get(odf("style:family"), ""), style.get(odf("style:name"), "")] = _look(style)
        for shape in root.iter(odf("text:list-style")):
            lists.update(_levels(shape))
    return Styles(looks, lists)


def _look(style: etree._Element) -> Look:
    properties = style.find(odf("style:text-properties"))
    parent = style.getparent()
    automatic = parent is not None and parent.tag == odf("office:automatic-styles")
    said = {} if properties is None else dict(properties.attrib)
    weight, posture = said.get(odf("fo:font-weight")), said.get(odf("fo:font-style"))
    display = said.get(odf("text:display"))
    return Look(
        parent=style.get(odf("style:parent-style-name"), ""),
        automatic=automatic,
        bold=None if weight is None else weight not in ("normal", "100", "200", "300", "400", "500"),
        italic=None if posture is None else posture != "normal",
        hidden=None if display is None else display == "none",
    )


def _levels(shape: etree._Element) -> dict[tuple[str, int], BlockKind]:
    """The levels of a list style; a number without a format is shown as nothing, so it is a bullet."""
    name = shape.get(odf("style:name"), "")
    found: dict[tuple[str, int], BlockKind] = {}
    for level in shape:
        number = level.tag == odf("text:list-level-style-number") and level.get(odf("style:num-format"))
        said = level.get(odf("text:level"), "1")
        at = (parse_whole_number(said) or 1) - 1
        found[name, at] = BlockKind.NUMBER if number else BlockKind.BULLET
    return found
