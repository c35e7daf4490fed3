"""Formatting in the styles of an .odt: bold, italic and hidden text, and bulleted or numbered lists.

LibreOffice writes direct formatting as automatic styles (``T1``) based on the named ones, whose names are
encoded (``Response_20_Bullet``). Formatting is therefore not read from style names (OpenDocument 1.3 part 3,
16). They are used only to recognise item headings and lines of tables of contents, and to restore lists that
an editor lost.
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
    """Return the expanded form of a prefixed OpenDocument name, as used by lxml.

    >>> odf("xlink:href")
    '{http://www.w3.org/1999/xlink}href'
    """
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Look(Struct, frozen=True):
    """The formatting that a style sets itself.

    An attribute is None if the style inherits its value.
    """

    parent: str = ""
    automatic: bool = False
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None


class Styles(Struct, frozen=True):
    """The styles of a document.

    ``looks`` maps the family and name of a style to its formatting. ``lists`` maps the name and level of a
    list style to the kind of list.
    """

    looks: Mapping[tuple[str, str], Look] = field(default_factory=dict)
    lists: Mapping[tuple[str, int], BlockKind] = field(default_factory=dict)

    def text_format(self, name: str) -> Look:
        """Return the formatting of the character style ``name``, including inherited formatting."""
        look, seen = Look(), set[str]()
        while name and name not in seen:
            seen.add(name)
            own = self.looks.get(("text", name), Look())
            look, name = _inherit_format(look, own), own.parent
        return look

    def paragraph_format(self, name: str) -> Look:
        """Return the formatting that an automatic style adds to a whole paragraph.

        For any other style, the result sets nothing.
        """
        own = self.looks.get(("paragraph", name), Look())
        return own if own.automatic else Look()

    def is_in_contents(self, name: str) -> bool:
        """Return whether a paragraph style belongs to a table of contents.

        In LibreOffice, the names of these styles are ``Contents 1``, ``Contents 2`` and so on.
        """
        parent = self.looks.get(("paragraph", name), Look()).parent
        return any(each.startswith("Contents_20_") for each in (name, parent))

    def is_heading(self, name: str) -> bool:
        """Return whether a paragraph style is our style for item headings, or is based on it."""
        parent = self.looks.get(("paragraph", name), Look()).parent
        return any(_normalise_name(each) == "itemheading" for each in (name, parent))

    def find_lost_list(self, name: str) -> BlockKind | None:
        """Return the kind of list whose items an editor has turned into paragraphs in the style ``name``.

        AbiWord writes a list item as a paragraph that starts with a tab, but the name of its style still
        shows the kind of list. Return None for any other style.
        """
        parent = self.looks.get(("paragraph", name), Look()).parent
        return next((kind for each in (name, parent) if (kind := _OURS.get(_normalise_name(each)))), None)

    def list_kind(self, name: str, level: int) -> BlockKind:
        """Return the kind of list that the list style ``name`` has at ``level``, counted from 0.

        An unknown style or level counts as bulleted.
        """
        return self.lists.get((name, level), BlockKind.BULLET)


_OURS = {"responsebullet": BlockKind.BULLET, "responsenumber": BlockKind.NUMBER}


def _normalise_name(name: str) -> str:
    """Return a style name without the separators that programs insert between its words.

    >>> _normalise_name("Response_20_Bullet"), _normalise_name("Response-Bullet")
    ('responsebullet', 'responsebullet')
    """
    return name.replace("_20_", "").replace("-", "").replace(" ", "").casefold()


def _inherit_format(look: Look, parent: Look) -> Look:
    return Look(
        bold=parent.bold if look.bold is None else look.bold,
        italic=parent.italic if look.italic is None else look.italic,
        hidden=parent.hidden if look.hidden is None else look.hidden,
    )


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """Read the styles of a document.

    ``roots`` are the root elements of its content and of its styles.
    """
    looks: dict[tuple[str, str], Look] = {}
    lists: dict[tuple[str, int], BlockKind] = {}
    for root in roots:
        for style in root.iter(odf("style:style")):
            looks[style.get(odf("style:family"), ""), style.get(odf("style:name"), "")] = _read_look(style)
        for shape in root.iter(odf("text:list-style")):
            lists.update(_read_levels(shape))
    return Styles(looks, lists)


def _read_look(style: etree._Element) -> Look:
    properties = style.find(odf("style:text-properties"))
    parent = style.getparent()
    automatic = parent is not None and parent.tag == odf("office:automatic-styles")
    attributes = {} if properties is None else dict(properties.attrib)
    weight, posture = attributes.get(odf("fo:font-weight")), attributes.get(odf("fo:font-style"))
    display = attributes.get(odf("text:display"))
    return Look(
        parent=style.get(odf("style:parent-style-name"), ""),
        automatic=automatic,
        bold=None if weight is None else weight not in ("normal", "100", "200", "300", "400", "500"),
        italic=None if posture is None else posture != "normal",
        hidden=None if display is None else display == "none",
    )


def _read_levels(shape: etree._Element) -> dict[tuple[str, int], BlockKind]:
    """Map each list style and level to its kind of list: numbers or bullets.

    A number without a format is not shown, so it counts as a bullet.
    """
    name = shape.get(odf("style:name"), "")
    kinds: dict[tuple[str, int], BlockKind] = {}
    for level in shape:
        number = level.tag == odf("text:list-level-style-number") and level.get(odf("style:num-format"))
        number_text = level.get(odf("text:level"), "1")
        index = (parse_whole_number(number_text) or 1) - 1
        kinds[name, index] = BlockKind.NUMBER if number else BlockKind.BULLET
    return kinds
