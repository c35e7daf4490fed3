"""Letters and space fill a sheet: as large as it allows, the rest spread, and no line on a second sheet."""

from __future__ import annotations

import pytest

from assembler.word.package.package import Package
from assembler.word.package.xml import qn
from assembler.word.style.text_fitting import fit_sheets
from word_notation import cell, hdr, markup, package, paragraph, row, style, styles, table

ARIAL = '<w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
SIZES = {"Wide": 24, "": 20, "Snug": 18, "Close": 16}
RULE = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
STYLES = styles(
    f"<w:docDefaults><w:rPrDefault>{ARIAL}</w:rPrDefault></w:docDefaults>",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>',
    *(
        style(f"Text{step}", f'<w:pPr><w:spacing w:after="40"/></w:pPr><w:rPr><w:sz w:val="{size}"/></w:rPr>')
        for step, size in SIZES.items()
    ),
    style("Line", f'<w:pPr>{RULE}<w:spacing w:line="400" w:lineRule="exact"/></w:pPr>'),
    style("Note", '<w:pPr><w:spacing w:before="400"/><w:contextualSpacing/></w:pPr>'),
    style("Head", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
)
SENTENCE = "Our cities become more diverse with every generation. "


def sheet(*blocks: str, points: int = 400, section: str = "", **parts: str) -> Package:
    """A sheet with 400 x ``points`` points for its text, in Arial."""
    size = f'<w:pgSz w:w="12000" w:h="{points * 20 + 2000}"/>'
    margins = '<w:pgMar w:top="1000" w:bottom="1000" w:left="2000" w:right="2000" w:header="500"/>'
    return package(*blocks, section=section + size + margins, styles=STYLES, **parts)


def texts(count: int) -> list[str]:
    return [paragraph(SENTENCE * 3, style="Text") for _ in range(count)]


def values(fitted: Package, tag: str, name: str = "val") -> list[str | None]:
    return [each.get(qn(f"w:{name}")) for each in fitted.tree(fitted.main).iter(qn(f"w:{tag}"))]


@pytest.mark.parametrize(("count", "step"), [(8, "Wide"), (12, ""), (16, "Snug"), (18, "Close")])
def test_the_largest_letters_that_fit_are_chosen(count: int, step: str) -> None:
    assert set(values(fit_sheets(sheet(*texts(count))), "pStyle")) == {f"Text{step}"}


def test_all_styles_of_a_sheet_share_a_step_and_others_stay() -> None:
    fitted = fit_sheets(sheet(*texts(5), paragraph("Who", style="Head")))
    assert values(fitted, "pStyle") == ["TextWide"] * 5 + ["Head"]


def test_what_is_left_becomes_space_between_lines_and_paragraphs() -> None:
    fitted = fit_sheets(sheet(*texts(5)))
    (after,), (line,) = (set(values(fitted, "spacing", name)) for name in ("after", "line"))
    assert int(after or 0) > 40 and int(line or 0) > 240


def test_a_sheet_that_its_text_fills_exactly_gets_less_space_than_a_longer_sheet() -> None:
    after = [int(values(fit_sheets(sheet(*texts(5), points=points)), "spacing", "after")[0] or 0)
             for points in (240, 260, 280)]  # fmt: skip
    assert after == sorted(after) and len(set(after)) == 3


def test_space_has_a_limit() -> None:
    short, long = (fit_sheets(sheet(*texts(1), points=points)) for points in (600, 900))
    assert values(short, "spacing", "after") == values(long, "spacing", "after")


def test_the_space_between_contextual_paragraphs_of_one_style_is_not_counted() -> None:
    notes = [paragraph(SENTENCE, style=name) for name in ("Note",) * 10]
    (step,) = {
        each for each in values(fit_sheets(sheet(*texts(8), *notes, points=600)), "pStyle") if each != "Note"
    }
    assert step == "TextWide"


def test_a_line_on_which_people_sign_grows_most() -> None:
    fitted = fit_sheets(sheet(*texts(5), paragraph("\u00a0", style="Line")))
    *_, last = values(fitted, "spacing", "line")
    assert int(last or 0) > 500


def steps_of_columns(*counts: int) -> set[str | None]:
    columns = (cell(*texts(count), look='<w:tcW w:w="2500" w:type="pct"/>') for count in counts)
    rows = table(row(*columns), look='<w:tblLayout w:type="fixed"/>')
    return set(values(fit_sheets(sheet(rows)), "pStyle"))


def test_a_row_is_as_high_as_its_fullest_cell() -> None:
    assert steps_of_columns(5, 5) == steps_of_columns(5, 1) == {"TextWide"}
    assert steps_of_columns(9, 1) == {"TextClose"}


def test_a_tall_header_leaves_less_for_the_text() -> None:
    header = '<w:headerReference w:type="default" r:id="rIdheader1"/>'
    tall = hdr(*["Name"] * 10)
    fitted = fit_sheets(sheet(*texts(8), section=header, header1=tall))
    assert set(values(fitted, "pStyle")) == {"Text"}


def test_each_sheet_has_letters_of_its_own() -> None:
    broken = paragraph(SENTENCE, style="Text", look="<w:pageBreakBefore/>")
    assert values(fit_sheets(sheet(*texts(18), broken)), "pStyle") == ["TextClose"] * 18 + ["TextWide"]


def breaks(fitted: Package) -> list[str]:
    found = fitted.tree(fitted.main).iterfind(".//{*}pageBreakBefore/../..")
    return ["".join(each.itertext()) for each in found]


def test_a_sheet_that_is_too_full_ends_before_the_heading_near_its_middle() -> None:
    head, signed, last = (paragraph(text, style="Head") for text in ("Why", "Signed", "Notes"))
    fitted = fit_sheets(sheet(*texts(3), head, *texts(10), signed, *texts(6), last, *texts(2)))
    assert breaks(fitted) == ["Signed"]
    assert values(fitted, "pStyle")[-1] == "TextWide"


def test_a_sheet_is_not_divided_if_a_part_would_still_be_too_full() -> None:
    assert breaks(fit_sheets(sheet(*texts(25), paragraph("Signed", style="Head"), *texts(3)))) == []


def test_a_cover_that_gives_no_space_away_is_counted_in_full() -> None:
    fitted = fit_sheets(sheet(*texts(17), paragraph("Why", style="Head"), *texts(2)))
    assert breaks(fitted) == ["Why"]


def test_what_comes_before_the_first_heading_gets_no_space_and_a_frame_takes_none() -> None:
    framed = paragraph(SENTENCE * 99, look='<w:framePr w:hAnchor="page" w:vAnchor="page"/>')
    fitted = fit_sheets(sheet(framed, paragraph("Cover"), paragraph("Why", style="Head"), *texts(3)))
    assert values(fitted, "spacing", "after")[-3:] == ["220"] * 3
    _, cover, head, *_ = fitted.tree(fitted.main).iter(qn("w:p"))
    assert [next(each.iter(qn("w:spacing")), None) is None for each in (cover, head)] == [True, False]


def test_a_sheet_that_is_a_little_too_full_loses_some_space() -> None:
    fitted = fit_sheets(sheet(*texts(20)))
    (after,) = set(values(fitted, "spacing", "after"))
    assert int(after or 0) < 40


def test_a_sheet_without_a_heading_keeps_the_smallest_letters() -> None:
    fitted = fit_sheets(sheet(*texts(30)))
    assert set(values(fitted, "pStyle")) == {"TextClose"}
    assert set(values(fitted, "spacing", "after")) == set()


def test_an_empty_cell_without_properties_is_measured_too() -> None:
    empty = markup("<w:tc><w:p/></w:tc>")
    assert fit_sheets(sheet(table(row(empty)))).main == "word/document.xml"
