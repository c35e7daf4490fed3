"""A picture of a record comes inline, sized to its box, with alternative text and parts of its own."""

import struct
import zlib

import pytest

from assembler.errors import DataError
from assembler.word.content.drawings import EMU_PER_CM, add_content_types, build_drawing_parts
from assembler.word.content.pictures import (
    Box,
    Picture,
    draw,
    read_png_size,
)
from drawn_png import png


def test_a_wide_picture_is_made_to_fit_and_keeps_its_shape() -> None:
    drawn = draw(Picture("chart.png", png(2000, 500), "The chart"), 1, first_id=900, box=Box(10, 10))
    assert f'cx="{10 * EMU_PER_CM}" cy="{int(2.5 * EMU_PER_CM)}"' in drawn.run


def test_a_small_picture_is_not_blown_up() -> None:
    drawn = draw(Picture("dot.png", png(72, 72), "A dot"), 1, first_id=900)
    assert 'cx="914400" cy="914400"' in drawn.run


def test_the_alternative_text_is_escaped() -> None:
    drawn = draw(Picture("chart.png", png(9, 9), 'Who "does" what & where <now>'), 1, first_id=900)
    assert "Who &quot;does&quot; what &amp; where &lt;now&gt;" in drawn.run


def test_the_picture_has_a_part_and_a_relationship() -> None:
    drawn = draw(Picture("chart.png", png(9, 9), "Chart"), 2, first_id=900)
    existing = {
        "[Content_Types].xml": b'<Types xmlns="x"></Types>',
        "word/_rels/document.xml.rels": b"<Relationships><Relationship Id='rId1'/></Relationships>",
    }
    parts = build_drawing_parts(existing, [drawn])
    assert parts["word/media/record-2.png"] == drawn.parts["word/media/record-2.png"]
    assert b'Id="rIdRecord2"' in parts["word/_rels/document.xml.rels"]
    assert b'Extension="png" ContentType="image/png"' in parts["[Content_Types].xml"]
    assert 'r:embed="rIdRecord2"' in drawn.run


def test_a_type_that_is_there_is_not_declared_twice() -> None:
    drawn = [draw(Picture("a.png", png(9, 9), "A"), number, first_id=900) for number in (1, 2)]
    declared = b'<Types xmlns="x"><Default Extension="png" ContentType="image/png"/></Types>'
    for types in (declared, b'<Types xmlns="x"></Types>'):
        more = add_content_types(types, [each for drawing in drawn for each in drawing.content_types])
        assert more.count(b"image/png") == 1


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"words", png(9, 9)[:20]])
def test_what_is_no_picture_is_refused_with_a_hint(data: bytes) -> None:
    with pytest.raises(DataError, match="picture") as caught:
        draw(Picture("chart.gif", data, "Chart"), 1, first_id=900)
    assert "PNG" in caught.value.hint


@pytest.mark.parametrize("unit", [0, 1, 2])
@pytest.mark.parametrize("scale", [(0, 0), (2834, 2834), (3937, 11811), (19, 1), None])
def test_our_own_reader_of_pngs_says_what_python_docx_says(unit: int, scale: tuple[int, int] | None) -> None:
    from docx.image.image import Image

    data = png(1601, 977)
    if scale is not None:
        body = b"pHYs" + struct.pack(">2IB", *scale, unit)
        chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
        data = data[:33] + chunk + data[33:]
    found, image = read_png_size(data), Image.from_blob(data)
    assert found == ((image.width, image.height) if image.horz_dpi and image.vert_dpi else None)


@pytest.mark.parametrize("data", [b"", b"GIF89a", png(3, 2)[:-12], png(3, 2)[:20], png(3, 2)[:-1]])
def test_a_torn_png_is_left_to_python_docx(data: bytes) -> None:
    assert read_png_size(data) is None
