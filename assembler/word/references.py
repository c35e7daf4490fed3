"""Codes that others refer to, and the fields that refer to them.

A mark is a bookmark round the code: people and editors leave it alone (measured: FACTS.md 1.3), so it finds
the place again when the document comes back. A reference is a ``REF`` field with its result stored, so that
it is right before anybody updates it (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assembler.word.escaping import FORMAT, Runs
from assembler.word.ids import bookmark_name
from assembler.word.rich import escaped

_BEGIN, _SEPARATE, _END = (
    f'<w:r>{FORMAT}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_BEFORE: Final = f'{_BEGIN}<w:r>{FORMAT}<w:instrText xml:space="preserve"> REF '
_BETWEEN: Final = f" \\h  \\* MERGEFORMAT </w:instrText></w:r>{_SEPARATE}<w:r>{FORMAT}<w:t>"
_AFTER: Final = f"</w:t></w:r>{_END}"


def marked(code: str, id_: int, language_tag: str) -> Runs:
    """The code in its bookmark, looking like the text around it; ``id_`` is that of the bookmark alone.

    >>> str(marked("F03", 7, "en-GB"))[:48]
    '<w:bookmarkStart w:id="7" w:name="q_F03_267bc1"/'
    """
    start = f'<w:bookmarkStart w:id="{id_}" w:name="{bookmark_name(code)}"/>'
    return _runs(f'{start}{_words(code)}<w:bookmarkEnd w:id="{id_}"/>', language_tag)


def named(code: str, language_tag: str) -> Runs:
    """The code without a bookmark: for a second place that shows it."""
    return _runs(_words(code), language_tag)


def linked(codes: Iterable[str]) -> dict[str, str]:
    """By code, the field that leads to where it is marked: made once, however often it is referred to."""
    return {code: _field(code) for code in codes}


def referring(codes: Iterable[str], language_tag: str, known: Mapping[str, str]) -> Runs:
    """The codes in a row, each the link that ``known`` gives (``linked``); any other is plain text.

    >>> referring(["F09"], "en-GB", known={}).__html__()
    '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
    """
    return _runs(_COMMA.join([known.get(code) or _words(code) for code in codes]), language_tag)


def _runs(xml: str, language_tag: str) -> Runs:
    return Runs(xml, f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>')


def _words(text: str) -> str:
    return f'<w:r>{FORMAT}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f"{_BEFORE}{bookmark_name(code)}{_BETWEEN}{escaped(code)}{_AFTER}"


_COMMA: Final = _words(", ")
