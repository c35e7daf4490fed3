"""Rules for the package: the zip container, content types, relationships and the main document part.

The rules follow the Open Packaging Conventions (ECMA-376 part 2). Microsoft's validator accepts an invalid
address and a wrong content type for the main part, and stops at the first missing part. These rules report
all such errors. Macros, encryption, zip bombs and files that are not Word files raise errors instead
(``zip_reader``).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import document_package as rules
from assembler.errors import FileError
from assembler.word.check.checked_document import Subject, describe_part
from assembler.word.package.package import MAIN_TYPE, TEMPLATE_TYPE, Relationship
from assembler.word.package.xml import R, qn
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

_WORDPROCESSING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
EXPECTED: Final = {
    **{
        kind: f"{_WORDPROCESSING}{kind}+xml"
        for kind in ("styles", "settings", "numbering", "fontTable", "header", "footer", "footnotes",
                     "endnotes", "comments", "webSettings")
    },
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}  # fmt: skip
"""Maps each kind of relationship to the content type that its target must have."""

_BY_REFERENCE: Final = {
    qn("w:headerReference"): "header",
    qn("w:footerReference"): "footer",
    qn("w:hyperlink"): "hyperlink",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "image",
}


def read_container(data: bytes, name: str) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Unzip ``data`` and return its parts and the diagnostics.

    If any member is duplicate or damaged, no parts are returned. ``name`` is the path of the file. Raises
    FileError if ``data`` is not a zip file, contains unsafe names, is encrypted, or is a zip bomb.
    """
    twice = _find_duplicates(data)
    if twice:
        return {}, tuple(rules.DUPLICATE_PART.at(_locate(name, part), part=part) for part in twice)
    try:
        return read_members(data, name), ()
    except FileError as error:
        damaged = _find_damaged(data) if isinstance(error.__cause__, zipfile.BadZipFile) else ""
        if not damaged:
            raise
    return {}, (rules.DAMAGED_PART.at(_locate(name, damaged), part=damaged),)


def _locate(name: str, part: str) -> Location:
    return Location(name, describe_part(part))


def _find_duplicates(data: bytes) -> list[str]:
    """Return the names of members that occur more than once, ignoring case (OPC part 2, 9.1.1.1)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [member.filename for member in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return []
    count = Counter(name.lower() for name in names)
    return [name for name in dict.fromkeys(names) if count[name.lower()] > 1]


def _find_damaged(data: bytes) -> str:
    """Return the name of the first member with a wrong checksum, or "" if there is none.

    Unpacking all members is safe here, because ``zip_reader`` has already checked their sizes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip() or ""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return ""


