"""Rules for references in a Word file: bookmarks, fields, links, styles, lists, notes and properties.

The examples are elements of the body, or definitions from the part that contains them.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_VALIDATOR = "Microsoft’s validator does not report it"
_SAVE = "open the file in Word and save it again, or build it again"

DUPLICATE_BOOKMARK_NAME = Rule(
    "duplicate-bookmark-name",
    Level.ERROR,
    "{count} bookmarks have the name “{name}”",
    "rename or delete all but one of them",
    explanation="Word keeps only one of several bookmarks with the same name, ignoring case.",
    source=f"ISO/IEC 29500-1, 17.13.6 (bookmarks); {_VALIDATOR}",
    bad='<w:p><w:bookmarkStart w:id="77" w:name="Q_B1"/><w:bookmarkEnd w:id="77"/></w:p>',
    good='<w:p><w:bookmarkStart w:id="77" w:name="Q_B7"/><w:bookmarkEnd w:id="77"/></w:p>',
)
DUPLICATE_BOOKMARK_ID = Rule(
    "duplicate-bookmark-id",
    Level.ERROR,
    "{count} bookmarks have the id {id}; this one is “{name}”",
    "delete the bookmark in Word and insert it again",
    explanation="The id connects the start of a bookmark with its end, so it must be unique in its part.",
    source="ISO/IEC 29500-1, 17.13.6 (bookmarks)",
    bad='<w:p><w:bookmarkStart w:id="7" w:name="other"/><w:bookmarkEnd w:id="7"/></w:p>',
    good='<w:p><w:bookmarkStart w:id="77" w:name="other"/><w:bookmarkEnd w:id="77"/></w:p>',
)
UNPAIRED_BOOKMARK = Rule(
    "unpaired-bookmark",
    Level.ERROR,
    "the bookmark “{name}” has no end",
    "delete the bookmark in Word and insert it again",
    explanation="A bookmark must start and end in the same part.",
    source=f"ISO/IEC 29500-1, 17.13.6 (bookmarks); {_VALIDATOR}",
    bad='<w:p><w:bookmarkStart w:id="77" w:name="other"/></w:p>',
    good='<w:p><w:bookmarkStart w:id="77" w:name="other"/><w:bookmarkEnd w:id="77"/></w:p>',
    variants={
        "no start": Wording("the bookmark with the id {id} ends, but has no start", _SAVE),
    },
)
INVALID_BOOKMARK_NAME = Rule(
    "invalid-bookmark-name",
    Level.ERROR,
    "`{name}` is not a valid bookmark name",
    "use letters, digits and _, at most 40 characters, and do not begin with a digit",
    explanation="The name of a bookmark must be a single word of at most 40 characters.",
    source="Word object model, Bookmarks.Add",
    bad='<w:p><w:bookmarkStart w:id="77" w:name="two words"/><w:bookmarkEnd w:id="77"/></w:p>',
    good='<w:p><w:bookmarkStart w:id="77" w:name="two_words"/><w:bookmarkEnd w:id="77"/></w:p>',
)
UNPAIRED_FIELD = Rule(
    "unpaired-field",
    Level.ERROR,
    "a field begins, but does not end",
    "delete the field in Word and insert it again",
    explanation="A field must begin and end in the same part.",
    source=f"ISO/IEC 29500-1, 17.16 (fields); {_VALIDATOR}",
    bad='<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    good="""
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
""",
    variants={
        "no start": Wording(
            "a field continues or ends, but does not begin",
            "delete the field in Word and insert it again",
        ),
    },
)
FIELD_UPDATE_PROMPT = Rule(
    "field-update-prompt",
    Level.ERROR,
    "a setting in this file makes Word ask whether to update fields",
    "remove w:updateFields from the settings",
    explanation="Word asks about fields when it opens the file, which looks like a security warning.",
    source=f"measured in Word; {_VALIDATOR}",
    bad='<w:updateFields w:val="true"/>',
    good='<w:updateFields w:val="false"/>',
    variants={
        "dirty field": Wording(
            "the field is marked as out of date, so Word asks whether to update fields",
            "remove w:dirty from the field, or update the field in Word (F9) and save the file",
        ),
    },
)
EMPTY_TABLE_OF_CONTENTS = Rule(
    "empty-table-of-contents",
    Level.ERROR,
    "the table of contents is empty until a reader updates it",
    "build the document again, or update the field in Word (F9)",
    explanation="Many programs show the stored result of a field and never update it.",
    source=f"Assembler’s own rule; {_VALIDATOR}",
    bad="""
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>
  <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
""",
    good="""
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>
  <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Results</w:t></w:r>
  <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
