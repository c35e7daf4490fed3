"""Rules for the structure of a Word file: headings, lists, spaces, tables, captions, links and pictures.

Screen readers, phones and programs cannot see structure that is only visual. None of these rules reports an
error, because Word can open such a file. The examples are elements of the body.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_LANGUAGE = '<w:rPr><w:lang w:val="en-GB"/></w:rPr>'

FAKED_HEADING = Rule(
    "faked-heading",
    Level.WARNING,
    "a paragraph looks like a heading, but has no heading style (occurrences: {count})",
    "give the paragraph a heading style (Home, Styles, Heading 1 to 9)",
    explanation=(
        "Screen readers, the navigation pane and tables of contents recognise a heading by its style. This "
        "rule reports short paragraphs in bold or larger letters, without a full stop, before ordinary text."
    ),
    source="WCAG 2.1, 1.3.1 (EN 301 549, 10.1.3.1); Word’s Accessibility Checker (no headings)",
    bad=f"""
<w:p><w:r><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr><w:t>What we found</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p>
""",
    good=f"""
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>
  <w:r><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr><w:t>What we found</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p>
""",
)
HEADING_APART = Rule(
    "heading-apart",
    Level.INFO,
    "a heading may be separated from its text at the foot of a page (occurrences: {count})",
    "in the style of the heading, switch on “Keep with next” (Paragraph, Line and Page Breaks)",
    explanation="A heading must be on the same page as the text that follows it.",
    source="Word’s own templates keep headings with the next paragraph",
    bad=f"""
<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:keepNext w:val="0"/></w:pPr>
  <w:r>{_LANGUAGE}<w:t>Jobs</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p>
""",
    good=f"""
<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:keepNext/></w:pPr><w:r>{_LANGUAGE}<w:t>Jobs</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p>
""",
)
BLANK_PARAGRAPHS = Rule(
    "blank-paragraphs",
    Level.WARNING,
    "there are several empty paragraphs in a row (occurrences: {count})",
    "delete them; set the spacing before or after the paragraph (Layout, Spacing), or insert a page break",
    explanation=(
        "Screen readers announce each empty paragraph. A single one next to a table is allowed, because Word "
        "cannot set the spacing after a table; so are an empty line with a border, to write on, and an "
        "empty paragraph that begins a page."
    ),
    source="Word’s Accessibility Checker (repeated blank characters)",
    bad=f"""
<w:p><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p><w:p/><w:p/>
<w:p><w:r>{_LANGUAGE}<w:t>It began in 2020.</w:t></w:r></w:p>
""",
    good=f"""
<w:p><w:pPr><w:spacing w:after="480"/></w:pPr><w:r>{_LANGUAGE}<w:t>The city has a plan.</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>It began in 2020.</w:t></w:r></w:p>
""",
    variants={
        "single": Wording(
            "an empty paragraph separates two paragraphs of text (occurrences: {count})",
            "delete it; set the spacing before or after the paragraph (Layout, Spacing)",
            Level.INFO,
        ),
    },
)
REPEATED_SPACES = Rule(
    "repeated-spaces",
    Level.WARNING,
    "a paragraph has three or more spaces in a row (occurrences: {count})",
    "replace the spaces with a tab, a table or an indent",
    explanation="Screen readers announce repeated spaces, and text aligned with them shifts in another font.",
    source="Word’s Accessibility Checker (repeated blank characters)",
    bad=f"<w:p><w:r>{_LANGUAGE}<w:t>Name:      Date:</w:t></w:r></w:p>",
    good=f"<w:p><w:r>{_LANGUAGE}<w:t>Name:</w:t><w:tab/><w:t>Date:</w:t></w:r></w:p>",
)
TYPED_LIST = Rule(
    "typed-list",
    Level.WARNING,
    "the bullets or numbers of a list are typed (occurrences: {count})",
    "select the lines, delete the typed characters, and choose bullets or numbering (Home, Paragraph)",
    explanation="Screen readers say how many items a list has, and where each begins, only for Word’s lists.",
    source="WCAG 2.1, 1.3.1 (EN 301 549, 10.1.3.1)",
    bad=f"""
<w:p><w:r>{_LANGUAGE}<w:t>- language courses</w:t></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t>- work placements</w:t></w:r></w:p>
""",
    good=f"""
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
  <w:r>{_LANGUAGE}<w:t>language courses</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
  <w:r>{_LANGUAGE}<w:t>work placements</w:t></w:r></w:p>
""",
)
TEXT_BOX = Rule(
    "text-box",
    Level.WARNING,
    "text is in a text box",
    "move the text into the body; to frame it, use the borders and shading of the paragraph",
    explanation="Screen readers may read a text box at the wrong moment, or not at all.",
    source="Microsoft’s guidance on accessible Word documents (avoid text boxes); WCAG 2.1, 1.3.2",
    bad=f"""
<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>
  <w:p><w:r>{_LANGUAGE}<w:t>Note</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
""",
    good=f"""
