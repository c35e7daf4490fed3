"""Rules for the XML of parts: it is well-formed, has no DOCTYPE declaration, and can be read by Word.

They follow Markup Compatibility and Extensibility (ECMA-376 part 3). Word does not open a file if
``mc:Ignorable`` lists an undeclared prefix. In ``mc:AlternateContent``, Word reads the first choice that it
understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import document_package as rules
from assembler.word.check.checked_document import Subject, describe_part
from assembler.word.package.xml import describe_syntax_error, has_document_type, parse

MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
UNDERSTOOD: Final = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/",
    "urn:schemas-microsoft-com:",
    "http://purl.org/dc/",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2001/XMLSchema-instance",
)
"""Beginnings of the namespace URIs that Word 2010 and later support."""

_ALTERNATIVES: Final = f"{{{MC}}}AlternateContent"
_PREFIXED: Final = (b"Ignorable", b"MustUnderstand", b"Choice")
_DECLARATION: Final = re.compile(rb'xmlns:\w+="([^"]*)"')


def read_trees(
    parts: Mapping[str, bytes], name: str
) -> tuple[dict[str, etree._Element], tuple[Diagnostic, ...]]:
    """Parse the XML parts among ``parts`` and return their trees and the diagnostics.

    A part that is not well-formed has a diagnostic and no tree. ``name`` is the path of the file.
    """
    trees: dict[str, etree._Element] = {}
    diagnostics: list[Diagnostic] = []
    for part, data in parts.items():
        if not part.endswith((".xml", ".rels")) or not data.strip():
            continue
        location = Location(name, describe_part(part))
        try:
            root = parse(data)
        except etree.XMLSyntaxError as error:
            diagnostics.append(
                rules.MALFORMED_XML.at(location, part=part, error=describe_syntax_error(error))
            )
            continue
        if has_document_type(data, root):
            diagnostics.append(rules.DOCUMENT_TYPE_DECLARATION.at(location, part=part))
        trees[part] = root
    return trees, tuple(diagnostics)


def check_compatibility(subject: Subject) -> Iterator[Diagnostic]:
    """Check that prefixes in ``mc:`` attributes are declared and that alternate content is complete."""
    for part, root in subject.trees.items():
        if MC.encode() not in subject.package.parts[part]:
            continue
        for element in _find_prefixed_elements(root, subject.package.parts[part]):
            yield from _check_prefixes(subject, part, element)
        for alternatives in root.iter(_ALTERNATIVES):
            if not _is_complete(alternatives):
                yield rules.INVALID_ALTERNATE_CONTENT.at(subject.locate(alternatives))


def _find_prefixed_elements(root: etree._Element, data: bytes) -> list[etree._Element]:
    """Return the elements with attributes that list namespace prefixes.

    In most parts, only the root has such an attribute. If ``data``, the content of the part, confirms this,
    the tree is not searched.
    """
    if f"{{{MC}}}Ignorable" in root.attrib and sum(map(data.count, _PREFIXED)) == 1:
        return [root]
    path = "//*[@mc:Ignorable or @mc:MustUnderstand or self::mc:Choice]"
    elements = root.xpath(path, namespaces={"mc": MC})
    return (
        [each for each in elements if isinstance(each, etree._Element)] if isinstance(elements, list) else []
    )


def _check_prefixes(subject: Subject, part: str, element: etree._Element) -> Iterator[Diagnostic]:
    named = {f"mc:{name}": element.get(f"{{{MC}}}{name}") for name in ("Ignorable", "MustUnderstand")}
    if element.tag == f"{{{MC}}}Choice":
        named["Requires"] = element.get("Requires")
    for attribute, prefixes in named.items():
        for prefix in (prefixes or "").split():
            namespace = element.nsmap.get(prefix)
            if namespace is None:
                location = subject.locate(element)
                yield rules.UNDECLARED_PREFIX.at(location, attribute=attribute, prefix=prefix)
            elif attribute == "mc:MustUnderstand" and not namespace.startswith(UNDERSTOOD):
                location = subject.locate(element)
                yield rules.UNKNOWN_MARKUP.at(location, "must be understood", namespace=namespace)


def _is_complete(alternatives: etree._Element) -> bool:
    """Return whether ``alternatives`` contains choices, followed by at most one fallback.

    Each choice must have the attribute ``Requires``.
    """
    tags = [etree.QName(child).localname for child in alternatives.iterchildren(etree.Element)]
    needs = all(child.get("Requires") for child in alternatives.iterchildren(f"{{{MC}}}Choice"))
    choices = tags.count("Choice")
    return needs and choices > 0 and tags in (["Choice"] * choices, [*["Choice"] * choices, "Fallback"])


def resolve_alternatives(root: etree._Element) -> etree._Element:
    """Return ``root`` with each ``mc:AlternateContent`` replaced by the alternative that Word reads.

    The result is a copy, unless ``root`` contains no alternate content.
    """
    if next(root.iter(_ALTERNATIVES), None) is None:
        return root
    root = deepcopy(root)
    for alternatives in list(root.iter(_ALTERNATIVES)):
        parent = alternatives.getparent()
        if parent is None:
            continue
        chosen = _choose_alternative(alternatives)
        for child in list(chosen) if chosen is not None else []:
            alternatives.addprevious(child)
        parent.remove(alternatives)
    return root


def _choose_alternative(alternatives: etree._Element) -> etree._Element | None:
    for choice in alternatives.iterchildren(f"{{{MC}}}Choice"):
        wanted = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if wanted and all(namespace.startswith(UNDERSTOOD) for namespace in wanted):
            return choice
    return alternatives.find(f"{{{MC}}}Fallback")


def check_foreign_markup(subject: Subject) -> Iterator[Diagnostic]:
    """Check that elements in unknown namespaces are ignorable.

    If they are not, Word reports a damaged file.
    """
    for part in subject.list_stories():
        root = subject.trees[part]
        declared = map(bytes.decode, _DECLARATION.findall(subject.package.parts[part]))
        if all(uri.startswith(UNDERSTOOD) for uri in declared if uri):
            continue
        ignorable = {root.nsmap.get(prefix) for prefix in root.get(f"{{{MC}}}Ignorable", "").split()}
        for element in root.iter(etree.Element):
            space = etree.QName(element).namespace
            understood = not space or space in ignorable or space.startswith(UNDERSTOOD)
            if not understood and not _is_in_extension(element):
                location, name = subject.locate(element), etree.QName(element).localname
                yield rules.UNKNOWN_MARKUP.at(location, element=name, namespace=space or "")


def _is_in_extension(element: etree._Element) -> bool:
    """Return whether ``element`` is in a drawing or an extension list, which may contain any markup."""
    return any(etree.QName(up).localname in {"graphicData", "ext"} for up in element.iterancestors())
