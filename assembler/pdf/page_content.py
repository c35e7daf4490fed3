"""Content of a page in a PDF: pictures are tagged, and anything without a tag is marked as an artifact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page

from assembler.pdf.fonts import decode, fonts_of, read_characters
from assembler.structs import Struct

_MARK = re.compile(
    rb"/[^\s/<>()\[\]]+\s*(?:BMC|(?:<<(?:[^<>]|<[0-9A-Fa-f\s]*>)*>>|/\S+)\s*BDC)\b|\bEMC\b|\((?:[^()\\]|\\.)*\)"
)
"""Beginning or end of marked content. Strings are matched so that their text is not mistaken for one."""
_PAINT = re.compile(rb"(?<!\S)(?:S|s|f\*?|F|B\*?|b\*?|Do|sh)(?!\S)|(?<![A-Za-z])T[jJ](?!\S)")
_PICTURE = re.compile(
    rb"/Artifact\s*BMC(?P<body>(?:(?!\bEMC\b).)*?"
    rb"(?P<matrix>[-\d.]+(?:\s+[-\d.]+){5})\s+cm\s+/\S+\s+Do\b)",
    re.S,
)
_TEXT = re.compile(
    rb"(?P<baseline>[-\d.]+)\s+Td\s+(?P<font>/\S+)\s+\S+\s+Tf\s*(?P<codes>\[[^]]*\]|<[^>]*>)\s*T[jJ]"
)
_TOLERANCE = 2.0
"""Largest difference in points between a picture and the box of its tag. LibreOffice rounds both."""


class FirstText(Struct, frozen=True):
    """The first piece of a text, and its baseline in points."""

    baseline: float
    text: str


class PageContent:
    """The content stream of a page from LibreOffice, and its marked content."""

    def __init__(self, page: Page) -> None:
        if isinstance(page.obj.Contents, Array):
            page.contents_coalesce()
        self.page = page.obj
        self._data = bytes(page.obj.Contents.get_stream_buffer())
        self._characters: dict[bytes, dict[bytes, str]] = {}

    @property
    def untagged_links(self) -> list[Object]:
        """The links that no element of the structure tree refers to."""
        return [
            each
            for each in self.page.get("/Annots", Array())
            if each.get("/Subtype") == Name.Link and "/StructParent" not in each
        ]

    def find_first_text(self, number: int) -> FirstText | None:
        """Return the first text after the start of marked content ``number``, or None if there is none."""
        start = self._data.find(b"/MCID %d>" % number)
        found = _TEXT.search(self._data, start) if start >= 0 else None
        if found is None:
            return None
        codes = b"".join(re.findall(rb"<([0-9A-Fa-f]*)>", found["codes"]))
        return FirstText(float(found["baseline"]), decode(self._find_characters(found["font"]), codes))

    def _find_characters(self, name: bytes) -> dict[bytes, str]:
        if name not in self._characters:
            font = fonts_of(self.page).get(name.decode("latin-1"), Dictionary())
            self._characters[name] = read_characters(font)
        return self._characters[name]

    def tag_picture(self, box: Sequence[float], number: int) -> bool:
        """Mark the picture at ``box`` as content ``number``, and return whether there is such a picture.

        ``box`` consists of the left, lower, right and upper bounds in points. LibreOffice painted the picture
        as an artifact.
        """
        for found in _PICTURE.finditer(self._data):
            width, _, _, height, left, bottom = map(float, found["matrix"].split())
            corners = (left, bottom, left + width, bottom + height)
            if all(abs(a - b) <= _TOLERANCE for a, b in zip(corners, box, strict=True)):
                tag = b"/Figure<</MCID %d>>BDC" % number
                self._data = self._data[: found.start()] + tag + found["body"] + self._data[found.end() :]
                return True
        return False

    def remove_tag(self, number: int) -> None:
        """Make the marked content ``number`` an artifact."""
        self._data = re.sub(
            rb"/\S+\s*<<\s*/MCID %d\s*>>\s*BDC" % number, b"/Artifact BMC", self._data, count=1
        )

    def mark_artifacts(self) -> None:
        """Mark everything outside marked content as artifacts, and write the content to the page.

        The artifacts are, for example, lines, frames and backgrounds.
        """
        pieces: list[bytes] = []
        depth, end = 0, 0
        for found in _MARK.finditer(self._data):
            if found[0][:1] == b"(":
                continue
            if depth == 0:
                pieces.append(_mark_artifact(self._data[end : found.start()]))
                end = found.start()
            depth += -1 if found[0] == b"EMC" else 1
            if depth == 0:
                pieces.append(self._data[end : found.end()])
                end = found.end()
        pieces.append(_mark_artifact(self._data[end:]))
        self.page.Contents.write(b"".join(pieces))


def _mark_artifact(content: bytes) -> bytes:
    return b"\n/Artifact BMC" + content + b"\nEMC\n" if _PAINT.search(content) else content
