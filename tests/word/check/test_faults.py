"""One fault at a time in a valid document: each is told by its own rule, and by no other.

A fault is a replacement in one part, written (part, old, new). Microsoft's validator passes those marked with
a star in their name; they are the reason why our own rules exist.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from assembler.diagnostics import Level
from assembler.errors import FileError
from assembler.word.check.check import check_document
from assembler.word.package.package import pack

BODY, RELS = "word/document.xml", "word/_rels/document.xml.rels"
STYLES, SETTINGS, NOTES = "word/styles.xml", "word/settings.xml", "word/footnotes.xml"
NUMBERS, CORE, CUSTOM = "word/numbering.xml", "docProps/core.xml", "docProps/custom.xml"
TYPES, PACKAGE = "[Content_Types].xml", "_rels/.rels"
FIRST_CELL = (
    '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
)
CODE = '<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">Code</w:t></w:r></w:p>'
EMPTY_TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>{}</w:tbl>'
SMALL_TABLE = EMPTY_TABLE.format("<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>")
POINT = '<w:t xml:space="preserve">a point</w:t>'
FIELD_END = '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
BOLD = '<w:r><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr>'
LINE = CODE.replace("Code", "{}")
LINES = f"{LINE}{LINE}"
CAPTION = LINE.format("Table\u00a02. Results of the year")
MERGED = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr/><w:p/></w:tc>'

FAULTS: dict[str, tuple[str, str, str, str]] = {
    # the package
    "a part without a content type": (
        "missing-content-type",
        TYPES,
        'Extension="png"',
        'Extension="gif"',
    ),
    "a content type given twice": (
        "duplicate-content-type",
        TYPES,
        "<Override",
        '<Default Extension="PNG" ContentType="image/png"/><Override',
    ),
    "a content type of a part that is gone": (
        "unused-content-type",
        TYPES,
        "</Types>",
        '<Override PartName="/word/gone.xml" ContentType="application/xml"/></Types>',
    ),
    "a wrong main content type*": ("wrong-content-type", TYPES, "document.main+xml", "document.glossary+xml"),
    "a wrong content type of the styles": ("wrong-content-type", TYPES, "ml.styles+xml", "ml.settings+xml"),
    "a relationship to a part that is gone": (
        "dangling-relationship",
        RELS,
        "media/image1",
        "media/image2",
    ),
    "a relationship id that stands twice": (
        "duplicate-relationship-id",
        RELS,
        'Id="rIdNumbering"',
        'Id="rIdStyles"',
    ),
    "a link without external mode": ("address-not-external", RELS, ' TargetMode="External"', ""),
    "a broken address*": ("invalid-address", RELS, "https://example.org/more", "http://[not a uri"),
    "two main documents": (
        "main-document-count",
        PACKAGE,
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    "a header that nobody defined": ("undefined-relationship", BODY, 'r:id="rIdHeader"', 'r:id="rId99"'),
    "a picture that nobody defined": (
        "undefined-relationship",
        BODY,
        'r:embed="rIdPicture"',
        'r:embed="rId98"',
    ),
    "a header that is a footer": (
        "wrong-relationship-type",
        BODY,
        'r:id="rIdHeader"',
        'r:id="rIdFooter"',
    ),
    # the markup
    "broken XML": ("malformed-xml", CUSTOM, "</Properties>", ""),
    "a document type": (
        "document-type-declaration",
        NOTES,
        "<w:footnotes ",
        '<!DOCTYPE x [<!ENTITY y "z">]><w:footnotes ',
    ),
    "an ignorable prefix that is not declared": (
        "undeclared-prefix",
        BODY,
        'Ignorable="w14"',
        'Ignorable="w14 w77"',
    ),
    "a required prefix that is not declared": ("undeclared-prefix", BODY, 'Requires="wps"', 'Requires="wpx"'),
    "alternatives without a choice": (
        "invalid-alternate-content",
        BODY,
        '<mc:Choice Requires="wps"><w:t>new</w:t></mc:Choice>',
        "",
    ),
    "markup that Word does not know": ("unknown-markup", BODY, "<w:p/>", '<x:note xmlns:x="urn:x"/><w:p/>'),
    # order and place
    "bold after the language": (
        "wrong-element-order",
        BODY,
        '<w:rPr><w:b/><w:lang w:val="en-GB"/>',
        '<w:rPr><w:lang w:val="en-GB"/><w:b/>',
    ),
    "alignment before the style": (
        "wrong-element-order",
        BODY,
        '<w:pStyle w:val="Title"/><w:jc w:val="center"/>',
        '<w:jc w:val="center"/><w:pStyle w:val="Title"/>',
    ),
    "alignment twice": (
        "wrong-element-order",
        BODY,
        '<w:jc w:val="center"/>',
        '<w:jc w:val="center"/><w:jc w:val="left"/>',
    ),
    "a span before the width of the cell": (
        "wrong-element-order",
        BODY,
        '<w:tcW w:w="2000" w:type="dxa"/><w:gridSpan w:val="3"/>',
        '<w:gridSpan w:val="3"/><w:tcW w:w="2000" w:type="dxa"/>',
    ),
    "the width of the table before its style": (
        "wrong-element-order",
        BODY,
        '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="6000" w:type="dxa"/>',
        '<w:tblW w:w="6000" w:type="dxa"/><w:tblStyle w:val="TableGrid"/>',
    ),
    "margins before the page size": (
        "wrong-element-order",
        BODY,
        '<w:pgSz w:w="11906" w:h="16838"/>',
        '<w:cols/><w:pgSz w:w="11906" w:h="16838"/>',
    ),
    "protection after compatibility": (
        "wrong-element-order",
        SETTINGS,
        "<w:compat/>",
        '<w:compat/><w:documentProtection w:edit="forms"/>',
    ),
    "the format of a date after its language": (
        "wrong-element-order",
        BODY,
        '<w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-GB"/>',
        '<w:lid w:val="en-GB"/><w:dateFormat w:val="yyyy-MM-dd"/>',
    ),
    "content before the properties of a control": (
        "wrong-element-order",
        BODY,
        "<w:p/>",
        '<w:sdt><w:sdtContent><w:p/></w:sdtContent><w:sdtPr><w:alias w:val="A"/></w:sdtPr></w:sdt><w:p/>',
    ),
    "the name of a style after its base": (
        "wrong-element-order",
        STYLES,
        '<w:name w:val="Title"/><w:basedOn w:val="Normal"/>',
        '<w:basedOn w:val="Normal"/><w:name w:val="Title"/>',
    ),
    "a number before its definition": (
        "wrong-element-order",
        NUMBERS,
        "<w:abstractNum ",
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:abstractNum ',
    ),
    "a paragraph inside an inline control": (
        "misplaced-element",
        BODY,
        "<w:sdtContent><w:r>",
        "<w:sdtContent><w:p/><w:r>",
    ),
    "a run between paragraphs": ("misplaced-element", BODY, "<w:p/>", "<w:r/><w:p/>"),
    "a run in a control around paragraphs": (
        "misplaced-element",
        BODY,
        "<w:p/>",
        '<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt><w:p/>',
    ),
    "a cell in a control around rows": (
        "misplaced-element",
        BODY,
        "<w:tr><w:trPr>",
        '<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent>'
        "</w:sdt><w:tr><w:trPr>",
    ),
    "a paragraph inside a run": ("misplaced-element", BODY, POINT, f"{POINT}<w:p/>"),
    "a control inside a run": (
        "misplaced-element",
        BODY,
        POINT,
        f'{POINT}<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:t>x</w:t>'
        f"</w:sdtContent></w:sdt>",
    ),
    "properties after the text": ("misplaced-element", BODY, "<w:p/>", "<w:p><w:r/><w:pPr/></w:p>"),
    # values
    "bold that says yes": ("invalid-switch", BODY, "<w:b/>", '<w:b w:val="yes"/>'),
    "a width with a fraction": ("invalid-measure", BODY, 'w:w="6000"', 'w:w="6000.5"'),
    "a size in words": ("invalid-measure", STYLES, '<w:sz w:val="22"/>', '<w:sz w:val="big"/>'),
    "a negative space before a paragraph": (
        "negative-measure",
        BODY,
        '<w:jc w:val="center"/>',
        '<w:spacing w:before="-120"/><w:jc w:val="center"/>',
    ),
    "a colour that is a name": ("invalid-colour", BODY, "<w:b/>", '<w:b/><w:color w:val="red"/>'),
    "a shading that is no triplet": (
        "invalid-colour",
        BODY,
        "<w:vMerge/>",
        '<w:vMerge/><w:shd w:val="clear" w:fill="#FFFFFF"/>',
    ),
    "an alignment that Word does not know": (
        "unknown-value",
        BODY,
        '<w:jc w:val="center"/>',
        '<w:jc w:val="middle"/>',
    ),
    # tables
    "a cell without a paragraph*": ("empty-cell", BODY, CODE, ""),
    "a cell that ends in a table*": ("cell-without-last-paragraph", BODY, CODE, CODE + SMALL_TABLE),
    "a row without cells*": ("row-without-cells", BODY, "</w:tbl>", "<w:tr/></w:tbl>"),
    "a table without rows*": ("table-without-rows", BODY, "<w:p/>", EMPTY_TABLE.format("") + "<w:p/>"),
    "a table without a grid": (
        "table-without-grid",
        BODY,
        '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>',
        "",
    ),
    "a cell wider than the table*": (
        "row-wider-than-table",
        BODY,
        '<w:gridSpan w:val="3"/>',
        '<w:gridSpan w:val="4"/>',
    ),
    "a merge that continues nothing*": ("orphan-vertical-merge", BODY, '<w:vMerge w:val="restart"/>', ""),
    # controls
    "two controls with one id*": ("duplicate-control-id", BODY, '<w:id w:val="102"/>', '<w:id w:val="101"/>'),
    "a control id beyond 32 bits": (
        "control-id-out-of-range",
        BODY,
        '<w:id w:val="102"/>',
        '<w:id w:val="3000000000"/>',
    ),
    "an empty control*": (
        "empty-control",
        BODY,
        "<w:p/>",
        '<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent/></w:sdt><w:p/>',
    ),
    "a control without content*": (
        "control-without-content",
        BODY,
        "<w:p/>",
        '<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr></w:sdt><w:p/>',
    ),
    "an unknown lock": ("unknown-lock", BODY, 'w:lock w:val="sdtLocked"', 'w:lock w:val="locked"'),
    "a date in words": ("invalid-control-date", BODY, "2026-03-12T00:00:00Z", "12 March 2026"),
    "a control of two kinds*": ("control-with-several-types", BODY, "<w:text/>", "<w:text/><w:richText/>"),
    "a list item that stands twice*": ("duplicate-list-item", BODY, 'w:value="no"', 'w:value="yes"'),
    "several paragraphs in a text control*": (
        "text-control-with-paragraphs",
        BODY,
        "<w:p/>",
        '<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/></w:sdtPr><w:sdtContent><w:p/><w:p/></w:sdtContent>'
        "</w:sdt><w:p/>",
    ),
    "a binding without a path": (
        "binding-without-path",
        BODY,
        "<w:text/>",
        '<w:dataBinding w:storeItemID="{}"/><w:text/>',
    ),
    # bookmarks, fields, links
    "two bookmarks with one id": (
        "duplicate-bookmark-id",
        BODY,
        "<w:p/>",
        '<w:p><w:bookmarkStart w:id="7" w:name="other"/><w:bookmarkEnd w:id="7"/></w:p>',
    ),
    "two bookmarks with one name*": (
        "duplicate-bookmark-name",
        BODY,
        "<w:p/>",
        '<w:p><w:bookmarkStart w:id="77" w:name="Q_B1"/><w:bookmarkEnd w:id="77"/></w:p>',
    ),
    "a bookmark without an end*": ("unpaired-bookmark", BODY, '<w:bookmarkEnd w:id="7"/>', ""),
    "a bookmark without a start*": (
        "unpaired-bookmark",
        BODY,
        "<w:p/>",
        '<w:p><w:bookmarkEnd w:id="70"/></w:p>',
    ),
    "a bookmark name of 41 characters": (
        "invalid-bookmark-name",
        BODY,
        'w:name="q_B1"',
        f'w:name="{"q" * 41}"',
    ),
    "a field without an end*": ("unpaired-field", BODY, FIELD_END, ""),
    "a field without a start*": (
        "unpaired-field",
        BODY,
        "<w:p/>",
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ),
    "settings that ask for an update*": (
        "field-update-prompt",
        SETTINGS,
        "<w:footnotePr>",
        '<w:updateFields w:val="true"/><w:footnotePr>',
    ),
    "a field that is out of date*": (
        "field-update-prompt",
        BODY,
        'fldCharType="begin"',
        'fldCharType="begin" w:dirty="1"',
    ),
    "an empty table of contents*": (
        "empty-table-of-contents",
        BODY,
        '<w:t xml:space="preserve">Results</w:t></w:r></w:hyper',
        "</w:r></w:hyper",
    ),
    "a link to a bookmark that is gone*": (
        "dangling-link",
        BODY,
        'w:anchor="_Toc1"',
        'w:anchor="_Toc9"',
    ),
    "a reference to a bookmark that is gone*": (
        "dangling-link",
        "word/footer1.xml",
        " PAGE ",
        " PAGEREF gone ",
    ),
    # references
    "an undefined style*": (
        "undefined-style",
        BODY,
        '<w:pStyle w:val="Title"/>',
        '<w:pStyle w:val="Titel"/>',
    ),
    "a style based on nothing*": (
        "undefined-style",
        STYLES,
        '<w:basedOn w:val="Heading1"/>',
        '<w:basedOn w:val="H1"/>',
    ),
    "a style that stands twice": (
        "duplicate-style",
        STYLES,
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Titel"/></w:style></w:styles>',
    ),
    "an undefined list*": ("undefined-list", BODY, '<w:numId w:val="1"/>', '<w:numId w:val="5"/>'),
    "a list without a definition*": (
        "undefined-list",
        NUMBERS,
        '<w:abstractNumId w:val="0"/>',
        '<w:abstractNumId w:val="9"/>',
    ),
    "a list that stands twice*": (
        "duplicate-list",
        NUMBERS,
        "</w:numbering>",
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    ),
    "a note that is gone": (
        "undefined-note",
        BODY,
        '<w:footnoteReference w:id="1"/>',
        '<w:footnoteReference w:id="4"/>',
    ),
    "a note that stands twice": (
        "duplicate-note",
        NOTES,
        "</w:footnotes>",
        '<w:footnote w:id="1"><w:p/></w:footnote></w:footnotes>',
    ),
    "notes without separators*": ("notes-without-separators", NOTES, ' w:type="separator"', ""),
    "a paragraph id out of range": ("paragraph-id-out-of-range", BODY, "0000000A", "80000000"),
    "a paragraph id that stands twice": (
        "duplicate-paragraph-id",
        BODY,
        "<w:p/>",
        '<w:p w14:paraId="0000000A"/>',
    ),
    # pictures and properties
    "one drawing id in body and header*": (
        "duplicate-drawing-id",
        BODY,
        '<wp:docPr id="1"',
        '<wp:docPr id="2"',
    ),
    "a picture without a height*": ("invalid-picture-size", BODY, 'cy="360000"/><wp:', 'cy="0"/><wp:'),
    "a picture of negative width": ("invalid-picture-size", BODY, 'cx="360000" cy', 'cx="-360000" cy'),
    "a picture that is text*": ("damaged-picture", "word/media/image1.png", "\x89PNG", "<html>"),
    "a picture that is cut off*": ("damaged-picture", "word/media/image1.png", "IEND", "IE"),
    "a picture of another kind": (
        "wrong-picture-type",
        TYPES,
        'ContentType="image/png"',
        'ContentType="image/gif"',
    ),
    "a creation date that no calendar has*": (
        "invalid-property-date",
        CORE,
        "2026-03-12T09:30:00Z",
        "2026-02-30T09:30:00Z",
    ),
    "a creation date in words*": ("invalid-property-date", CORE, "2026-03-12T09:30:00Z", "12 March 2026"),
    "a title that stands twice*": (
        "duplicate-property",
        CORE,
        "</dc:title>",
        "</dc:title><dc:title>Again</dc:title>",
    ),
    "a custom property that stands twice": ("duplicate-property", CUSTOM, 'name="City"', 'name="Review"'),
    "a custom property with a number too low": ("invalid-property-number", CUSTOM, 'pid="2"', 'pid="1"'),
    "a language that is no tag*": (
        "invalid-language-tag",
        BODY,
        '<w:b/><w:lang w:val="en-GB"/>',
        '<w:b/><w:lang w:val="English"/>',
    ),
    # tags of the template
    "a tag in the text": ("leftover-tag", BODY, "a point", "a {{ point }}"),
    "a tag over several runs": (
        "leftover-tag",
        BODY,
        POINT,
        "<w:t>a {</w:t></w:r><w:r><w:rPr><w:lang w:val='en-GB'/></w:rPr>"
        "<w:t>% if x %</w:t></w:r><w:r><w:rPr><w:lang w:val='en-GB'/></w:rPr><w:t>}</w:t>",
    ),
    "a tag in a note": ("leftover-tag", NOTES, "A note", "A {# note #}"),
    "a tag in alternative text": (
        "leftover-tag",
        BODY,
        'name="Picture 1" descr="A white square"/><a',
        'name="Picture 1" descr="{{ alt }}"/><a',
    ),
    "a tag in the title": ("leftover-tag", CORE, "Baseline report", "{{ title }}"),
    "a tag in a link": (
        "leftover-tag",
        RELS,
        "https://example.org/more",
        "https://example.org/%7B%7B%20x%20%7D%7D",
    ),
    "a tag in a link in small letters": (
        "leftover-tag",
        RELS,
        "https://example.org/more",
        "https://example.org/%7b%7b%20x%20%7d%7d",
    ),
    # for everybody to read
    "no title": ("missing-title", CORE, "Baseline report", " "),
    "no language": (
        "missing-language",
        STYLES,
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>',
        "</w:rPr></w:rPrDefault>",
    ),
    "a run without a language": ("runs-without-language", BODY, '<w:b/><w:lang w:val="en-GB"/>', "<w:b/>"),
    "a picture without words": (
        "missing-alternative-text",
        BODY,
        '<wp:docPr id="1" name="Picture 1" descr="A white square"/>',
        '<wp:docPr id="1" name="Picture 1"/>',
    ),
    "a picture with its file name for words": (
        "missing-alternative-text",
        BODY,
        '<wp:docPr id="1" name="Picture 1" descr="A white square"/>',
        '<wp:docPr id="1" name="Picture 1" descr="map.png"/>',
    ),
    "a table without a header row": ("missing-header-row", BODY, "<w:tblHeader/>", ""),
    "a heading that skips a level": ("skipped-heading-level", BODY, 'w:val="Heading2"', 'w:val="Heading3"'),
    "an empty heading": (
        "empty-heading",
        BODY,
        "<w:p/>",
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>',
    ),
    # what readers see
    "grey text": ("low-contrast", BODY, "<w:b/>", '<w:b/><w:color w:val="999999"/>'),
    "text of a theme colour on its tint": (
        "low-contrast",
        BODY,
        "<w:b/>",
        '<w:b/><w:color w:val="767676"/><w:shd w:val="pct25" w:color="auto" w:fill="FFFFFF"/>',
    ),
    "text in eight points": ("small-text", BODY, "<w:b/>", '<w:b/><w:sz w:val="16"/>'),
    "text aligned on both sides": ("justified-text", BODY, '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'),
    "words in capitals": ("capitals", BODY, POINT, "<w:t>PLEASE RETURN THIS</w:t>"),
    "Greek words in capitals after small ones": (
        "capitals",
        BODY,
        POINT,
        f'{POINT}</w:r><w:r><w:rPr><w:lang w:val="el-GR"/></w:rPr><w:t>Σύντομος τίτλος ΠΡΩΤΗ ΕΚΘΕΣΗ</w:t>',
    ),
    "underlined words": ("underlined-text", BODY, "<w:b/>", '<w:b/><w:u w:val="single"/>'),
    "words in another colour": (
        "colour-alone",
        BODY,
        POINT,
        f'{POINT}</w:r><w:r><w:rPr><w:color w:val="C00000"/><w:lang w:val="en-GB"/></w:rPr><w:t>late</w:t>',
    ),
    "a date that may be broken": ("breakable-space", BODY, "a point", "until 1 September"),
    "a percentage that may be broken": ("breakable-space", BODY, "a point", "about 9 % of them"),
    "Dutch tagged as English": (
        "wrong-language-tag",
        BODY,
        "a point",
        "Het stadsbestuur heeft een plan, maar het wordt niet uitgevoerd voor nieuwkomers",
    ),
    "Greek letters tagged as English": ("wrong-language-tag", BODY, "a point", "έκθεση αξιολόγησης"),
    "headings in another language than the document": (
        "wrong-document-language",
        CORE,
        "</dc:title>",
        "</dc:title><dc:language>nl-NL</dc:language>",
    ),
    "a heading that is only bold": (
        "faked-heading",
        BODY,
        "<w:p/>",
        f"<w:p>{BOLD}<w:t>Jobs</w:t></w:r></w:p>{CODE}<w:p/>",
    ),
    "a heading that does not keep with its text": ("heading-apart", STYLES, "<w:keepNext/>", ""),
    "empty paragraphs": ("blank-paragraphs", BODY, "<w:p/>", "<w:p/><w:p/>"),
    "an empty paragraph between two texts": ("blank-paragraphs", BODY, "<w:p/>", f"{CODE}<w:p/>{CODE}"),
    "spaces in a row": ("repeated-spaces", BODY, "a point", "a    point"),
    "typed bullets": ("typed-list", BODY, "<w:p/>", LINES.format("- one", "- two")),
    "typed numbers": ("typed-list", BODY, "<w:p/>", LINES.format("1) one", "2) two")),
    "a text box": (
        "text-box",
        BODY,
        "<w:p/>",
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{CODE}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    ),
    "merged cells": (
        "merged-table-cells",
        BODY,
        "<w:tr><w:tc>",
        f"<w:tr>{MERGED}</w:tr><w:tr><w:tc>",
    ),
    "a table in a table": (
        "nested-table",
        BODY,
        CODE,
        SMALL_TABLE + CODE,
    ),
    "a link that says nothing": ("unclear-link-text", BODY, "Annual report", "Click here"),
    "a link that is its address": ("unclear-link-text", BODY, "Annual report", "https://example.org/more"),
    "a caption with a typed number": ("caption-without-number", BODY, "<w:p/>", CAPTION + SMALL_TABLE),
    "long alternative text": ("long-alternative-text", BODY, "A white square", "A white square. " * 20),
    "alternative text that repeats the caption": (
        "repeated-alternative-text",
        BODY,
        "</wp:inline></w:drawing></w:r></w:p>",
        '</wp:inline></w:drawing></w:r></w:p><w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>Figure'
        '\u00a0</w:t></w:r><w:fldSimple w:instr=" SEQ Figure "><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
        '<w:t>1</w:t></w:r></w:fldSimple><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>. A white square'
        "</w:t></w:r></w:p>",
    ),
    "a control without a title": ("control-without-title", BODY, '<w:alias w:val="B1 – writer"/>', ""),
}

ALSO = {
    "a cell that ends in a table*": {"nested-table"},
    "a style based on nothing*": {"heading-apart"},
}
"""Faults that another rule reports, too: a table in a cell, a heading whose style has lost its base."""


def broken(parts: Mapping[str, bytes], part: str, old: str, new: str) -> bytes:
    """The valid document with the first ``old`` of ``part`` replaced by ``new``."""
    data = parts[part]
    code = "latin-1" if part.endswith(".png") else "utf-8"
    assert old.encode(code) in data, f"{part} holds no {old}"
    return pack({**parts, part: data.replace(old.encode(code), new.encode(code), 1)})


def test_the_valid_document_has_no_findings(good: bytes) -> None:
    assert check_document(good, "good.docx") == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_reported_by_its_own_rule(parts: Mapping[str, bytes], fault: str) -> None:
    rule, part, old, new = FAULTS[fault]
    diagnostics = check_document(broken(parts, part, old, new), "broken.docx")
    assert {diagnostic.rule for diagnostic in diagnostics} - ALSO.get(fault, set()) == {rule}, diagnostics
    assert all(
        diagnostic.location.position and diagnostic.message and diagnostic.hint for diagnostic in diagnostics
    )


def test_an_empty_paragraph_may_begin_a_page(parts: Mapping[str, bytes]) -> None:
    begins = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"
    assert check_document(broken(parts, BODY, "<w:p/>", f"{CODE}{begins}{CODE}"), "good.docx") == ()


def test_a_part_that_is_there_twice_is_reported(parts: Mapping[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("docProps/core.xml", b"<x/>")
    diagnostics = check_document(out.getvalue(), "twice.docx")
    assert [(diagnostic.rule, diagnostic.location.position) for diagnostic in diagnostics] == [
        ("duplicate-part", "core properties")
    ]


def test_a_part_with_a_wrong_checksum_is_reported(parts: Mapping[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    diagnostics = check_document(out.getvalue().replace(b"A note", b"A nite"), "damaged.docx")
    assert [(diagnostic.rule, diagnostic.location.position) for diagnostic in diagnostics] == [
        ("damaged-part", "footnotes")
    ]


def test_an_empty_part_is_reported(parts: Mapping[str, bytes]) -> None:
    diagnostics = check_document(pack({**parts, "customXml/item1.xml": b""}), "empty.docx")
    assert [diagnostic.rule for diagnostic in diagnostics] == ["empty-part"]


def test_content_types_of_missing_parts_are_reported_in_their_order(parts: Mapping[str, bytes]) -> None:
    names = [f"/word/gone{number}.xml" for number in range(9)]
    lines = "".join(f'<Override PartName="{name}" ContentType="application/xml"/>' for name in names)
    diagnostics = check_document(broken(parts, TYPES, "</Types>", f"{lines}</Types>"), "broken.docx")
    assert [next(name for name in names if name in each.message) for each in diagnostics] == names


def test_several_faults_are_all_reported_errors_first(parts: Mapping[str, bytes]) -> None:
    data = broken(parts, CORE, "Baseline report", "")
    twice = {**parts, CORE: parts[CORE].replace(b"Baseline report", b"")}
    data = broken(twice, BODY, "a point", "a {{ point }} and {% if x %}")
    diagnostics = check_document(data, "broken.docx")
    assert [each.rule for each in diagnostics] == ["leftover-tag", "leftover-tag", "missing-title"]
    assert [diagnostic.level for diagnostic in diagnostics] == [Level.ERROR, Level.ERROR, Level.WARNING]


def test_a_place_is_reported_in_words_with_the_text_near_it(parts: Mapping[str, bytes]) -> None:
    (diagnostic,) = check_document(broken(parts, BODY, "Agreed?", "{{ agreed"), "form.docx")
    assert str(diagnostic.location) == "form.docx, body, table 1, row 4, cell 2, paragraph 1"
    assert diagnostic.location.context == "{{ agreed"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ml.document.main+xml", "ml.document.macroEnabled.main+xml", "macros"),
        ("wordprocessingml.document.main", "spreadsheetml.sheet.main", "not a Word document"),
    ],
)
def test_a_file_that_we_do_not_open_is_an_error(
    parts: Mapping[str, bytes], old: str, new: str, said: str
) -> None:
    with pytest.raises(FileError, match=said):
        check_document(broken(parts, TYPES, old, new), "strange.docx")


def test_a_file_that_is_no_zip_is_an_error() -> None:
    with pytest.raises(FileError):
        check_document(b"Dear city", "letter.docx")


@pytest.mark.validator
def test_microsofts_validator_finds_nothing_in_the_valid_document(validator, good: bytes) -> None:
    assert validator.of(good) == []


def test_the_schemas_find_nothing_in_the_valid_document(schemas, good: bytes) -> None:
    assert schemas.findings(good) == []


def test_the_schemas_tell_a_paragraph_inside_a_run(schemas, parts: Mapping[str, bytes]) -> None:
    _, part, old, new = FAULTS["a paragraph inside a run"]
    assert any(
        "This element is not expected" in line for line in schemas.findings(broken(parts, part, old, new))
    )


def test_the_schemas_find_nothing_that_our_own_rules_pass(schemas, parts: Mapping[str, bytes]) -> None:
    for fault, (rule, part, old, new) in FAULTS.items():
        if part.endswith(".png") or rule in {"malformed-xml", "undeclared-prefix", "unknown-markup"}:
            continue
        data = broken(parts, part, old, new)
        assert serious(parts, fault) or not schemas.findings(data), fault


@pytest.mark.validator
def test_what_microsofts_validator_misses_is_marked_with_a_star(
    validator, parts: Mapping[str, bytes]
) -> None:
    passed = {
        fault for fault, (_, part, old, new) in FAULTS.items()
        if not validator.of(broken(parts, part, old, new))
    }  # fmt: skip
    for_us_alone = {fault for fault in passed if serious(parts, fault) and FAULTS[fault][0] != "leftover-tag"}
    assert for_us_alone == {fault for fault in FAULTS if fault.endswith("*")}


def serious(parts: Mapping[str, bytes], fault: str) -> bool:
    _, part, old, new = FAULTS[fault]
    return any(
        diagnostic.level is Level.ERROR
        for diagnostic in check_document(broken(parts, part, old, new), "broken.docx")
    )