""",
)
DANGLING_LINK = Rule(
    "dangling-link",
    Level.ERROR,
    "the link points to the bookmark “{name}”, which does not exist",
    "change the link to point to an existing bookmark, or delete it",
    explanation="Internal links and page references must point to bookmarks in the same document.",
    source=f"ISO/IEC 29500-1, 17.16 (fields and hyperlinks); {_VALIDATOR}",
    bad='<w:p><w:hyperlink w:anchor="missing"><w:r><w:t>see there</w:t></w:r></w:hyperlink></w:p>',
    good='<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>see there</w:t></w:r></w:hyperlink></w:p>',
    variants={
        "field": Wording(
            "the field refers to the bookmark “{name}”, which does not exist",
            "change the field to refer to an existing bookmark, or delete it",
        ),
    },
)
UNDEFINED_STYLE = Rule(
    "undefined-style",
    Level.ERROR,
    "the style `{style}` is not defined",
    "use a style that the template or the house style defines",
    explanation="Word shows text with an undefined style as Normal.",
    source=f"ISO/IEC 29500-1, 17.7 (styles); {_VALIDATOR}",
    bad='<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr></w:p>',
)
DUPLICATE_STYLE = Rule(
    "duplicate-style",
    Level.ERROR,
    "{count} styles have the id {id}",
    "keep only one style with this id",
    explanation="The ids of styles must be unique.",
    source="ISO/IEC 29500-1, 17.7 (styles)",
    bad="""
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Titel"/></w:style>
""",
    good='<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
)
UNDEFINED_LIST = Rule(
    "undefined-list",
    Level.ERROR,
    "a paragraph or style belongs to list number {number}, which is not defined",
    "select the list in Word and apply its bullets or numbers again",
    explanation="A paragraph names its list by a number that the numbering part defines.",
    source=f"ISO/IEC 29500-1, 17.9 (numbering); {_VALIDATOR}",
    bad='<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr></w:p>',
    good='<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
    variants={
        "no definition": Wording(
            "a list uses the definition “{definition}”, which does not exist",
            "select the list in Word and apply its bullets or numbers again",
        ),
    },
)
DUPLICATE_LIST = Rule(
    "duplicate-list",
    Level.ERROR,
    "{count} lists have the number {number}",
    "keep only one list with this number",
    explanation="The numbers of lists must be unique.",
    source=f"ISO/IEC 29500-1, 17.9 (numbering); {_VALIDATOR}",
    bad="""
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
""",
    good='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
)
UNDEFINED_NOTE = Rule(
    "undefined-note",
    Level.ERROR,
    "footnote {id} does not exist",
    "delete the reference in Word and insert the note again",
    explanation="A reference to a footnote, endnote or comment must point to one that exists.",
    source="ISO/IEC 29500-1, 17.11 (notes) and 17.13.4 (comments)",
    bad='<w:p><w:r><w:footnoteReference w:id="4"/></w:r></w:p>',
    good='<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
    variants={
        "endnotes": Wording(
            "endnote {id} does not exist", "delete the reference in Word and insert the note again"
        ),
        "comments": Wording("comment {id} does not exist", "delete the reference in Word"),
    },
)
DUPLICATE_NOTE = Rule(
    "duplicate-note",
    Level.ERROR,
    "{count} footnotes have the id {id}",
    "keep only one note with this id",
    explanation="The ids of footnotes, endnotes and comments must be unique.",
    source="ISO/IEC 29500-1, 17.11 (notes) and 17.13.4 (comments)",
    bad="""
<w:footnote w:id="1"><w:p/></w:footnote>
<w:footnote w:id="1"><w:p/></w:footnote>
""",
    good='<w:footnote w:id="1"><w:p/></w:footnote>',
    variants={
        "endnotes": Wording("{count} endnotes have the id {id}", "keep only one note with this id"),
        "comments": Wording("{count} comments have the id {id}", "keep only one comment with this id"),
    },
)
NOTES_WITHOUT_SEPARATORS = Rule(
    "notes-without-separators",
    Level.ERROR,
    "the footnotes lack separators: {missing}",
    "open the file in Word and save it again, which adds them",
    explanation="The parts with footnotes and endnotes must define the lines between text and notes.",
    source=f"ISO/IEC 29500-1, 17.11 (notes); {_VALIDATOR}",
    bad='<w:footnote w:id="-1"><w:p/></w:footnote>',
    good='<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
    variants={
        "endnotes": Wording(
            "the endnotes lack separators: {missing}",
            "open the file in Word and save it again, which adds them",
        ),
    },
)
PARAGRAPH_ID_OUT_OF_RANGE = Rule(
    "paragraph-id-out-of-range",
    Level.ERROR,
    "a paragraph or table row has the invalid id {id}",
    "remove w14:paraId; Word assigns a new id",
    explanation="Ids of paragraphs and table rows must be eight hexadecimal digits, 00000001 to 7FFFFFFF.",
    source="MS-DOCX 2.6.2.3",
    bad='<w:p w14:paraId="80000000"/>',
    good='<w:p w14:paraId="7FFFFFFE"/>',
)
DUPLICATE_PARAGRAPH_ID = Rule(
    "duplicate-paragraph-id",
    Level.WARNING,
    "several paragraphs or table rows have the id {id}",
    "remove w14:paraId; Word assigns new ids",
    explanation="Paragraph ids should be unique in their part; Word corrects duplicates itself.",
    source="MS-DOCX 2.6.2.3",
    bad='<w:p w14:paraId="0000000A"/>',
    good='<w:p w14:paraId="0000000B"/>',
)
