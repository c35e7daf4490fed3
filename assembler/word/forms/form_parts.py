"""Parts of a form other than its text: properties, the manifest, and the prompts that Word restores.

Custom properties identify the form, because Word, LibreOffice and even .odt and .rtf preserve them. The
manifest is copied into a custom XML part, which is lost in .odt. Each prompt is a building block in the
glossary part. When an answer is deleted, Word shows the block that the control names. If there were no block,
Word would show its own "Click or tap here to enter text", which would be returned as an answer (ECMA-376 part
1, 17.12 and 17.5.2.25).

Empty parts, with their content types and relationships, are added to a template once. Their contents are
built as strings for each document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from assembler.model.documents.form_manifest import ControlKind, FormField, FormList, FormManifest
from assembler.structs import Struct
from assembler.word.content.rich_text import build_run, escape_xml
from assembler.word.forms.controls import choose_prompt, name_prompt_block
from assembler.word.forms.manifest import NAMESPACE
from assembler.word.package.added_parts import RelatedPart, ensure_part
from assembler.word.package.package import CORE_PROPERTIES, Package
from assembler.word.package.xml import W

CORE: Final = "docProps/core.xml"
CUSTOM: Final = "docProps/custom.xml"
MANIFEST: Final = "customXml/item9001.xml"
MANIFEST_PROPERTIES: Final = "customXml/itemProps9001.xml"
GLOSSARY: Final = "word/glossary/document.xml"
GLOSSARY_STYLES: Final = "word/glossary/styles.xml"

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CUSTOM_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Id of the property set that contains all custom properties (MS-OLEPS 2.17)."""
_BARE: Final = (ControlKind.CHECKBOX, ControlKind.NONE)
IDENTITY: Final = {
    "AssemblerForm": "id",
    "AssemblerProject": "project",
    "AssemblerRecord": "record",
    "AssemblerType": "type",
    "AssemblerBenchmark": "benchmark",
    "AssemblerCity": "city",
    "AssemblerPart": "part",
    "AssemblerLanguage": "language",
    "AssemblerContentLanguage": "content_language",
    "AssemblerHouseStyle": "house_style",
    "AssemblerEngine": "engine",
}
"""Maps each custom property to the attribute of the manifest that it repeats."""


class CoreProperties(Struct, frozen=True):
    """Core properties of a document.

    ``language`` is Word's tag, such as ``nl-NL``. ``created`` is a UTC time in ISO 8601
    (``2026-03-01T00:00:00Z``), or empty if unknown. The caller passes the time, because equal inputs must
    produce equal bytes. The clock is never read here.
    """

    title: str
    language: str
    created: str
    identifier: str = ""
    category: str = ""
    creator: str = ""
    subject: str = ""


def build_identity(manifest: FormManifest) -> dict[str, str]:
    """Return the non-empty custom properties that identify a form."""
    return {name: value for name, key in IDENTITY.items() if (value := getattr(manifest, key))}


def build_identity_parts(manifest: FormManifest, core: CoreProperties) -> dict[str, bytes]:
    """Return the parts with the core and custom properties of a form."""
    return {CORE: build_core_properties(core), CUSTOM: build_custom_properties(build_identity(manifest))}


def collect_prompts(fields: Iterable[FormField], lists: Iterable[FormList]) -> tuple[str, ...]:
    """Return the prompts of the controls in ``fields`` and ``lists``, in order and without duplicates.

    Check boxes have no prompt. Lists without rows are skipped.
    """
    of_fields = (choose_prompt(each.prompt) for each in fields if each.control not in _BARE)
    columns = (column for each in lists if each.rows for column in each.columns)
    in_lists = (choose_prompt(column.prompt) for column in columns if column.control not in _BARE)
    return tuple(dict.fromkeys((*of_fields, *in_lists)))


def build_core_properties(core: CoreProperties) -> bytes:
    """Return the core properties part (ECMA-376 part 2, 11.1).

    Empty properties are omitted.
    """
    values = {
        "dc:title": core.title,
        "dc:subject": core.subject,
        "dc:creator": core.creator,
        "dc:identifier": core.identifier,
        "dc:language": core.language,
        "cp:category": core.category,
    }
    texts = "".join(f"<{name}>{escape_xml(value)}</{name}>" for name, value in values.items() if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape_xml(core.created)}</dcterms:{name}>'
        for name in ("created", "modified")
        if core.created
    )
    return (
        f"{_HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{texts}{dates}</cp:coreProperties>'
    ).encode()


