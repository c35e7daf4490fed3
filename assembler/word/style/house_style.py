"""Apply a house style to a template: styles, theme, fonts, lists, headers, footers and margins.

The template determines its text and tables, the orientation of its pages, and whether its first page is a
cover (``w:titlePg``). The house style determines the formatting and the size of the sheet. Styles are matched
by name, because Word in other languages gives built-in styles different ids ("Kop1" for "heading 1", ECMA-376
part 1, 17.7.4.9). The template's ids are kept. Headers for even pages are not copied, because they would need
a setting for the document as a whole.

A house style may show several kinds of page, each in its own section. A section matches a template if both
begin with a paragraph in the same style, on a page of the same orientation. The template gets the margins,
headers and footers of the first section that matches, or of the last section if none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache, reduce
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.template_text import MISSING_STYLE
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.copy_parts import PartCopier, choose_free_name, remove_related_parts
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
    shorten,
)
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.style.list_transfer import (  # fmt: skip
    EMPTY,
    NUMBERING_TYPE,
    find_used_lists,
    map_style_lists,
    renumber_lists,
    transfer_lists,
)
from assembler.word.style.page_scaling import scale_pages
from assembler.word.style.theme_colour_update import update_theme_colours

PROGRAM_STYLES: Final = (
    ("paragraph", "Response"), ("paragraph", "ResponseBullet"), ("paragraph", "ResponseNumber"),
    ("character", "PlaceholderText"), ("character", "Strong"), ("character", "Emphasis"),
    ("character", "Hyperlink"), ("paragraph", "TOC1"), ("paragraph", "TOC2"), ("paragraph", "TOC3"),
)  # fmt: skip
"""Styles that the program itself uses in documents, whether or not the template uses them."""

_LOOK: Final = ("styles", "theme", "fontTable", "numbering")
_AROUND: Final = ("header", "footer")
_NOTES: Final = ("footnotes", "endnotes", "comments")
_TAG_STYLE: Final = "TemplateTag"
"""Style of paragraphs that contain only a tag, which finished documents do not contain."""
_USES: Final = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_REFERS: Final = (*_USES, "basedOn", "next", "link", "styleLink", "numStyleLink")

_HYPHENATION: Final = ("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps")
_BEFORE_HYPHENATION: Final = frozenset(qn(f"w:{name}") for name in (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors",
    "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles",
    "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView",
    "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride",
    "styleLockTheme", "styleLockQFSet", "defaultTabStop",
))  # fmt: skip
"""Elements that precede hyphenation in the settings (wml.xsd, CT_Settings)."""

_Use = tuple[str, etree._Element]
"""A part of a template, and the element in it that refers to a style."""
_Page = tuple[str, bool, etree._Element]
"""The style name of the first paragraph of a section, whether its pages are landscape, and the section."""


class Style(Struct, frozen=True):
    """A style of a document.

    ``kind`` is paragraph, character, table or numbering.
    """

    kind: str
    id: str
    name: str


def apply_house_style(template: Package, style: Package) -> Package:
    """Return ``template`` with the formatting of ``style``.

    Text and fields do not change. Raises TemplateError if ``style`` has no styles, or no section with a page
    layout.
    """
    theirs, pages = _read_styles(style), list(_read_pages(style))
    if not theirs or not pages:
        what = "this is not a house style, because it has no styles or no page layout"
        hint = "choose a Word document that has styles and a page layout"
        raise TemplateError(what, location=style.name, hint=hint)
    look = _choose_section(template, pages)
    graft = PartCopier(remove_related_parts(template, (*_LOOK, *_AROUND)), style)
    for kind in _LOOK:
        for part in style.related(kind)[:1]:
            graft.add_relationship(kind, graft.copy_part(part))
    references = list(_copy_headers(graft, look))
    _keep_ids(graft, _map_ids(_read_styles(template), theirs))
    _format_sections(graft, look, references)
    _transfer_lists(graft, template)
    _, _, last_section = pages[-1]
    text_width = measure_text_width(last_section)
    package = _copy_hyphenation(_move_right_tabs(graft.package, text_width), style)
    return reduce(update_theme_colours, _list_text_parts(package), package)


def find_missing_styles(template: Package, style: Package) -> tuple[Diagnostic, ...]:
    """Return an error (``missing-style``) for each necessary style that ``style`` lacks.

    The styles that ``template`` uses are necessary, as are the ``PROGRAM_STYLES``. The diagnostic contains
    the location and text of the first paragraph that uses the style, if there is one.
    """
    own = {(used.kind, used.id): used for used in _read_styles(template)}
    house = _read_styles(style)
    available = {(each.kind, name.lower()) for each in house for name in (each.name, each.id)}
    uses = _find_uses(template)
    styles = (own.get(key, Style(*key, name=key[1])) for key in dict.fromkeys((*uses, *PROGRAM_STYLES)))
    missing = [each for each in styles if (each.kind, each.name.lower()) not in available]
    return tuple(
        _report_missing_style(each, template, style, uses.get((each.kind, each.id))) for each in missing
    )


def _report_missing_style(missing: Style, template: Package, style: Package, use: _Use | None) -> Diagnostic:
    position, text = _locate(template, *use) if use else ("", "")
    location = Location(style.name, f"style {missing.name}", context=text)
    fields = {"kind": missing.kind, "style": missing.name, "template": template.name}
    if position:
        return MISSING_STYLE.at(location, "located", **fields, location=position)
    return MISSING_STYLE.at(location, **fields)


def _locate(template: Package, part: str, element: etree._Element) -> tuple[str, str]:
    """Return the location and text of the paragraph that contains ``element``.

    If ``element`` refers to the style of a table, this is the first paragraph of the table.
    """
    outer = next(element.iterancestors(qn("w:p"), qn("w:tbl")), element)
    wanted = next(outer.iter(qn("w:p")), None)
    root = element.getroottree().getroot()
    for location, paragraph in iter_paragraphs(root, find_heading_styles(template)):
        if paragraph is wanted:
            return f"{describe_part(template, part)}, {location}", shorten(paragraph_text(paragraph).strip())
    return describe_part(template, part), ""


def _read_styles(package: Package) -> tuple[Style, ...]:
    parts = package.related("styles")[:1]
    return _parse_styles(package.parts[parts[0]]) if parts else ()


@lru_cache(maxsize=8)
def _parse_styles(styles: bytes) -> tuple[Style, ...]:
    return tuple(_read_style(element) for element in parse(styles).iter(qn("w:style")))


def _read_style(element: etree._Element) -> Style:
    id_ = element.get(qn("w:styleId"), "")
    name_element = element.find(qn("w:name"))
    name = name_element.get(qn("w:val"), id_) if name_element is not None else id_
    return Style(element.get(qn("w:type"), "paragraph"), id_, name)


def _list_text_parts(package: Package) -> tuple[str, ...]:
    """Return the names of the parts that contain the body, notes and comments."""
    return (package.main, *(part for kind in _NOTES for part in package.related(kind)))


def _find_uses(template: Package) -> dict[tuple[str, str], _Use]:
    """Return the first use of each style in the text of the template.

    The keys are the kind and id of the style.
    """
    uses: dict[tuple[str, str], _Use] = {}
    for part in _list_text_parts(template):
        for element in parse(template.parts[part]).iter(*(qn(f"w:{tag}") for tag in _USES)):
            key = (_USES[etree.QName(element).localname], element.get(qn("w:val"), ""))
            uses.setdefault(key, (part, element))
    return uses


def _map_ids(ours: Iterable[Style], theirs: Iterable[Style]) -> dict[str, str]:
    """Map the ids of ``theirs``, the house style, to the ids of the same styles in ``ours``, the template.

    Two styles are the same if they have the same kind and name. An id is omitted if it does not change, or if
    the house style uses the template's id for another style.
    """
    our_ids = {(style.kind, style.name.lower()): style.id for style in ours}
    taken = {style.id for style in theirs}
    pairs = {style.id: our_ids.get((style.kind, style.name.lower()), style.id) for style in theirs}
    return {old: new for old, new in pairs.items() if old != new and new not in taken}


def _keep_ids(graft: PartCopier, renamed: Mapping[str, str]) -> None:
    """Replace the house style's style ids according to ``renamed`` in every copied part."""
    for part in graft.names.values() if renamed else ():
        if part.endswith(".xml"):
            root = parse(graft.package.parts[part])
            for element in root.iter(qn("w:style")):
                old = element.get(qn("w:styleId"), "")
                element.set(qn("w:styleId"), renamed.get(old, old))
            for element in root.iter(*(qn(f"w:{tag}") for tag in _REFERS)):
                old = element.get(qn("w:val"), "")
                element.set(qn("w:val"), renamed.get(old, old))
            graft.package = graft.package.with_parts({part: serialise(root)})


