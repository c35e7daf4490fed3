"""Content types, relationships and empty parts for a form, added to a template once."""

from __future__ import annotations

from typing import Final

from assembler.word.forms.form_parts import (  # fmt: skip
    CORE,
    CUSTOM,
    GLOSSARY,
    GLOSSARY_STYLES,
    MANIFEST,
    MANIFEST_PROPERTIES,
    CoreProperties,
    build_core_properties,
    build_custom_properties,
    build_glossary,
)
from assembler.word.forms.manifest import NAMESPACE
from assembler.word.package.package import CORE_PROPERTIES, Package
from assembler.word.package.parts import RelatedPart, ensure_part
from assembler.word.package.xml import W

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
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
    """Add an empty part to the template for each part that ``form_parts`` builds.

    An existing part with the same name is kept until it is replaced. If ``prompts`` is false, no glossary is
    added.
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