def build_custom_properties(properties: Mapping[str, str]) -> bytes:
    """Return the custom properties part.

    All properties are text. They are numbered from 2 (MS-OLEPS 2.18.2).
    """
    lines = "".join(
        f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{escape_xml(name)}">'
        f"<vt:lpwstr>{escape_xml(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{lines}</Properties>"
    ).encode()


def build_glossary(prompts: Iterable[str], language_tag: str) -> bytes:
    """Return the glossary part with a building block for each prompt (ECMA-376 part 1, 17.12.6)."""
    blocks = "".join(_build_block(prompt, language_tag) for prompt in prompts)
    inside = f"<w:docParts>{blocks}</w:docParts>" if blocks else ""
    return f"{_HEAD}<w:glossaryDocument {_W}>{inside}</w:glossaryDocument>".encode()


def _build_block(prompt: str, language_tag: str) -> str:
    """Return a building block of type "placeholder".

    Its id depends only on the prompt.
    """
    digest = sha256(prompt.encode()).hexdigest().upper()
    number = f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"
    language = f'<w:lang w:val="{language_tag}"/>' if language_tag else ""
    run = build_run(prompt, f'<w:rStyle w:val="PlaceholderText"/>{language}')
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name_prompt_block(prompt)}"/><w:category>'
        '<w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
        '<w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/>'
        f'</w:behaviors><w:guid w:val="{number}"/></w:docPartPr><w:docPartBody><w:p>{run}</w:p>'
        "</w:docPartBody></w:docPart>"
    )


_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM: Final = "{5F1B0C52-7A1D-4E0B-8C39-A55E3B1E9001}"
_GREY: Final = "595959"
"""A grey with sufficient contrast on white (7:1, WCAG 1.4.6)."""

_STYLES: Final = (
    f'{_HEAD}<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{_GREY}"/></w:rPr></w:style></w:styles>'
).encode()
_ITEM_PROPERTIES: Final = (
    f'{_HEAD}<ds:datastoreItem xmlns:ds="{_DATA}" ds:itemID="{_ITEM}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()


def add_form_parts(package: Package, *, prompts: bool = True) -> Package:
    """Return the template ``package`` with an empty version of each part that this module builds.

    If the template already has a part with the same name and kind, that part is not changed. A part of the
    same kind with another name is replaced, except custom XML. If ``prompts`` is false, no glossary is added.
    """
    for part in _build_parts():
        if prompts or part.name not in (GLOSSARY, GLOSSARY_STYLES):
            package = ensure_part(package, part)
    return package


def _build_parts() -> tuple[RelatedPart, ...]:
    core = build_core_properties(CoreProperties("", "", "1980-01-01T00:00:00Z"))
    manifest = f'{_HEAD}<form xmlns="{NAMESPACE}"/>'.encode()
    glossary = f"{_TYPE}.wordprocessingml.document.glossary+xml"
    custom = f"{_TYPE}.custom-properties+xml"
    styles = f"{_TYPE}.wordprocessingml.styles+xml"
    about_item = f"{_TYPE}.customXmlProperties+xml"
    return (
        RelatedPart(CORE, CORE_PROPERTIES, _CORE_TYPE, core, source=""),
        RelatedPart(CUSTOM, f"{_OFFICE}/custom-properties", custom, build_custom_properties({}), source=""),
        RelatedPart(GLOSSARY, f"{_OFFICE}/glossaryDocument", glossary, build_glossary((), "")),
        RelatedPart(GLOSSARY_STYLES, f"{_OFFICE}/styles", styles, _STYLES, source=GLOSSARY),
        RelatedPart(MANIFEST, f"{_OFFICE}/customXml", "application/xml", manifest, single=False),
        RelatedPart(
            MANIFEST_PROPERTIES, f"{_OFFICE}/customXmlProps", about_item, _ITEM_PROPERTIES, source=MANIFEST
        ),
    )
