"""A valid Word document with a bit of everything, built part by part; tests break it in places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from drawn_png import png

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'mc:Ignorable="w14"'
)
LANG: Final = '<w:rPr><w:lang w:val="en-GB"/></w:rPr>'
TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, before: str = "") -> str:
    return f'<w:r><w:rPr>{before}<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r>{LANG}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{LANG}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{LANG}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{LANG}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def heading(level: int, text: str, number: int) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>'
        f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>{run(text)}<w:bookmarkEnd '
        f'w:id="{number}"/></w:p>'
    )


def control(number: int, title: str, kind: str, shown: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="B{number}"/><w:id w:val="{number}"/>'
        f'<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>'
    )


def cell(content: str, properties: str = "") -> str:
    inside = f'<w:tcW w:w="2000" w:type="dxa"/>{properties}'
    return f"<w:tc><w:tcPr>{inside}</w:tcPr><w:p>{content}</w:p></w:tc>"


def picture(number: int, alt: str) -> str:
    named = f'id="{number}" name="Picture {number}" descr="{alt}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" '
        'cy="360000"/>'
        f'<wp:docPr {named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        '<pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


CONTENTS: Final = (
    '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
    + field(
        'TOC \\o "1-2" \\h', f'<w:hyperlink w:anchor="_Toc1" w:history="1">{run("Results")}</w:hyperlink>'
    )
    + "</w:p>"
)
HEADER_ROW: Final = (
    "<w:tr><w:trPr><w:cantSplit/>"
    "<w:tblHeader/></w:trPr>" + cell(run("Code"), '<w:vMerge w:val="restart"/>') + cell(run("Question"))
    + cell(run("Answer")) + "</w:tr><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    + cell("", "<w:vMerge/>") + cell(run("of the form")) + cell(run("of the city")) + "</w:tr>"
)  # fmt: skip
ITEMS: Final = (
    '<w:dropDownList><w:listItem w:displayText="yes – ja" w:value="yes"/>'
    '<w:listItem w:displayText="no – nee" w:value="no"/></w:dropDownList>'
)
DAY: Final = (
    '<w:date w:fullDate="2026-03-12T00:00:00Z"><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-GB"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
ROWS: Final = (
    "<w:tr>" + cell('<w:bookmarkStart w:id="7" w:name="q_B1"/>' + run("B1") + '<w:bookmarkEnd w:id="7"/>')
    + cell(run("Who wrote it?")) + cell(control(101, "B1 – writer", "<w:text/>", "The mayor")) + "</w:tr>"
    + "<w:tr>" + cell(run("B2")) + cell(run("Agreed?"))
    + cell(control(102, "B2 – agreed", ITEMS, "yes – ja")) + "</w:tr>"
    + "<w:tr>" + cell(run("B3")) + cell(run("On which day?"))
    + cell(control(103, "B3 – day", DAY, "2026-03-12")) + "</w:tr><w:tr>"
    + cell(run("Totals go here"), '<w:gridSpan w:val="3"/>') + "</w:tr>"
)  # fmt: skip
TABLE: Final = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="6000" w:type="dxa"/><w:tblLook '
    'w:val="0020"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    f"{HEADER_ROW}{ROWS}</w:tbl>"
)
SHAPE: Final = (
    '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps"><w:t>'
    "new</w:t></mc:Choice>"
    "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
SECTION: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" '
    'r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
    'w:gutter="0"/>'
    "</w:sectPr>"
)
BODY: Final = (
    f'<w:p><w:pPr><w:pStyle w:val="Title"/><w:jc w:val="center"/></w:pPr>{run("Baseline report")}</w:p>'
    f"{CONTENTS}{heading(1, 'Results', 1)}{heading(2, 'Jobs', 2)}"
    f'<w:p w14:paraId="0000000A" w14:textId="77777777">{run("It says ", "<w:b/>")}{SHAPE}'
    f'<w:hyperlink r:id="rIdLink">{run("Annual report")}</w:hyperlink>'
    f'<w:r>{LANG}<w:footnoteReference w:id="1"/></w:r></w:p>'
    f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("a point")}</w:p>'
    f"<w:p>{picture(1, 'A white square')}</w:p>{TABLE}<w:p/>{SECTION}"
)


def style(kind: str, name: str, shown: str, inside: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown}"/>{inside}</w:style>'


STYLES: Final = (
    f'{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang '
    f'w:val="en-GB"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    + style("paragraph", "Normal", "Normal")
    + style("paragraph", "Title", "Title", '<w:basedOn w:val="Normal"/>')
    + style("paragraph", "TOC1", "toc 1", '<w:basedOn w:val="Normal"/>')
    + style(
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>',
    )
    + style(
        "paragraph",
        "Heading2",
        "heading 2",
        '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
    )
    + style(
        "paragraph",
        "Heading3",
        "heading 3",
        '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
    )
    + style("table", "TableGrid", "Table Grid")
    + "</w:styles>"
)
NUMBERING: Final = (
    f'{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc '
    'w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
SETTINGS: Final = (
    f'{HEAD}<w:settings {SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat/><w:themeFontLang w:val="en-GB"/></w:settings>'
)
FOOTNOTES: Final = (
    f"{HEAD}<w:footnotes {SPACES}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
    f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{run("A note")}</w:p></w:footnote></w:footnotes>'
)
CORE: Final = (
    f"{HEAD}<cp:coreProperties "
    f'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Baseline report</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-12T09:30:00Z</dcterms:created></cp:coreProperties>'
)
CUSTOM: Final = (
    f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Review"><vt:lpwstr>'
    "one</vt:lpwstr></property>"
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="City"><vt:lpwstr>'
    "two</vt:lpwstr></property>"
    "</Properties>"
)
OVERRIDES: Final = {
    "word/document.xml": f"{TYPE}.document.main+xml",
    "word/styles.xml": f"{TYPE}.styles+xml",
    "word/numbering.xml": f"{TYPE}.numbering+xml",
    "word/settings.xml": f"{TYPE}.settings+xml",
    "word/footnotes.xml": f"{TYPE}.footnotes+xml",
    "word/header1.xml": f"{TYPE}.header+xml",
    "word/footer1.xml": f"{TYPE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
TYPES: Final = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" '
    'ContentType="image/png"/>'
    + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in OVERRIDES.items())
    + "</Types>"
)


def rels(*lines: tuple[str, str, str]) -> str:
    outside = ' TargetMode="External"'
    told = (
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{outside if "://" in target else ""}/>'
        for name, kind, target in lines
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{"".join(told)}</Relationships>'


REL: Final = f"{OFFICE}/relationships"
MAIN_RELS: Final = rels(
    ("rIdStyles", f"{REL}/styles", "styles.xml"),
    ("rIdNumbering", f"{REL}/numbering", "numbering.xml"),
    ("rIdSettings", f"{REL}/settings", "settings.xml"),
    ("rIdFootnotes", f"{REL}/footnotes", "footnotes.xml"),
    ("rIdHeader", f"{REL}/header", "header1.xml"),
    ("rIdFooter", f"{REL}/footer", "footer1.xml"),
    ("rIdPicture", f"{REL}/image", "media/image1.png"),
    ("rIdLink", f"{REL}/hyperlink", "https://example.org/more"),
)
PACKAGE_RELS: Final = rels(
    ("rId1", f"{REL}/officeDocument", "word/document.xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    ("rId3", f"{REL}/custom-properties", "docProps/custom.xml"),
)
GOOD: Final[Mapping[str, bytes]] = {
    "[Content_Types].xml": TYPES.encode(),
    "_rels/.rels": PACKAGE_RELS.encode(),
    "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{BODY}</w:body></w:document>".encode(),
    "word/_rels/document.xml.rels": MAIN_RELS.encode(),
    "word/styles.xml": STYLES.encode(),
    "word/numbering.xml": NUMBERING.encode(),
    "word/settings.xml": SETTINGS.encode(),
    "word/footnotes.xml": FOOTNOTES.encode(),
    "word/header1.xml": f"{HEAD}<w:hdr {SPACES}><w:p>{picture(2, 'The arms')}</w:p></w:hdr>".encode(),
    "word/_rels/header1.xml.rels": rels(("rIdPicture", f"{REL}/image", "media/image1.png")).encode(),
    "word/footer1.xml": f"{HEAD}<w:ftr {SPACES}><w:p>{field('PAGE', run('1'))}</w:p></w:ftr>".encode(),
    "word/media/image1.png": png(),
    "docProps/core.xml": CORE.encode(),
    "docProps/custom.xml": CUSTOM.encode(),
}
