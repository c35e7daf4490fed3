"""An SVG file from the web is a picture and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assembler.errors import FileError
from assembler.store.files.image_checks import find_record_image_error
from assembler.store.files.svg_checks import MAX_SVG_BYTES, find_svg_error
from drawn_png import png

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 2 1">'


def svg(inside: str, before: str = "") -> bytes:
    return f"{before}{HEAD}{inside}</svg>".encode()


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0"/>',
        "<path style=\"fill: url( '#a' )\"/>",
        '<use xlink:href="#a"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<g xmlns:i="http://www.inkscape.org" i:file="C:\\Users\\arms.svg"/>',
        "<style>path {fill: red}</style>",
    ],
)
def test_a_drawing_is_accepted(inside: str) -> None:
    assert find_svg_error(svg(inside)) == ""


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "it contains the element script"),
        ('<g xmlns:s="http://www.w3.org/2000/svg"><s:script/></g>', "it contains the element script"),
        ("<foreignObject/>", "it contains the element foreignObject"),
        ('<path onclick="alert(1)"/>', "it contains a script in the attribute onclick"),
        (
            '<image xlink:href="https://example.org/x.png"/>',
            "it refers to another file: https://example.org/x.png",
        ),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "it refers to another file: data:image/svg"),
        ('<a href="javascript:alert(1)"/>', "it refers to another file: javascript:alert(1)"),
        (
            '<path fill="url(https://example.org/#a)"/>',
            "it contains a style or attribute that may load another file",
        ),
        (
            "<path style=\"fill: url( 'https://example.org' )\"/>",
            "it contains a style or attribute that may load another file",
        ),
        (
            '<path fill="u\\72l(https://example.org)"/>',
            "it contains a style or attribute that may load another file",
        ),
        ("<style>@import 'x.css';</style>", "it contains a style or attribute that may load another file"),
        (
            "<style><![CDATA[a {fill: url(x.svg)}]]></style>",
            "it contains a style or attribute that may load another file",
        ),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', "it contains the element animate"),
        ("<path>", "it is damaged, or is not an SVG file"),
    ],
)
def test_what_runs_or_loads_something_is_refused(inside: str, reason: str) -> None:
    assert find_svg_error(svg(inside)).startswith(reason)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>', "it declares entities"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "it declares entities"),
        ('<?xml-stylesheet href="x.css"?>', "it contains a processing instruction"),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">', ""),
        ('<?xml version="1.0" encoding="UTF-8"?>', ""),
    ],
)
def test_entities_and_instructions_before_the_picture_are_refused(before: str, reason: str) -> None:
    assert find_svg_error(svg("<g/>", before)) == reason
    assert find_svg_error(svg("&b;", before))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html/>", "it is not an SVG file"),
        (b"", "it is damaged, or is not an SVG file"),
        (b"\x89PNG", "it is damaged, or is not an SVG file"),
        (svg(" " * MAX_SVG_BYTES), "it has more than 1024 kB"),
    ],
)
def test_another_file_is_refused(data: bytes, reason: str) -> None:
    assert find_svg_error(data) == reason


def message(files: Mapping[str, bytes]) -> str:
    def read(file: str) -> bytes:
        if file not in files:
            raise FileError("there is no such file", location=file, hint="add it")
        return files[file]

    error = find_record_image_error(read, "arms.svg")
    return f"{error.message}; {error.hint}" if error else ""


def test_an_svg_file_needs_a_png_file_of_the_same_name() -> None:
    drawing = svg("<g/>")
    assert message({"arms.svg": drawing, "arms.png": png()}) == ""
    assert message({"arms.svg": drawing}) == (
        "the picture `arms.svg` needs a PNG copy called `arms.png`; "
        "save the picture under that name in the same folder, for programs that cannot show SVG"
    )
    assert "`arms.png` is neither" in message({"arms.svg": drawing, "arms.png": b"GIF89a"})
    assert message({"arms.svg": svg("<script/>"), "arms.png": png()}).startswith(
        "the picture `arms.svg` cannot be used: it contains the element script; save it as plain SVG"
    )
