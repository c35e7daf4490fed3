"""What a form carries about itself: identity, manifest, properties, and the prompts that Word puts back.

Identity stands where editors keep it: custom properties survive Word, LibreOffice and even .odt and .rtf; the
manifest is a copy in a custom XML part (lost in .odt). Each prompt is a building block of the glossary part:
when somebody deletes an answer, Word shows the block that the control names, and without one its own "Click
or tap here to enter text", which would come back as an answer (ECMA-376 part 1, 17.12 and 17.5.2.25).
Only strings here: this runs for every document. ``form_shell`` makes room for the parts once per template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from assembler.model.documents.form import ControlKind, FormField, FormList, FormManifest
from assembler.structs import Struct
from assembler.word.content.rich_text import build_run, escape_xml
from assembler.word.forms.controls import prompt_of, prompt_part

CORE: Final = "docProps/core.xml"
CUSTOM: Final = "docProps/custom.xml"
MANIFEST: Final = "customXml/item9001.xml"
MANIFEST_PROPERTIES: Final = "customXml/itemProps9001.xml"
GLOSSARY: Final = "word/glossary/document.xml"
GLOSSARY_STYLES: Final = "word/glossary/styles.xml"

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CUSTOM_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The property set of all custom properties (MS-OLEPS 2.17)."""
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
"""What a manifest says in one word, by the custom property that says it too."""


class CoreProperties(Struct, frozen=True):
    """What a document says of itself. ``language`` is Word's tag (``nl-NL``).

    ``created`` is a moment in UTC as ISO 8601 writes it (``2026-03-01T00:00:00Z``), empty where it is not
    told. The caller gives it: the same inputs must give the same bytes, so nobody asks the clock here.
    """

    title: str
    language: str
    created: str
    identifier: str = ""
    category: str = ""
    creator: str = ""
    subject: str = ""


def identity(manifest: FormManifest) -> dict[str, str]:
    """The custom properties that say which form this is; what is empty is left out."""
    return {name: value for name, key in IDENTITY.items() if (value := getattr(manifest, key))}


def identity_parts(manifest: FormManifest, core: CoreProperties) -> dict[str, bytes]:
    """The parts that say in a few words what a document is."""
    return {CORE: core_xml(core), CUSTOM: custom_xml(identity(manifest))}


def prompts(fields: Iterable[FormField], lists: Iterable[FormList]) -> tuple[str, ...]:
    """Every prompt that a control of these fields and lists shows, once, in the order of the form."""
    of_fields = (prompt_of(each.prompt) for each in fields if each.control not in _BARE)
    columns = (column for each in lists if each.rows for column in each.columns)
    in_lists = (prompt_of(column.prompt) for column in columns if column.control not in _BARE)
    return tuple(dict.fromkeys((*of_fields, *in_lists)))


def core_xml(core: CoreProperties) -> bytes:
    """The core properties (ECMA-376 part 2, 11.1); empty ones are left out."""
    said = {
        "dc:title": core.title,
        "dc:subject": core.subject,
        "dc:creator": core.creator,
        "dc:identifier": core.identifier,
        "dc:language": core.language,
        "cp:category": core.category,
    }
    words = "".join(f"<{name}>{escape_xml(value)}</{name}>" for name, value in said.items() if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape_xml(core.created)}</dcterms:{name}>'
        for name in ("created", "modified")
        if core.created
    )
    return (
        f"{_HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{words}{dates}</cp:coreProperties>'
    ).encode()


def custom_xml(properties: Mapping[str, str]) -> bytes:
    """Custom properties, all of them text; their numbers begin at 2 (MS-OLEPS 2.18.2)."""
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


def glossary_xml(wanted: Iterable[str], language_tag: str) -> bytes:
    """The glossary part with one building block for each prompt (17.12.6)."""
    blocks = "".join(_building_block(prompt, language_tag) for prompt in wanted)
    inside = f"<w:docParts>{blocks}</w:docParts>" if blocks else ""
    return f"{_HEAD}<w:glossaryDocument {_W}>{inside}</w:glossaryDocument>".encode()


def _building_block(prompt: str, language_tag: str) -> str:
    """A block of the kind "placeholder"; its id is drawn from the prompt, so that it never changes."""
    digest = sha256(prompt.encode()).hexdigest().upper()
    number = f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"
    language = f'<w:lang w:val="{language_tag}"/>' if language_tag else ""
    words = build_run(prompt, f'<w:rStyle w:val="PlaceholderText"/>{language}')
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{prompt_part(prompt)}"/><w:category>'
        '<w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
        '<w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/>'
        f'</w:behaviors><w:guid w:val="{number}"/></w:docPartPr><w:docPartBody><w:p>{words}</w:p>'
        "</w:docPartBody></w:docPart>"
    )