def _choose_section(template: Package, pages: Sequence[_Page]) -> etree._Element:
    """Return the first section in ``pages`` that matches the first page of ``template``, or else the last."""
    own = next(_read_pages(template), None)
    return next((section for *kind, section in pages if own and kind == [*own[:2]]), pages[-1][2])


def _read_pages(package: Package) -> Iterator[_Page]:
    """Yield a ``_Page`` for each section of ``package``."""
    names = {style.id: style.name.lower() for style in _read_styles(package)}
    first = ""
    for element in parse(package.parts[package.main]).iter(qn("w:pStyle"), qn("w:sectPr")):
        if element.tag == qn("w:sectPr"):
            size = element.find(qn("w:pgSz"))
            yield first, size is not None and size.get(qn("w:orient")) == "landscape", element
            first = ""
        elif not first and element.get(qn("w:val")) != _TAG_STYLE:
            first = names.get(element.get(qn("w:val"), ""), "")


def _copy_headers(graft: PartCopier, section: etree._Element) -> Iterator[etree._Element]:
    """Copy headers and footers of ``section``, except for even pages, and yield references to the copies."""
    targets = {line.id: line.target for line in graft.donor.relationships(graft.donor.main)}
    for kind in _AROUND:
        for old in section.findall(qn(f"w:{kind}Reference")):
            part = targets.get(old.get(qn("r:id"), ""), "")
            if old.get(qn("w:type")) != "even" and part in graft.donor.parts:
                new = deepcopy(old)
                new.set(qn("r:id"), graft.add_relationship(kind, graft.copy_part(part)))
                yield new


