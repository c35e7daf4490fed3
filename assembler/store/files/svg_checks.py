"""Checks of SVG files, which may come from the web and are opened by every reader of a document.

An SVG file can also be a program: it may run scripts, load other files and expand entities. Word and
LibreOffice need none of this to show a coat of arms or a logo, so a file with any of it is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

MAX_SVG_BYTES: Final = 1024 * 1024
"""Maximum size of an SVG file; coats of arms and logos have a few thousand bytes."""
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^\[>]*>")
_ACTIVE: Final = frozenset(
    ("script", "foreignObject", "iframe", "embed", "object", "set", "animate", "animateMotion",
     "animateTransform", "handler", "audio", "video")
)  # fmt: skip
_INSIDE: Final = re.compile(r"\s*(#|data:image/(png|jpeg);base64,)")
"""An address inside the file: a part of the picture, or a picture that the file contains."""
_OUTSIDE: Final = re.compile(
    r"url\(\s*['\"]?\s*(?![\s#'\"])|@import|javascript:|expression\(|\\", re.IGNORECASE
)
"""CSS that loads something, or that may hide it behind an escape."""


class _UnsafeError(Exception):
    pass


def is_svg(file: str) -> bool:
    """Return whether the name of a picture ends in ``.svg``, ignoring case.

    >>> is_svg("arms.SVG"), is_svg("arms.png")
    (True, False)
    """
    return PurePosixPath(file).suffix.lower() == ".svg"


def name_fallback(file: str) -> str:
    """Return the name of the PNG file for programs that cannot show the SVG file ``file``.

    >>> name_fallback("marks/arms.svg")
    'marks/arms.png'
    """
    return str(PurePosixPath(file).with_suffix(".png"))


def find_svg_error(data: bytes) -> str:
    """Return the error in an SVG file, such as "it declares entities", or "" if the file is safe.

    >>> find_svg_error(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    ''
    >>> find_svg_error(b"<svg><script/></svg>")
    'it contains the element script'
    """
    if len(data) > MAX_SVG_BYTES:
        return f"it has more than {MAX_SVG_BYTES // 1024} kB"
    parser, names = expat.ParserCreate(), list[str]()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        names.append(_strip_prefix(name))
        _check_element(names, attributes)

    def check_text(text: str) -> None:
        if names and names[-1] == "style":
            _check_css(text)

    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: names.pop()
    parser.CharacterDataHandler, parser.buffer_text = check_text, True
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.SkippedEntityHandler = _refuse_entity
    return _find_error(lambda: parser.Parse(data, True))


def remove_doctype(data: bytes) -> bytes:
    """Remove the document type declaration, which may refer to a file on the web, from an SVG file.

    >>> remove_doctype(b'<!DOCTYPE svg PUBLIC "x" "http://www.w3.org/svg11.dtd"><svg/>')
    b'<svg/>'
    """
    return _DOCTYPE.sub(b"", data, count=1)


def _find_error(parse: Callable[[], object]) -> str:
    try:
        parse()
    except _UnsafeError as error:
        return str(error)
    except (expat.ExpatError, UnicodeError, ValueError):
        return "it is damaged, or is not an SVG file"
    return ""


def _strip_prefix(name: str) -> str:
    return name.rpartition(":")[2]


def _check_element(names: list[str], attributes: Mapping[str, str]) -> None:
    name = names[-1]
    if len(names) == 1 and name != "svg":
        raise _UnsafeError("it is not an SVG file")
    if name in _ACTIVE:
        raise _UnsafeError(f"it contains the element {name}")
    for key, value in attributes.items():
        attribute = _strip_prefix(key)
        if attribute.lower().startswith("on"):
            raise _UnsafeError(f"it contains a script in the attribute {attribute}")
        if attribute in ("href", "src") and not _INSIDE.match(value):
            raise _UnsafeError(f"it refers to another file: {value[:60]}")
        if ":" not in key:  # all others are written by drawing programs, such as the path of the file
            _check_css(value)


def _check_css(text: str) -> None:
    if _OUTSIDE.search(text):
        raise _UnsafeError("it contains a style or attribute that may load another file")


def _check_doctype(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
    if has_subset:
        raise _UnsafeError("it declares entities")


def _refuse_entity(_name: str, _is_parameter: bool) -> None:
    raise _UnsafeError("it uses entities")


def _refuse_instruction(_target: str, _data: str) -> None:
    raise _UnsafeError("it contains a processing instruction")