<w:p><w:pPr><w:shd w:val="clear" w:fill="F3F6F9"/></w:pPr><w:r>{_LANGUAGE}<w:t>Note</w:t></w:r></w:p>
""",
)
MERGED_TABLE_CELLS = Rule(
    "merged-table-cells",
    Level.WARNING,
    "the table has merged cells (occurrences: {count})",
    "split the cells (Table Layout, Split Cells), or divide the table into two",
    explanation=(
        "Screen readers find the headings of a cell by its row and column. Cells may be merged in header "
        "rows, under a heading of the same width, and into a title across the full width of the table."
    ),
    source="Word’s Accessibility Checker (use simple table structure); WCAG 2.1, 1.3.1",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>
  <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>
  <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr>
  <w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
NESTED_TABLE = Rule(
    "nested-table",
    Level.WARNING,
    "a table is inside a cell of another table",
    "move the table out of the cell, or add its rows to the table around it",
    explanation="Screen readers lose their position in a table inside another one.",
    source="Word’s Accessibility Checker (use simple table structure); WCAG 2.1, 1.3.1",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc>
  <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="90"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
  <w:p/>
</w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
UNCLEAR_LINK_TEXT = Rule(
    "unclear-link-text",
    Level.WARNING,
    "the link text “{text}” does not say where the link leads",
    "use the title of the page or document as the link text (Insert, Link, Text to display)",
    explanation=(
        "Screen readers list the links of a document by their texts, without the sentence around them. In a "
        "table with fields to fill in, an address may be an answer."
    ),
    source="WCAG 2.1, 2.4.4 (EN 301 549, 10.2.4.4)",
    bad=f'<w:p><w:hyperlink r:id="rIdLink"><w:r>{_LANGUAGE}<w:t>click here</w:t></w:r></w:hyperlink></w:p>',
    good=f"""
<w:p><w:hyperlink r:id="rIdLink"><w:r>{_LANGUAGE}<w:t>Annual report 2025</w:t></w:r></w:hyperlink></w:p>
""",
    variants={
        "address": Wording(
            "the link text is only the address {text}",
            "use the title of the page or document as the link text (Insert, Link, Text to display)",
        ),
    },
)
CAPTION_WITHOUT_NUMBER = Rule(
    "caption-without-number",
    Level.INFO,
    "the caption has no number, but others in the document have one",
    "insert the caption with its number (References, Insert Caption)",
    explanation=(
        "Readers find a table or figure by the number of its caption, and Word counts only numbers that are "
        "fields. If the text refers to some captions, it should refer to all."
    ),
    source="Microsoft’s guidance on captions; Interinstitutional Style Guide of the European Union",
    bad=f"""
<w:p><w:r>{_LANGUAGE}<w:t>Table&#160;2. Results of the year</w:t></w:r></w:p>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
    good=f"""
<w:p><w:r>{_LANGUAGE}<w:t xml:space="preserve">Table&#160;</w:t></w:r>
  <w:fldSimple w:instr=" SEQ Table "><w:r>{_LANGUAGE}<w:t>2</w:t></w:r></w:fldSimple>
  <w:r>{_LANGUAGE}<w:t>. Results of the year</w:t></w:r></w:p>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
    variants={
        "typed": Wording(
            "the number of the caption “{text}” is typed",
            "insert the caption with its number (References, Insert Caption)",
        ),
        "no reference": Wording(
            "the text refers to other captions, but never to {text}",
            "refer to it in the text (References, Cross-reference)",
        ),
    },
)
LONG_ALTERNATIVE_TEXT = Rule(
    "long-alternative-text",
    Level.WARNING,
    "the alternative text of “{name}” has {count} characters, more than 250",
    "say in one or two sentences what the picture shows, and describe the details in the text",
    explanation="Screen readers read alternative text without a pause, and cannot go back in it.",
    source="Microsoft’s guidance on alternative text (one or two sentences); WCAG 2.1, 1.1.1",
    bad=f"""
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="{"The map shows one district. " * 10}"/>
  </wp:inline></w:drawing></w:r></w:p>
""",
    good="""
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="The map shows ten districts."/>
  </wp:inline></w:drawing></w:r></w:p>
""",
)
REPEATED_ALTERNATIVE_TEXT = Rule(
    "repeated-alternative-text",
    Level.INFO,
    "the alternative text of “{name}” repeats its caption",
    "describe what the picture shows; readers hear the caption anyway",
    explanation="Screen readers also read out the caption. Alternative text says what the picture shows.",
    source="WCAG 2.1, 1.1.1; Dutch and British guidance on alternative text",
    bad=f"""
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="The districts of the city"/>
  </wp:inline></w:drawing></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t xml:space="preserve">Figure&#160;</w:t></w:r>
  <w:fldSimple w:instr=" SEQ Figure "><w:r>{_LANGUAGE}<w:t>1</w:t></w:r></w:fldSimple>
  <w:r>{_LANGUAGE}<w:t>. The districts of the city</w:t></w:r></w:p>
""",
    good=f"""
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="A river divides ten districts."/>
  </wp:inline></w:drawing></w:r></w:p>
<w:p><w:r>{_LANGUAGE}<w:t xml:space="preserve">Figure&#160;</w:t></w:r>
  <w:fldSimple w:instr=" SEQ Figure "><w:r>{_LANGUAGE}<w:t>1</w:t></w:r></w:fldSimple>
  <w:r>{_LANGUAGE}<w:t>. The districts of the city</w:t></w:r></w:p>
""",
)
