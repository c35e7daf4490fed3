"""Codes that others refer to, and the fields that refer to them.

A mark is a bookmark round the code: people and editors leave it alone (measured: FACTS.md 1.3), so it finds
the place again when the document comes back. A reference is a ``REF`` field with its result stored, so that
it is right before anybody updates it (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from assembler.word.controls import bookmark_name
from assembler.word.escaping import FORMAT, Runs
from assembler.word.rich import escaped

_MARK: Final = f'<w:r>{FORMAT}<w:fldChar w:fldCharType="{{}}"/></w:r>'


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


def referring(codes: Iterable[str], language_tag: str, known: Collection[str]) -> Runs:
    """The codes in a row, each a link to where it is marked; one that is not among ``known`` is plain text.

    >>> referring(["F09"], "en-GB", known=()).__html__()
    '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
    """
    each = (_field(code) if code in known else _words(code) for code in codes)
    return _runs(_words(", ").join(each), language_tag)


def _runs(xml: str, language_tag: str) -> Runs:
    return Runs(xml, f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>')


def _words(text: str) -> str:
    return f'<w:r>{FORMAT}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _field(code: str) -> str:
    instruction = f" REF {bookmark_name(code)} \\h  \\* MERGEFORMAT "
    return (
        f"{_MARK.format('begin')}"
        f'<w:r>{FORMAT}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f"{_MARK.format('separate')}{_words(code)}{_MARK.format('end')}"
    )