def _format_sections(graft: PartCopier, look: etree._Element, references: list[etree._Element]) -> None:
    """Format all sections as ``look``, a section of the house style, with its sheet and margins.

    The ``references`` to headers and footers are added to the first section. The others inherit them.
    """
    package = graft.package
    root = parse(package.parts[package.main])
    sections = list(root.iter(qn("w:sectPr"))) or [_add_section(root, look)]
    scale_pages(root, look)
    for section in sections:
        for kind in _AROUND:
            for old in section.findall(qn(f"w:{kind}Reference")):
                section.remove(old)
        _set_margins(section, look.find(qn("w:pgMar")))
    for reference in reversed(references):
        sections[0].insert(0, reference)
    graft.package = package.with_parts({package.main: serialise(root)})


def _add_section(root: etree._Element, look: etree._Element) -> etree._Element:
    body = root.find(qn("w:body"))
    assert body is not None
    section = etree.SubElement(body, qn("w:sectPr"))
    if (size := look.find(qn("w:pgSz"))) is not None:
        section.append(deepcopy(size))
    return section


def _set_margins(section: etree._Element, margins: etree._Element | None) -> None:
    """Replace the margins of ``section``, in schema order, and keep its page borders within them."""
    if margins is None:
        return
    for old in section.findall(qn("w:pgMar")):
        section.remove(old)
    earlier = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz")
    index = sum(child.tag in {qn(f"w:{name}") for name in earlier} for child in section)
    section.insert(index, deepcopy(margins))
    _keep_frame_in_margins(section, margins)


