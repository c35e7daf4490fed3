"""What people put into a Word file, for tests: each way of typing words, wherever in the file that is.

A ``Draft`` is a file that is open; each entry of ``WAYS`` types words into a paragraph of it, and says which.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from assembler.word.package.added_parts import RelatedPart, ensure_part
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import R, W, parse, serialise
from drawn_png import png
from word_notation import paragraph, run

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{DRAWING}/main" xmlns:c="{DRAWING}/chart" '
    f'xmlns:pic="{DRAWING}/picture" '
    f'xmlns:dgm="{DRAWING}/diagram" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LETTERS = "bcdfghjklmnpqrstvwxz"


class Draft:
    """A Word file that somebody works in: its parts as trees, and the words typed so far."""

    def __init__(self, data: bytes, seed: int = 0) -> None:
        self.package: Package = open_package(data, "draft.docx")
        self.body = parse(self.package.parts[self.package.main])
        self.random = random.Random(seed)
        self.typed: list[str] = []

    def word(self) -> str:
        """A word that nobody else types."""
        made = "".join(self.random.choices(LETTERS, k=9))
        self.typed.append(made)
        return made

    def part(self, name: str, kind: str, content: str | bytes, content_type: str = "application/xml") -> str:
        """Add a part; the id by which the body names it."""
        data = content if isinstance(content, bytes) else content.encode()
        wanted = RelatedPart(name, f"{OFFICE}/{kind}", content_type, data, single=False)
        self.package = ensure_part(self.package, wanted)
        return next(line.id for line in self.package.relationships(self.package.main) if line.target == name)

    def number(self) -> int:
        return len(self.typed) + 9000

    def note(self, kind: str, words: str) -> int:
        """Add a comment, a footnote or an endnote; its id."""
        number = self.number()
        names = self.package.related(f"{kind}s")
        if not names:
            self.part(f"word/{kind}s.xml", f"{kind}s", f"<w:{kind}s {SPACES}/>")
            names = self.package.related(f"{kind}s")
        root = parse(self.package.parts[names[0]])
        root.append(element(f'<w:{kind} w:id="{number}" w:author="Ann">{paragraph(words)}</w:{kind}>'))
        self.package = self.package.with_parts({names[0]: serialise(root)})
        return number

    def to_bytes(self) -> bytes:
        return self.package.with_parts({self.package.main: serialise(self.body)}).to_bytes()


Way = Callable[[Draft], str]
"""The XML of runs that people put into a paragraph."""


def element(xml: str) -> etree._Element:
    """One element; ``w:``, ``r:`` and the names of drawings are known."""
    [found] = etree.fromstring(f"<x {SPACES}>{xml}</x>")
    return found


def drawing(uri: str, inside: str, words: str = "") -> str:
    graphic = f'<a:graphic><a:graphicData uri="{DRAWING}/{uri}">{inside}</a:graphicData></a:graphic>'
    about = f'<wp:extent cx="9525" cy="9525"/><wp:docPr id="990" name="Drawing" descr="{words}"/>'
    return f"<w:r><w:drawing><wp:inline>{about}{graphic}</wp:inline></w:drawing></w:r>"


def link(draft: Draft) -> str:
    """A link whose words are not its address."""
    code = f'HYPERLINK "https://example.org/{draft.word()}"'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    begin, separate, end = marks
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{run(draft.word())}{end}"


def picture(draft: Draft) -> str:
    """A picture, with the words that somebody gave it for those who do not see it."""
    name = f"word/media/picture{draft.number()}.png"
    id_ = draft.part(name, "image", png(len(draft.typed) + 1), "image/png")
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{id_}"/></pic:blipFill></pic:pic>'
    return drawing("picture", blip, draft.word())


def ruby(draft: Draft) -> str:
    base, above = run(draft.word()), run(draft.word())
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{above}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"


def drawn(draft: Draft) -> str:
    return f"<a:p><a:r><a:t>{draft.word()}</a:t></a:r></a:p>"


def chart(draft: Draft) -> str:
    title = f"<c:title><c:tx><c:rich>{drawn(draft)}</c:rich></c:tx></c:title>"
    cached = f"<c:strRef><c:strCache><c:pt><c:v>{draft.word()}</c:v></c:pt></c:strCache></c:strRef>"
    plot = f"<c:chart>{title}<c:ser><c:tx>{cached}</c:tx></c:ser></c:chart>"
    name = f"word/charts/chart{draft.number()}.xml"
    id_ = draft.part(name, "chart", f"<c:chartSpace {SPACES}>{plot}</c:chartSpace>")
    return drawing("chart", f'<c:chart r:id="{id_}"/>')


def smart_art(draft: Draft) -> str:
    points = f"<dgm:ptLst><dgm:pt><dgm:t>{drawn(draft)}</dgm:t></dgm:pt></dgm:ptLst>"
    name = f"word/diagrams/data{draft.number()}.xml"
    id_ = draft.part(name, "diagramData", f"<dgm:dataModel {SPACES}>{points}</dgm:dataModel>")
    return drawing("diagram", f'<dgm:relIds r:dm="{id_}"/>')


def text_box(draft: Draft) -> str:
    words = f"<w:txbxContent>{paragraph(draft.word())}</w:txbxContent>"
    new = f"<w:drawing><wp:inline><wps:txbx>{words}</wps:txbx></wp:inline></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{old}</mc:AlternateContent></w:r>"


def old_text_box(draft: Draft) -> str:
    words = f"<w:txbxContent>{paragraph(draft.word())}</w:txbxContent>"
    return f"<w:r><w:pict><v:textbox>{words}</v:textbox></w:pict></w:r>"


def noted(kind: str) -> Way:
    return lambda draft: f'<w:r><w:{kind}Reference w:id="{draft.note(kind, draft.word())}"/></w:r>'


WAYS: Mapping[str, Way] = {
    "words": lambda draft: run(draft.word()),
    "a line break": lambda draft: f"{run(draft.word())}<w:r><w:br/></w:r>{run(draft.word())}",
    "a link": link,
    "a link by a simple field": lambda draft: (
        f'<w:fldSimple w:instr="HYPERLINK &quot;https://example.org/{draft.word()}&quot;">{run(draft.word())}'
        "</w:fldSimple>"
    ),
    "ruby text": ruby,
    "hidden text": lambda draft: run(draft.word(), "<w:vanish/>"),
    "a picture": picture,
    "a chart": chart,
    "SmartArt": smart_art,
    "a text box": text_box,
    "an old text box": old_text_box,
    "an equation": lambda draft: f"<m:oMath><m:r><m:t>{draft.word()}</m:t></m:r></m:oMath>",
    "a field": lambda draft: f'<w:fldSimple w:instr="AUTHOR">{run(draft.word())}</w:fldSimple>',
    "a control": lambda draft: f"<w:sdt><w:sdtContent>{run(draft.word())}</w:sdtContent></w:sdt>",
    "an insertion": lambda draft: f'<w:ins w:id="991" w:author="Ann">{run(draft.word())}</w:ins>',
    "a comment": noted("comment"),
    "a footnote": noted("footnote"),
    "an endnote": noted("endnote"),
}
"""Ways to type into a paragraph."""


def html(draft: Draft) -> etree._Element:
    name = f"word/chunk{draft.number()}.html"
    id_ = draft.part(name, "aFChunk", f"<html><body><p>{draft.word()}</p></body></html>", "text/html")
    return element(f'<w:altChunk r:id="{id_}"/>')


def plain_chunk(draft: Draft) -> etree._Element:
    name = f"word/chunk{draft.number()}.txt"
    return element(f'<w:altChunk r:id="{draft.part(name, "aFChunk", draft.word(), "text/plain")}"/>')


def table(draft: Draft) -> etree._Element:
    cells = "".join(f"<w:tc>{paragraph(draft.word())}</w:tc>" for _ in range(2))
    return element(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


BLOCKS: Mapping[str, Callable[[Draft], etree._Element]] = {
    "a web page": html,
    "a text file": plain_chunk,
    "a table": table,
    "a paragraph": lambda draft: element(paragraph(draft.word())),
}
"""What stands beside paragraphs."""


def put(draft: Draft, paragraph: etree._Element, way: str) -> None:
    """Type into a paragraph, or put something behind it."""
    if way in BLOCKS:
        paragraph.addnext(BLOCKS[way](draft))
    else:
        paragraph.extend(etree.fromstring(f"<x {SPACES}>{WAYS[way](draft)}</x>"))


def each_way() -> Iterator[str]:
    yield from (*WAYS, *BLOCKS)
