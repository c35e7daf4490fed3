"""What people put into an OpenDocument text (.odt), for tests; see ``typed_words``."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from assembler.word.package.xml import parse, serialise
from assembler.word.returned.odt_styles import NAMESPACES, odf
from drawn_png import png
from typed_words import LETTERS

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
HIDDEN = (
    '<style:style style:name="HiddenWords" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)


class OdtDraft:
    """An .odt that somebody works in: its body as a tree, and the words typed so far."""

    def __init__(self, data: bytes, seed: int = 0) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}
        self._content = parse(self._members["content.xml"])
        self._content.find(odf("office:automatic-styles")).append(element(HIDDEN))  # type: ignore[union-attr]
        body = self._content.find(f"{odf('office:body')}/{odf('office:text')}")
        assert body is not None
        self.body = body
        self.random = random.Random(seed)
        self.typed: list[str] = []

    def word(self) -> str:
        """A word that nobody else types."""
        made = "".join(self.random.choices(LETTERS, k=9))
        self.typed.append(made)
        return made

    def object(self, words: str) -> str:
        """Add an embedded document that says ``words``; its name."""
        name = f"Object {len(self.typed) + 9000}"
        content = f"<office:document-content {SPACES}><text:p>{words}</text:p></office:document-content>"
        self._members[f"{name}/content.xml"] = content.encode()
        return name

    def picture(self) -> str:
        """Add a picture; the XML of it."""
        name = f"Pictures/{len(self.typed)}.png"
        self._members[name] = png(len(self.typed) + 1)
        return f'<draw:image xlink:href="{name}"/>'

    def insertion(self) -> str:
        """Note a tracked insertion; its id."""
        id_ = f"ct{len(self.typed)}"
        changes = self.body.find(odf("text:tracked-changes"))
        if changes is None:
            changes = element("<text:tracked-changes/>")
            self.body.insert(0, changes)
        about = "<office:change-info><dc:creator>Ann</dc:creator></office:change-info>"
        region = f"<text:insertion>{about}</text:insertion>"
        changes.append(element(f'<text:changed-region text:id="{id_}">{region}</text:changed-region>'))
        return id_

    def to_bytes(self) -> bytes:
        self._members["content.xml"] = serialise(self._content)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in self._members.items():
                archive.writestr(name, data)
        return stream.getvalue()


def element(xml: str) -> etree._Element:
    """One element with OpenDocument's usual prefixes."""
    [found] = etree.fromstring(f"<x {SPACES}>{xml}</x>")
    return found


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def tracked(draft: OdtDraft) -> str:
    id_ = draft.insertion()
    point = f'text:change-id="{id_}"'
    return f"<text:change-start {point}/>{draft.word()}<text:change-end {point}/>"


def note(kind: str) -> Callable[[OdtDraft], str]:
    body = "<text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>"
    return lambda draft: f'<text:note text:note-class="{kind}">{body.format(p(draft.word()))}</text:note>'


WAYS: Mapping[str, Callable[[OdtDraft], str]] = {
    "words": lambda draft: f"<text:span>{draft.word()}</text:span>",
    "a line break": lambda draft: f"{draft.word()}<text:line-break/>{draft.word()}",
    "a link": lambda draft: (
        f'<text:a xlink:href="https://example.org/{draft.word()}">{draft.word()}</text:a>'
    ),
    "ruby text": lambda draft: (
        f"<text:ruby><text:ruby-base>{draft.word()}</text:ruby-base>"
        f"<text:ruby-text>{draft.word()}</text:ruby-text></text:ruby>"
    ),
    "hidden text": lambda draft: f'<text:span text:style-name="HiddenWords">{draft.word()}</text:span>',
    "a hidden field": lambda draft: f'<text:hidden-text text:string-value="{draft.word()}"/>',
    "a hidden paragraph": lambda draft: f"<text:hidden-paragraph>{draft.word()}</text:hidden-paragraph>",
    "a chart": lambda draft: (
        f'<draw:frame><draw:object xlink:href="./{draft.object(draft.word())}"/></draw:frame>'
    ),
    "a picture": lambda draft: (
        f"<draw:frame>{draft.picture()}<svg:desc>{draft.word()}</svg:desc></draw:frame>"
    ),
    "a text box": lambda draft: f"<draw:frame><draw:text-box>{p(draft.word())}</draw:text-box></draw:frame>",
    "a shape": lambda draft: f"<draw:custom-shape>{p(draft.word())}</draw:custom-shape>",
    "a drawn line": lambda draft: f"<draw:g><draw:line>{p(draft.word())}</draw:line></draw:g>",
    "a field": lambda draft: f"<text:author-name>{draft.word()}</text:author-name>",
    "a control": lambda draft: f"<loext:content-control>{draft.word()}</loext:content-control>",
    "an insertion": tracked,
    "a comment": lambda draft: (
        f"<office:annotation><dc:creator>Ann</dc:creator>{p(draft.word())}</office:annotation>"
    ),
    "a footnote": note("footnote"),
    "an endnote": note("endnote"),
}
"""Ways to type into a paragraph."""


def row(draft: OdtDraft) -> str:
    cells = "".join(f"<table:table-cell>{p(draft.word())}</table:table-cell>" for _ in range(2))
    return f"<table:table-row>{cells}</table:table-row>"


BLOCKS: Mapping[str, Callable[[OdtDraft], str]] = {
    "a table": lambda draft: f"<table:table>{row(draft)}{row(draft)}</table:table>",
    "a paragraph": lambda draft: p(draft.word()),
    "a heading": lambda draft: f"<text:h>{draft.word()}</text:h>",
    "a list": lambda draft: (
        f"<text:list><text:list-header>{p(draft.word())}</text:list-header>"
        f"<text:list-item>{p(draft.word())}</text:list-item></text:list>"
    ),
    "a section": lambda draft: f"<text:section>{p(draft.word())}</text:section>",
    "a linked frame": lambda draft: (
        f"<draw:frame><draw:text-box>{p(draft.word())}</draw:text-box></draw:frame>"
    ),
}
"""What stands beside paragraphs."""


def put(draft: OdtDraft, paragraph: etree._Element, way: str) -> None:
    """Type into a paragraph, or put something behind it."""
    if way in BLOCKS:
        paragraph.addnext(element(BLOCKS[way](draft)))
        return
    typed = etree.fromstring(f"<x {SPACES}>{WAYS[way](draft)}</x>")
    holder = etree.SubElement(paragraph, odf("text:span"))
    holder.text = typed.text
    holder.extend(typed)


def each_way() -> Iterator[str]:
    yield from (*WAYS, *BLOCKS)
