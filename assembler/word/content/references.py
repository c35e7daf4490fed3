"""Codes that others refer to, and the fields that refer to them.

A mark is a bookmark round the code: people and editors leave it alone (measured: FACTS.md 1.3), so it finds
the place again when the document comes back. A reference is a ``REF`` field with its result stored, so that
it is right before anybody updates it (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assembler.word.content.rich_text import escaped
from assembler.word.package.ids import bookmark_name
from assembler.word.template.escaping import Runs

_RUN: Final = "{run}"
_BEGIN, _SEPARATE, _END = (
    f'<w:r>{_RUN}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_FIELD: Final = (
    f'{_BEGIN}<w:r>{_RUN}<w:instrText xml:space="preserve"> REF ',
    f" \\h  \\* MERGEFORMAT </w:instrText></w:r>{_SEPARATE}<w:r>{_RUN}<w:t>",
    f"</w:t></w:r>{_END}",
)
"""What stands before, between and after the bookmark and the words."""
_Known = Mapping[str, tuple[str, str, str]]
"""By its code, the bookmark of what is marked, the code as XML, and what a link to it says."""
_WHOLE: Final = "</w:t><w:noBreakHyphen/><w:t>"
"""A hyphen in a row of links, where no line ends. The code that they lead to keeps a plain one."""


class Linking:
    """The codes that a document marks, and what leads there; each link is written once for every look.

    Everything looks like the text around it. Elsewhere it says ``language_tag``.
    """

    def __init__(self, language_tag: str) -> None:
        self._own = f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        self._known: dict[str, tuple[str, str, str]] = {}
        self._links: dict[str, _Links] = {}

    def __contains__(self, code: str) -> bool:
        """Whether ``code`` is marked."""
        return code in self._known

    def marked(self, code: str, id_: int) -> Runs:
        """The code in its bookmark, from now on led to; ``id_`` is that of the bookmark alone.

        >>> Linking("en-GB").marked("F03", 7).formatted("")[:48]
        '<w:bookmarkStart w:id="7" w:name="q_F03_267bc1"/'
        """
        words = escaped(code)
        self._known[code] = bookmark_name(code), words, words.replace("-", _WHOLE)
        return _Marked(self, code, id_)

    def named(self, code: str) -> Runs:
        """The code without a bookmark: for a second place that shows it."""
        return _Marked(self, code, None)

    def referring(self, codes: Sequence[str]) -> Runs:
        """The codes in a row, each with the field that leads to it; one that is marked nowhere as text.

        A code may be marked after this, as long as that is before it is shown.

        >>> Linking("en-GB").referring(["F09"]).formatted("")
        '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
        """
        return _Referring(self, codes)

    def links(self, run: str) -> _Links:
        """What leads to each code, in runs with the properties ``run``."""
        found = self._links.get(run)
        if found is None:
            found = self._links[run] = _Links(run or self._own, self._known)
        return found


class _Links:
    """What leads to codes, in runs with the properties ``run``.

    A link is written anew each time: that is quicker than to find one again among thousands in memory.
    """

    def __init__(self, run: str, known: _Known) -> None:
        self._known = known
        self._before, self._between, self._after = (part.replace(_RUN, run) for part in _FIELD)
        self._open = f'<w:r>{run}<w:t xml:space="preserve">'
        self._comma = self.words(", ")

    def row(self, codes: Sequence[str]) -> str:
        """The codes with commas between them: fields that lead there, or their words alone."""
        before, between, after, known = self._before, self._between, self._after, self._known.get
        return self._comma.join([
            f"{before}{mark[0]}{between}{mark[2]}{after}" if (mark := known(code)) else self.words(code)
            for code in codes
        ])  # fmt: skip

    def marked(self, code: str, id_: int) -> str:
        """The code in its bookmark."""
        bookmark, words, _ = self._known[code]
        start = f'<w:bookmarkStart w:id="{id_}" w:name="{bookmark}"/>'
        return f'{start}{self._open}{words}</w:t></w:r><w:bookmarkEnd w:id="{id_}"/>'

    def words(self, text: str) -> str:
        """``text`` in a run."""
        return f"{self._open}{escaped(text)}</w:t></w:r>"


class _Marked(Runs):
    """A code where it stands, in its bookmark if that has an id."""

    __slots__ = ("_code", "_id", "_linking")

    def __init__(self, linking: Linking, code: str, id_: int | None) -> None:
        self._linking, self._code, self._id = linking, code, id_

    def __str__(self) -> str:
        return self._code

    def formatted(self, run: str) -> str:
        links, id_ = self._linking.links(run), self._id
        return links.words(self._code) if id_ is None else links.marked(self._code, id_)


class _Referring(Runs):
    """Codes with commas between them, each the link that leads to it."""

    __slots__ = ("_codes", "_linking")

    def __init__(self, linking: Linking, codes: Sequence[str]) -> None:
        self._linking, self._codes = linking, codes

    def __bool__(self) -> bool:
        return bool(self._codes)

    def __str__(self) -> str:
        return ", ".join(self._codes)

    def formatted(self, run: str) -> str:
        return self._linking.links(run).row(self._codes)
