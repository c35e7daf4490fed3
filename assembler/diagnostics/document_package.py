"""Rules for the container of a Word file: zip, content types, relationships and well-formed XML.

The examples are elements of the body, or lines of the content types part or a relationships part.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OPC = "Open Packaging Conventions, ECMA-376 part 2"
_COMPATIBILITY = "Markup Compatibility and Extensibility, ECMA-376 part 3"
_SAVE = "open the file in Word and save it again, or build it again"

DUPLICATE_PART = Rule(
    "duplicate-part",
    Level.ERROR,
    "the file contains the part {part} twice",
    "open the file in Word or LibreOffice and save it again, or keep only the first of the two parts",
    explanation="Part names must be unique, ignoring case; programs differ in which of two parts they read.",
    source=f"{_OPC}, 9.1.1.1",
    bad="a zip file with the members docProps/core.xml and docProps/core.xml",
    good="a zip file with one member docProps/core.xml",
)
DAMAGED_PART = Rule(
    "damaged-part",
    Level.ERROR,
    "the part {part} is damaged: its checksum does not match",
    "ask for the file again; this copy may have been damaged in transfer",
    explanation="The zip file stores a checksum of each part; a different one means that data was lost.",
    source="ZIP file format specification (APPNOTE.TXT), CRC-32",
    bad="a zip file in which one byte of word/footnotes.xml was changed",
    good="a zip file as Word saved it",
)
MISSING_CONTENT_TYPE = Rule(
    "missing-content-type",
    Level.ERROR,
    "the part {part} has no content type",
    _SAVE,
    explanation="Each part must have a content type, given for its name or its extension.",
    source=_OPC,
    bad="a file with the part word/media/image1.png and without a content type for png",
    good='the same file with the line <Default Extension="png" ContentType="image/png"/>',
)
DUPLICATE_CONTENT_TYPE = Rule(
    "duplicate-content-type",
    Level.ERROR,
    "{name} has {count} content types",
    _SAVE,
    explanation="A part name or an extension, ignoring case, must have only one content type.",
    source=_OPC,
    bad="""
<Default Extension="png" ContentType="image/png"/>
<Default Extension="PNG" ContentType="image/png"/>
""",
    good='<Default Extension="png" ContentType="image/png"/>',
)
UNUSED_CONTENT_TYPE = Rule(
    "unused-content-type",
    Level.WARNING,
    "there is a content type for the part “{name}”, which does not exist",
    _SAVE,
    explanation="A content type without its part is harmless, but shows that a program lost the part.",
    source="Assembler’s own rule; Word opens such files",
    bad='<Override PartName="/word/lost.xml" ContentType="application/xml"/>',
    good="""
<Override PartName="/docProps/core.xml"
  ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
""",
)
WRONG_CONTENT_TYPE = Rule(
    "wrong-content-type",
    Level.ERROR,
    "the part {part} has the wrong content type `{type}`",
    _SAVE,
    explanation="The content type of a part must match the relationship that points to it.",
    source="ISO/IEC 29500-1, 11.3 (parts); Microsoft’s validator accepts a wrong main content type",
    bad="""
<Override PartName="/word/styles.xml"
  ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
""",
    good="""
<Override PartName="/word/styles.xml"
  ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
""",
)
MAIN_DOCUMENT_COUNT = Rule(
    "main-document-count",
    Level.ERROR,
    "the file must have exactly one main document, but has {count}",
    "open the file in Word and save it again; if Word refuses it, build it again",
    explanation="Exactly one relationship of the package must point to the main document.",
    source="ISO/IEC 29500-1, 11.3 (parts)",
    bad="""
<Relationship Id="rId1" Target="word/document.xml"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="rId9" Target="word/document.xml"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
""",
    good="""
<Relationship Id="rId1" Target="word/document.xml"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
""",
)
DANGLING_RELATIONSHIP = Rule(
    "dangling-relationship",
    Level.ERROR,
    "a relationship points to {target} ({kind}), which is not in the file",
    "insert the missing picture, header or other part again in Word, or delete what refers to it",
    explanation="Every internal relationship must point to a part of the same file.",
    source=_OPC,
    bad="""
<Relationship Id="rIdPicture" Target="media/image2.png"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
""",
    good="""
<Relationship Id="rIdPicture" Target="media/image1.png"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
""",
)
DUPLICATE_RELATIONSHIP_ID = Rule(
    "duplicate-relationship-id",
    Level.ERROR,
    "{count} relationships have the id {id}",
    _SAVE,
    explanation="The ids of the relationships of a part must be unique.",
    source=_OPC,
    bad="""
<Relationship Id="rIdPicture" Target="media/image1.png"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
<Relationship Id="rIdPicture" Target="media/image1.png"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
""",
    good="""
<Relationship Id="rIdPicture" Target="media/image1.png"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
""",
)
ADDRESS_NOT_EXTERNAL = Rule(
    "address-not-external",
    Level.ERROR,
    "the link to {address} is not marked as external",
    "delete the link in Word and insert it again",
    explanation='Without `TargetMode="External"`, Word looks for a part with that name.',
    source=_OPC,
    bad="""
<Relationship Id="rIdLink" Target="https://example.org/more"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
""",
    good="""