def _keep_frame_in_margins(section: etree._Element, margins: etree._Element) -> None:
    """Limit the distance of page borders from the edge of the sheet to half the margin.

    The distance is in points (ECMA-376 part 1, 17.6.10). Borders measured from the text are left as they are.
    """
    frame = section.find(qn("w:pgBorders"))
    if frame is None or frame.get(qn("w:offsetFrom")) != "page":
        return
    for border in frame:
        margin = parse_whole_number(margins.get(qn(f"w:{etree.QName(border).localname}"))) or 0
        distance = parse_whole_number(border.get(qn("w:space"))) or 0
        border.set(qn("w:space"), str(min(distance, margin // 40)))


def _transfer_lists(graft: PartCopier, template: Package) -> None:
    """Transfer the template's own lists to the numbering of the house style."""
    roots = {part: parse(graft.package.parts[part]) for part in _list_text_parts(graft.package)}
    used = {number for root in roots.values() for number in find_used_lists(root)}
    ours = template.related("numbering")
    if not used or not ours:
        return
    part = _ensure_numbering_part(graft)
    own, house = parse(template.parts[ours[0]]), parse(graft.package.parts[part])
    linked, before = _map_style_lists(graft.package), _map_style_lists(template)
    same = {before[style]: linked[style] for style in before if style in linked}
    renamed = transfer_lists(own, house, linked=linked, used=used - set(same)) | same
    for root in roots.values():
        renumber_lists(root, renamed)
    changed = {name: serialise(root) for name, root in roots.items()}
    graft.package = graft.package.with_parts({part: serialise(house), **changed})


def _ensure_numbering_part(graft: PartCopier) -> str:
    """Return the name of the numbering part, and add an empty one if the house style has none."""
    if parts := graft.package.related("numbering"):
        return parts[0]
    name = choose_free_name("word/numbering.xml", graft.package.parts)
    graft.add_part(name, EMPTY, NUMBERING_TYPE)
    graft.add_relationship("numbering", name)
    return name


def _map_style_lists(package: Package) -> dict[str, str]:
    if not _read_styles(package):
        return {}
    return map_style_lists(parse(package.parts[package.related("styles")[0]]))


def _move_right_tabs(package: Package, text_width: int | None) -> Package:
    """Move the right tab stops of the styles from ``text_width`` to the right margin of ``package``.

    ``text_width`` is the text width of the house style, in twentieths of a point, or None if it is not set.
    The first section determines the margin, because all sections have the same headers and footers. A tab
    stop is a distance from the left margin (ECMA-376 part 1, 17.3.1.37). If it were not moved, a page number
    at the right margin would be in the middle of a landscape page. LibreOffice 7.4 does not support Word's
    ``w:ptab``.
    """
    root = parse(package.parts[package.main])
    own = measure_text_width(next(root.iter(qn("w:sectPr")), None))
    if own is None or text_width is None or own == text_width:
        return package
    parts = {part: parse(package.parts[part]) for part in package.related("styles")[:1]}
    for tree in parts.values():
        _move_tabs(tree, text_width, own)
    return package.with_parts({part: serialise(tree) for part, tree in parts.items()})


def _move_tabs(tree: etree._Element, before: int, now: int) -> None:
    for tab in tree.iter(qn("w:tab")):
        if tab.get(qn("w:val")) == "right" and tab.get(qn("w:pos")) == str(before):
            tab.set(qn("w:pos"), str(now))


def measure_text_width(section: etree._Element | None) -> int | None:
    """Return the width between the margins of a section, in twentieths of a point.

    Return None if the section does not set its width and margins.
    """
    if section is None:
        return None
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return None
    values = [size.get(qn("w:w"), ""), margins.get(qn("w:left"), ""), margins.get(qn("w:right"), "")]
    if not all(map(str.isdigit, values)):
        return None
    width, left, right = map(int, values)
    return width - left - right


def _copy_hyphenation(package: Package, style: Package) -> Package:
    """Return ``package`` with the hyphenation of ``style``.

    Hyphenation is in the settings of a document, not in its styles (ECMA-376 part 1, 17.15.1.10). If either
    package has no settings, ``package`` does not change.
    """
    own, theirs = package.related("settings")[:1], style.related("settings")[:1]
    if not own or not theirs:
        return package
    root = parse(package.parts[own[0]])
    for name in _HYPHENATION:
        for old in root.findall(qn(f"w:{name}")):
            root.remove(old)
    settings = parse(style.parts[theirs[0]])
    copies = [deepcopy(element) for name in _HYPHENATION for element in settings.findall(qn(f"w:{name}"))]
    index = sum(child.tag in _BEFORE_HYPHENATION for child in root)
    root[index:index] = copies
    return package.with_parts({own[0]: serialise(root)})
