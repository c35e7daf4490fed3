"""Codes that others refer to, and the fields that refer to them.

A mark is a bookmark round the code: people and editors leave it alone (measured: FACTS.md 1.3), so it finds
the place again when the document comes back. A reference is a ``REF`` field with its result stored, so that
it is right before anybody updates it (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class Linking:
    """The codes that a document marks, and what leads there; each is drawn once, however often it is named.

    Everything looks like the text around it. Elsewhere it says ``language_tag``.
    """

    def __init__(self, codes: Iterable[str], language_tag: str) -> None:
        self._own = f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        self._fields = {code: _field(code) for code in codes}
        self._alone: dict[str, Runs] = {}

    def marked(self, code: str, id_: int) -> Runs:
        """The code in its bookmark; ``id_`` is that of the bookmark alone.

        >>> str(Linking(["F03"], "en-GB").marked("F03", 7))[:48]
        '<w:bookmarkStart w:id="7" w:name="q_F03_267bc1"/'
        """
        start = f'<w:bookmarkStart w:id="{id_}" w:name="{bookmark_name(code)}"/>'
        return Runs(f'{start}{_words(code)}<w:bookmarkEnd w:id="{id_}"/>', self._own)

    def named(self, code: str) -> Runs:
        """The code without a bookmark: for a second place that shows it."""
        return Runs(_words(code), self._own)

    def referring(self, codes: Sequence[str]) -> Runs:
        """The codes in a row, each with the field that leads to it; one that is marked nowhere as text.

        >>> Linking([], "en-GB").referring(["F09"]).__html__()
        '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
        """
        if len(codes) != 1:
            fields = self._fields
            return Runs(_COMMA.join([fields.get(code) or _words(code) for code in codes]), self._own)
        [code] = codes
        if code not in self._alone:
            self._alone[code] = Runs(self._fields.get(code) or _words(code), self._own)
        return self._alone[code]


def _words(text: str) -> str:
    return f'<w:r>{FORMAT}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f"{_BEFORE}{bookmark_name(code)}{_BETWEEN}{escaped(code)}{_AFTER}"


_COMMA: Final = _words(", ")