<Relationship Id="rIdLink" Target="https://example.org/more" TargetMode="External"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
""",
)
INVALID_ADDRESS = Rule(
    "invalid-address",
    Level.ERROR,
    "`{address}` is not a valid address",
    "correct the address of the link in Word (Edit Hyperlink)",
    explanation="The target of an external relationship must be a valid URI.",
    source="RFC 3986, as .NET reads it; Microsoft’s validator accepts such addresses",
    bad="""
<Relationship Id="rIdLink" Target="http://[not a uri" TargetMode="External"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
""",
    good="""
<Relationship Id="rIdLink" Target="mailto:office@example.org" TargetMode="External"
  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
""",
)
UNDEFINED_RELATIONSHIP = Rule(
    "undefined-relationship",
    Level.ERROR,
    "the element {element} refers to the relationship {id}, which is not defined",
    "insert the picture, link, header or footer again in Word",
    explanation="Pictures, links, headers and footers are found by the id of a relationship of their part.",
    source="ISO/IEC 29500-1, chapter 9 (packages)",
    bad='<w:p><w:hyperlink r:id="rId99"><w:r><w:t>more</w:t></w:r></w:hyperlink></w:p>',
    good='<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>more</w:t></w:r></w:hyperlink></w:p>',
)
WRONG_RELATIONSHIP_TYPE = Rule(
    "wrong-relationship-type",
    Level.ERROR,
    "the relationship {id} is of type {actual}, but one of type {expected} is needed here",
    _SAVE,
    explanation="A reference to a header must point to a header, and one to a picture to a picture.",
    source="ISO/IEC 29500-1, chapter 9 (packages)",
    bad='<w:p><w:hyperlink r:id="rIdPicture"><w:r><w:t>more</w:t></w:r></w:hyperlink></w:p>',
    good='<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>more</w:t></w:r></w:hyperlink></w:p>',
)
EMPTY_PART = Rule(
    "empty-part",
    Level.ERROR,
    "the part {part} is empty",
    _SAVE,
    explanation="An XML part must have at least a root element.",
    source="XML 1.0; measured: LibreOffice leaves empty parts of custom XML behind",
    bad="a zip file with the member customXml/item1.xml of 0 bytes",
    good="a zip file in which each XML part has a root element",
)
MALFORMED_XML = Rule(
    "malformed-xml",
    Level.ERROR,
    "the part {part} is not well-formed XML: {error}",
    "open the file in Word or LibreOffice and save it again; if neither opens it, ask for it again",
    explanation="Word does not open a file with a part that is not well-formed.",
    source="XML 1.0",
    bad="<w:p><w:r></w:p>",
    good="<w:p><w:r/></w:p>",
)
DOCUMENT_TYPE_DECLARATION = Rule(
    "document-type-declaration",
    Level.ERROR,
    "the part {part} contains a DOCTYPE declaration",
    "do not open this file in other programs; ask for it again",
    explanation="No office program writes DOCTYPE declarations, which can make a reader load other files.",
    source=f"{_OPC}, which forbids them in parts",
    bad='a part that begins with <!DOCTYPE x [<!ENTITY y "z">]>',
    good="a part that begins with its root element",
)
UNDECLARED_PREFIX = Rule(
    "undeclared-prefix",
    Level.ERROR,
    "the attribute {attribute} uses the prefix {prefix}, which is not declared",
    "open the file in LibreOffice and save it as .docx; the program that wrote it lost a declaration",
    explanation="Word does not open a file if a prefix named in mc:Ignorable, mc:MustUnderstand or Requires "
    "is not declared.",
    source=_COMPATIBILITY,
    bad='<w:p mc:Ignorable="w77"/>',
    good='<w:p mc:Ignorable="w14"/>',
)
INVALID_ALTERNATE_CONTENT = Rule(
    "invalid-alternate-content",
    Level.ERROR,
    "alternate content has no choice, a choice without its requirement, or choices and fallback out of order",
    _SAVE,
    explanation="Alternate content needs choices, each with its requirement, then at most one fallback.",
    source=_COMPATIBILITY,
    bad="""
<w:p><w:r><mc:AlternateContent>
  <mc:Fallback><w:t>old</w:t></mc:Fallback>
</mc:AlternateContent></w:r></w:p>
""",
    good="""
<w:p><w:r><mc:AlternateContent>
  <mc:Choice Requires="wps"><w:t>new</w:t></mc:Choice>
  <mc:Fallback><w:t>old</w:t></mc:Fallback>
</mc:AlternateContent></w:r></w:p>
""",
)
UNKNOWN_MARKUP = Rule(
    "unknown-markup",
    Level.ERROR,
    "Word does not recognise the element {element} ({namespace})",
    "remove the element, or declare its namespace as ignorable (mc:Ignorable)",
    explanation="Word reports the file as damaged if an element of an unknown namespace is not ignorable.",
    source=_COMPATIBILITY,
    bad='<x:note xmlns:x="urn:x"/>',
    good="<w:p/>",
    variants={
        "must be understood": Wording(
            "the document requires a program that understands {namespace}, but Word does not",
            "save the document without this extension",
        ),
    },
)
