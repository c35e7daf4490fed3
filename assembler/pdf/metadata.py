"""Metadata of a PDF: its title and language, and the standards that it claims to meet, but no dates."""

from __future__ import annotations

import re
import struct

from pikepdf import Array, Dictionary, Name, Pdf

UA_CLAIM = b"""\
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
"""
"""The claim to conform to PDF/UA-1, with the description of its schema that PDF/A requires."""
_PROFILE_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
"""Fixed date for the headers of colour profiles (ISO 15076-1, 7.2.8)."""
_CONFORMANCE = re.compile(rb"(<pdfaid:conformance>)[BU](</pdfaid:conformance>)")
_DATES = re.compile(rb"<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>\s*")


def find_metadata_problems(pdf: Pdf) -> list[str]:
    """Return a message if the title is missing, and another if the language is missing.

    PDF/UA-1 requires both.
    """
    problems = []
    if not str(pdf.docinfo.get("/Title", "")).strip():
        problems.append("the document has no title")
    if not str(pdf.Root.get("/Lang", "")).strip():
        problems.append("the document has no language")
    return problems


def write_metadata(pdf: Pdf, *, accessible: bool) -> None:
    """Set the standards that a PDF claims to meet and the way viewers show it, and remove its XMP dates.

    An ``accessible`` document claims conformance to PDF/A-2a and PDF/UA-1. Any other keeps LibreOffice's
    claim of conformance to PDF/A-2b. Viewers show the title in the title bar, and the Tab key follows the
    structure.
    """
    stream = pdf.Root.Metadata
    content, end, rest = _DATES.sub(b"", bytes(stream.get_stream_buffer())).rpartition(b"<?xpacket end")
    xmp = content.rstrip() + b"\n" + end + rest
    if accessible:
        xmp = _CONFORMANCE.sub(rb"\1A\2", xmp)
        xmp = xmp.replace(b" </rdf:RDF>", UA_CLAIM + b" </rdf:RDF>")
    stream.write(xmp)
    preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
    preferences.DisplayDocTitle = True
    pdf.Root.ViewerPreferences = preferences
    for page in pdf.pages:
        page.obj.Tabs = Name.S


def remove_dates(pdf: Pdf) -> None:
    """Remove the file id, the checksum and the document's dates, and set a fixed date in colour profiles.

    The same text then always produces the same bytes. ``write_metadata`` removes the dates in the XMP
    metadata.
    """
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for intent in pdf.Root.get("/OutputIntents", Array()):
        profile = bytes(intent.DestOutputProfile.get_stream_buffer())
        intent.DestOutputProfile.write(profile[:24] + _PROFILE_DATE + profile[36:])