def check_part_types(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each part has a content type, and that none is declared twice or for a missing part."""
    table = subject.trees.get(CONTENT_TYPES_PART)
    if table is None:
        return
    location = subject.locate(CONTENT_TYPES_PART)
    overrides = Counter(line.get("PartName", "").lower() for line in table.iterfind(qn("ct:Override")))
    defaults = Counter(line.get("Extension", "").lower() for line in table.iterfind(qn("ct:Default")))
    for name, count in (overrides + defaults).items():
        if count > 1:
            yield rules.DUPLICATE_CONTENT_TYPE.at(location, name=name, count=count)
    present = {f"/{part}".lower() for part in subject.package.parts}
    for name in overrides:
        if name not in present:
            yield rules.UNUSED_CONTENT_TYPE.at(location, name=name)
    for part in subject.package.parts:
        listed = f"/{part}".lower() in overrides or part.rsplit(".", 1)[-1].lower() in defaults
        if part != CONTENT_TYPES_PART and not listed:
            yield rules.MISSING_CONTENT_TYPE.at(subject.locate(part), part=part)


def iter_relationships(subject: Subject) -> Iterator[tuple[str, tuple[Relationship, ...]]]:
    """Yield the name and relationships of each part that has any.

    The package itself has the name "".
    """
    for name in subject.trees:
        folder, base = posixpath.split(name)
        if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
            part = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            yield part, subject.package.relationships(part)


def check_main_document(subject: Subject) -> Iterator[Diagnostic]:
    """Check that there is one main document part, with the content type of a Word document or template."""
    named = [line for line in subject.package.relationships("") if line.kind == "officeDocument"]
    if len(named) != 1:
        yield rules.MAIN_DOCUMENT_COUNT.at(subject.locate("_rels/.rels"), count=len(named))
    main = subject.package.main
    if main in subject.package.parts:
        kind = subject.package.content_type(main)
        if kind not in (MAIN_TYPE, TEMPLATE_TYPE):
            yield rules.WRONG_CONTENT_TYPE.at(subject.locate(main), part=main, type=kind)


def check_relationships(subject: Subject) -> Iterator[Diagnostic]:
    """Check that relationships have unique ids, existing targets of the right type, and valid addresses."""
    for part, lines in iter_relationships(subject):
        location = subject.locate(part or "_rels/.rels")
        for name, count in Counter(line.id for line in lines).items():
            if count > 1:
                yield rules.DUPLICATE_RELATIONSHIP_ID.at(location, count=count, id=name)
        for line in lines:
            if line.external:
                if not is_address(line.target):
                    yield rules.INVALID_ADDRESS.at(location, address=line.target)
            elif not _is_address_path(line.target):
                yield from _check_inner_target(subject, line, part)


def check_external_addresses(subject: Subject) -> Iterator[Diagnostic]:
    """Check that web and e-mail addresses are marked as external.

    Otherwise, Word looks for a part with the address as its name.
    """
    for part, root in subject.trees.items():
        for line in root.iterfind(qn("rel:Relationship")) if part.endswith(".rels") else ():
            target = line.get("Target", "")
            if line.get("TargetMode") != "External" and _is_address_path(target):
                yield rules.ADDRESS_NOT_EXTERNAL.at(subject.locate(part), address=target)


def _is_address_path(target: str) -> bool:
    """Return whether ``target`` contains a web or e-mail address.

    An address that was resolved as if it were a path looks like ``word/http:/``.
    """
    return re.search(r"(^|/)(https?:/|mailto:)", target) is not None


def _check_inner_target(subject: Subject, line: Relationship, part: str) -> Iterator[Diagnostic]:
    if line.target not in subject.package.parts:
        if line.target and not line.target.endswith("NULL"):
            location = subject.locate(part or "_rels/.rels")
            yield rules.DANGLING_RELATIONSHIP.at(location, target=line.target, kind=line.kind)
        return
    expected = EXPECTED.get(line.kind)
    kind = subject.package.content_type(line.target)
    if expected and kind and kind != expected:
        yield rules.WRONG_CONTENT_TYPE.at(subject.locate(line.target), part=line.target, type=kind)


def is_address(target: str) -> bool:
    """Return whether ``target`` is a valid external target (RFC 3986, as .NET parses it).

    >>> [is_address(each) for each in ("https://example.org/a?b=c#d", "mailto:a@b.eu", "http://[no uri")]
    [True, True, False]
    """
    if not target or re.search(r'[\s<>"{}|\\^`]', target):
        return False
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.netloc) or parts.scheme not in {"http", "https", "ftp"}


def check_references(subject: Subject) -> Iterator[Diagnostic]:
    """Check that ``r:id``, ``r:embed`` and similar attributes refer to relationships of the right type."""
    for part, root in subject.trees.items():
        if part.endswith(".rels") or R.encode() not in subject.package.parts[part]:
            continue
        kinds = {line.id: line.kind for line in subject.package.relationships(part)}
        for element, name in _find_references(root):
            wanted = _BY_REFERENCE.get(str(element.tag))
            if name not in kinds:
                tag = etree.QName(element).localname
                yield rules.UNDEFINED_RELATIONSHIP.at(subject.locate(element), element=tag, id=name)
            elif wanted and kinds[name] != wanted:
                location = subject.locate(element)
                yield rules.WRONG_RELATIONSHIP_TYPE.at(location, id=name, actual=kinds[name], expected=wanted)


def _find_references(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    references = root.xpath(".//@r:*", namespaces={"r": R})
    for each in references if isinstance(references, list) else ():
        element = each.getparent()
        if each:
            yield element, str(each)


def check_empty_parts(subject: Subject) -> Iterator[Diagnostic]:
    """Check that no XML part is empty.

    LibreOffice leaves empty custom XML parts behind.
    """
    for part, data in subject.package.parts.items():
        if not data.strip() and part.endswith((".xml", ".rels")):
            yield rules.EMPTY_PART.at(subject.locate(part), part=part)
