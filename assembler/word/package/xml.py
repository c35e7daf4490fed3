"""XML in Word packages: namespaces, safe parsing, search and serialisation.

Word writes UTF-8 with ``standalone="yes"``. OPC allows UTF-8 and UTF-16 but no DOCTYPE declarations
(ECMA-376 part 2, 9.1.1 and 10.1.2.1), so entities are never resolved.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
XML: Final = "http://www.w3.org/XML/1998/namespace"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"

PREFIXES: Final = {
    "w": W, "r": R, "wp": WP, "w14": W14, "xml": XML, "ct": CONTENT_TYPES, "rel": RELATIONSHIPS,
}  # fmt: skip


@lru_cache(maxsize=1024)
def qn(name: str) -> str:
    """Return a prefixed name in lxml's notation.

    Raises KeyError if the prefix is not in ``PREFIXES``.

    >>> qn("w:p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    prefix, local = name.split(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


def find_child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first descendant at ``path``, a sequence of qualified tags, or None if there is none.

    Word writes properties first, and this loop finds them there in a quarter of the time that ``find`` takes.
    """
    for tag in path:
        for child in element:
            if child.tag == tag:
                element = child
                break
        else:
            return None
    return element


def find_ancestor(element: etree._Element, *tags: str) -> etree._Element | None:
    """Return the nearest ancestor with one of the qualified ``tags``, or None if there is none.

    The ancestor is usually near, and ``iterancestors`` takes several times as long to prepare its search.
    """
    parent = element.getparent()
    while parent is not None and parent.tag not in tags:
        parent = parent.getparent()
    return parent


def parse(data: bytes) -> etree._Element:
    """Parse ``data`` and return its root element.

    Raises etree.XMLSyntaxError if ``data`` is not well-formed.

    >>> parse(b"<a><b/></a>").tag
    'a'
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def describe_syntax_error(error: etree.XMLSyntaxError) -> str:
    """Return a plain description of an error from ``parse``.

    >>> try: parse(b"<a>" * 300)
    ... except etree.XMLSyntaxError as error: describe_syntax_error(error)
    'its elements are nested more than 256 deep'
    """
    if (error.msg or "").startswith("Excessive depth"):
        return "its elements are nested more than 256 deep"
    if "node too long" in (error.msg or ""):
        return "one of its texts is longer than 10 million characters"
    return error.msg or ""


def serialise(root: etree._Element) -> bytes:
    """Serialise ``root`` as a part, in UTF-8 with an XML declaration.

    >>> serialise(parse("<a>é</a>".encode())).decode().splitlines()[1]
    '<a>é</a>'
    """
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def detach(element: etree._Element) -> None:
    """Remove ``element`` from its parent, if any.

    >>> root = parse("<a><b/><c/></a>".encode()); detach(root[0]); serialise(root).decode().splitlines()[1]
    '<a><c/></a>'
    """
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def has_document_type(data: bytes, root: etree._Element) -> bool:
    """Return whether ``data`` has a DOCTYPE declaration, and therefore possibly entities.

    ``root`` is the result of parsing ``data``.

    >>> has_document_type(b"<!DOCTYPE a><a/>", parse(b"<!DOCTYPE a><a/>"))
    True
    """
    info = root.getroottree().docinfo
    return bool(info.doctype) or b"<!DOCTYPE" in data or b"<!ENTITY" in data
