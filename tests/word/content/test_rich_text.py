"""Rich text goes into Word and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.structs import replace
from assembler.word.content.footnotes import build_footnote
from assembler.word.content.list_numbers import BULLETS, ListNumbers
from assembler.word.content.rich_text import TextStyle, build_paragraphs, build_runs
from assembler.word.package.xml import PREFIXES, W, qn
from assembler.word.returned.docx_styles import Sources, StyleFacts, read_sources
from assembler.word.returned.form_content import Note
from assembler.word.returned.rich_text import read_blocks, read_content
from word_notation import package

BULLET, NUMBER = BlockKind.BULLET, BlockKind.NUMBER
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items() if prefix != "xml")
LEVELS = {(str(BULLETS), level): BULLET for level in range(3)}
STYLES = {
    "Strong": StyleFacts("Strong", bold=True),
    "Emphasis": StyleFacts("Emphasis", italic=True),
    "Loud": StyleFacts("Loud", based_on="Strong", italic=True),
    "Listnummer": StyleFacts("List Number 2"),
    "ResponseBullet": StyleFacts("Response Bullet"),
}


def cell(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:tc {SPACES}>{xml}</w:tc>")


def read(xml: str, sources: Sources | None = None) -> list[tuple[str, str, str]]:
    """Each run with its look: ``("Plan", "b")``; a break between paragraphs is ``¶``."""
    blocks = read_blocks(cell(xml), sources or Sources(STYLES, LEVELS, {"rId7": "https://example.org/a"}))
    seen = []
    for block in blocks:
        for run in block.runs:
            seen.append((run.text, "b" * run.bold + "i" * run.italic, run.link))
        seen.append(("¶", block.kind.value[0], str(block.level)))
    return seen[:-1]


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def words(xml: str) -> str:
    return "".join(part[0] for part in read(xml))


SYMBOLS = "".join(map(chr, range(0xF020, 0xF100)))
"""Private-use characters, which are read as those of Wingdings."""
LETTERS = st.sampled_from(list("ab1 <>&\"'\n\t\u2011\u00ad\u00a0\\#{}%é")) | st.characters(
    codec="utf-8", exclude_characters=SYMBOLS
)
LINKS = st.sampled_from(
    ["", "", "https://e.org/?a=1&b=2", 'say "a\\b"', "#top", "#", "x y", "https://e.org/#a"]
)
RUNS = st.builds(Run, st.text(LETTERS, max_size=8), st.booleans(), st.booleans(), LINKS)
BLOCKS = st.builds(
    Block, st.lists(RUNS, max_size=5).map(tuple), st.sampled_from(list(BlockKind)), st.integers(0, 4)
)


@given(st.lists(BLOCKS, max_size=6))
def test_blocks_survive_word(blocks: list[Block]) -> None:
    fresh: list[int] = []

    def new_list() -> int:
        fresh.append(9003 + len(fresh))
        return fresh[-1]

    xml = build_paragraphs(normalise(blocks), TextStyle("nl-NL"), ListNumbers(new_list))
    numbers = {(str(number), level): NUMBER for number in fresh for level in range(3)}
    assert read_blocks(cell(xml), Sources(levels={**LEVELS, **numbers})) == normalise(blocks)


def test_each_numbered_list_counts_from_one() -> None:
    places = [(NUMBER, 0), (BULLET, 1), (NUMBER, 0), (BULLET, 0), (NUMBER, 1), (BULLET, 0), (NUMBER, 1)]
    items = [Block((Run("x"),), kind, level) for kind, level in places]
    fresh = iter(range(9003, 9010))
    numbers = ListNumbers(lambda: next(fresh))
    seen = [etree.fromstring(f"<a {SPACES}>{numbers.build_properties(item)}</a>")[0][1] for item in items]
    assert " ".join(element.values()[0] for element in seen) == "9003 9001 9003 9001 9004 9001 9005"


def test_insertions_count_and_deletions_do_not() -> None:
    xml = p(f"{r('a')}<w:ins>{r('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del>"
            f"<w:moveFrom>{r('d')}</w:moveFrom><w:moveTo>{r('e')}</w:moveTo>")  # fmt: skip
    assert words(xml) == "abe"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    xml = p(f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('one ')}") + p(r("two"))
    assert words(xml) == "one two"


def test_a_deleted_last_mark_loses_no_word() -> None:
    assert words(p(f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('one')}")) == "one"


def test_hidden_text_is_skipped() -> None:
    assert words(p(r("a") + r("b", "<w:vanish/>") + r("c", '<w:vanish w:val="0"/>'))) == "ac"


def test_characters_keep_the_symbol_font_of_their_run() -> None:
    font = '<w:rFonts w:ascii="Wingdings"/>'
    hidden = read_content(cell(p(r("\u00fc", f"{font}<w:vanish/>"))), Sources())
    assert hidden.notes == (Note("hidden", "✓"),)
    ruby = f"<w:r><w:rPr>{font}</w:rPr><w:ruby><w:rubyBase>{r('a')}</w:rubyBase></w:ruby>"
    assert words(p(f"{ruby}<w:t>\u00fc</w:t></w:r>") + p(r("\u00fc"))) == "a✓¶ü"


def test_a_tracked_list_is_noted() -> None:
    xml = '<w:pPr><w:numPr><w:numId w:val="9"/><w:ins w:author="Ann"/></w:numPr></w:pPr>'
    [change] = read_content(cell(p(xml)), Sources()).noted[qn("w:ins")]
    assert change.get(qn("w:author")) == "Ann"


def test_a_style_without_id_formats_no_text() -> None:
    hidden = f"<w:styles {SPACES}><w:style><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    assert read_sources(package("Plan", styles=hidden)).style("") == StyleFacts()


def test_looks_come_from_the_run_before_its_character_style() -> None:
    xml = p(r("s", '<w:rStyle w:val="Strong"/>') + r("l", '<w:rStyle w:val="Loud"/>')
            + r("n", '<w:rStyle w:val="Loud"/><w:b w:val="false"/>') + r("d", "<w:b/>"))  # fmt: skip
    assert [run[:2] for run in read(xml)] == [("s", "b"), ("l", "bi"), ("n", "i"), ("d", "b")]


@pytest.mark.parametrize(
    ("xml", "link"),
    [
        (f'<w:hyperlink r:id="rId7">{r("x")}</w:hyperlink>', "https://example.org/a"),
        (f'<w:hyperlink r:id="rId7" w:anchor="b">{r("x")}</w:hyperlink>', "https://example.org/a#b"),
        (f'<w:hyperlink w:anchor="top">{r("x")}</w:hyperlink>', "#top"),
        (
            f'<w:fldSimple w:instr=" HYPERLINK &quot;https://e.org&quot; ">{r("x")}</w:fldSimple>',
            "https://e.org",
        ),
        (f'<w:fldSimple w:instr=" PAGE ">{r("x")}</w:fldSimple>', ""),
    ],
)
def test_links_are_read_however_they_are_written(xml: str, link: str) -> None:
    assert read(p(xml)) == [("x", "", link)]


def test_the_code_of_a_field_is_no_text_and_its_result_is() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText> HYPERLINK </w:instrText></w:r><w:r><w:instrText>"https://e.org"</w:instrText></w:r>'
    xml = mark.format("begin") + code + mark.format("separate") + r("x") + mark.format("end") + r("y")
    assert read(p(xml)) == [("x", "", "https://e.org"), ("y", "", "")]


def test_a_link_that_an_editor_cut_short_goes_on_where_it_still_looks_like_one() -> None:
    look = '<w:rStyle w:val="InternetLink"/>'
    cut = f'<w:hyperlink r:id="rId7">{r("x", look)}</w:hyperlink>{r("y", look + "<w:b/>")}'
    xml = p(cut + r("z") + r("a", look))
    sources = Sources({"InternetLink": StyleFacts("Hyperlink")}, {}, {"rId7": "https://e.org"})
    assert [run[2] for run in read(xml, sources)] == ["https://e.org", "https://e.org", ""]


def test_wrappers_lose_nothing() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}<w:smartTag>{r('b')}</w:smartTag></w:sdtContent></w:sdt>"
    assert words(f"<w:sdt><w:sdtContent>{p(inner)}</w:sdtContent></w:sdt>") == "ab"


def test_signs_are_letters() -> None:
    xml = ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:tab/><w:noBreakHyphen/><w:br/><w:softHyphen/>'
           "<w:t>x</w:t></w:r>")  # fmt: skip
    assert words(p(xml)) == "✓\t\u2011\n\u00adx"


def test_a_list_is_known_by_its_style_where_numbering_is_lost() -> None:
    xml = p(f'<w:pPr><w:pStyle w:val="Listnummer"/></w:pPr>{r("x")}') + p(r("y"))
    assert read(xml)[1] == ("¶", "n", "0")


def test_a_number_of_zero_takes_a_paragraph_out_of_its_list() -> None:
    look = '<w:pStyle w:val="ResponseBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    xml = p(f"<w:pPr>{look}</w:pPr>{r('x')}")
    assert [block.kind for block in read_blocks(cell(xml), Sources(STYLES))] == [BlockKind.PARAGRAPH]


def test_a_table_inside_is_a_block_per_row() -> None:
    row = f"<w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr>"
    assert words(f"<w:tbl>{row}{row}</w:tbl>{p('')}") == "a\tb¶a\tb"


def test_the_words_of_a_text_box_follow_its_paragraph() -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{p(r('inside'))}</w:txbxContent></w:drawing></w:r>"
    assert words(p(r("a") + box + r("b"))) == "ab¶inside"


def test_blanks_at_the_edge_of_a_text_count_only_where_that_is_said() -> None:
    assert words(p("<w:r><w:t> a </w:t></w:r>" + r(" b"))) == "a b"


def test_in_running_text_bold_and_italic_are_styles_where_no_other_style_is_needed() -> None:
    both = Run("both", bold=True, italic=True)
    runs = (
        Run("bold", bold=True),
        Run("slanted", italic=True),
        both,
        replace(both, link="https://a.example"),
    )
    written = build_runs(runs, "en-GB", by_style=True)
    assert written.count('<w:rStyle w:val="Strong"/>') == written.count('<w:rStyle w:val="Emphasis"/>') == 1
    assert written.count("<w:b/>") == 2


def test_words_around_a_footnote_or_a_picture_stay_words() -> None:
    runs = [Run("before "), Run("note", link="note:1"), Run(" behind")]
    xml = build_runs(runs, "en-GB", inlines={"note:1": build_footnote("Words.", 7, "en-GB").run})
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W}">{xml}</w:p>')
    assert [text.text for text in paragraph.iter(qn("w:t"))] == ["before ", " behind"]
    assert not (paragraph.text or "").strip()


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [("tbbtt", "11000"), ("tt", "00"), ("bbb", "110"), ("tnnnt", "11100"), ("tnnnn", "10000"), ("", "")],
)
def test_a_list_stays_with_its_introduction_and_a_short_one_on_one_page(kinds: str, kept: str) -> None:
    of = {"t": BlockKind.PARAGRAPH, "b": BULLET, "n": NUMBER}
    blocks = [Block((Run("Text"),), of[kind]) for kind in kinds]

    def show(*, by_style: bool) -> str:
        xml = build_paragraphs(blocks, TextStyle("", by_style=by_style), ListNumbers(lambda: 9003))
        return "".join("01"["<w:keepNext/>" in each] for each in xml.split("</w:p>")[:-1])

    assert show(by_style=True) == kept
    assert "1" not in show(by_style=False), "a row with such a paragraph would be kept with the next one"
