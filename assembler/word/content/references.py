"""Codes with bookmarks, and the fields that refer to them.

A referenced code is inside a bookmark: people and editors leave bookmarks alone (measured: FACTS.md 1.3), so
the location is found again when the document comes back. A reference is a ``REF`` field with a stored result,
so that it is correct before fields are updated (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assembler.word.content.rich_text import escape_xml
from assembler.word.package.ids import bookmark_name
from assembler.word.template.escaping import RunMarkup

_RUN: Final = "{run}"
_BEGIN, _SEPARATE, _END = (
    f'<w:r>{_RUN}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_FIELD: Final = (
    f'{_BEGIN}<w:r>{_RUN}<w:instrText xml:space="preserve"> REF ',
    f" \\h  \\* MERGEFORMAT </w:instrText></w:r>{_SEPARATE}<w:r>{_RUN}<w:t>",
    f"</w:t></w:r>{_END}",
)
"""The XML before, between and after the name of the bookmark and the text."""
_Known = Mapping[str, tuple[str, str, str]]
"""By code: the name of its bookmark, the code as XML, and the text of a link to it."""
_NON_BREAKING: Final = "</w:t><w:noBreakHyphen/><w:t>"
"""A non-breaking hyphen for links in a row; the referenced code itself keeps an ordinary one."""


class CodeLinks:
    """The codes with bookmarks in a document, and the links to them.

    Codes and links take the run properties of the text around them; without any, they have ``language_tag``.
    ``comma`` separates codes in a row.
    """

    def __init__(self, language_tag: str, comma: str = ", ") -> None:
        self.comma = comma
        self._own = f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        self._known: dict[str, tuple[str, str, str]] = {}
        self._links: dict[str, _Links] = {}

    def __contains__(self, code: str) -> bool:
        """Return whether ``code`` has a bookmark."""
        return code in self._known

    def bookmark(self, code: str, id_: int) -> RunMarkup:
        """Return the code in a bookmark with the unique id ``id_``; links lead to it from now on.

        >>> CodeLinks("en-GB").bookmark("F03", 7).render_runs("")[:48]
        '<w:bookmarkStart w:id="7" w:name="q_F03_267bc1"/'
        """
        text = escape_xml(code)
        self._known[code] = bookmark_name(code), text, text.replace("-", _NON_BREAKING)
        return _CodeRuns(self, code, id_)

    def show(self, code: str) -> RunMarkup:
        """Return the code without a bookmark, for a second location that shows it."""
        return _CodeRuns(self, code, None)

    def refer_to(self, codes: Sequence[str]) -> RunMarkup:
        """Return the codes in a row, each a field that links to it; one without a bookmark is text.

        A bookmark may be added later, as long as that is before the row is rendered.

        >>> CodeLinks("en-GB").refer_to(["F09"]).render_runs("")
        '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
        """
        return _ReferenceRuns(self, codes)

    def with_properties(self, run: str) -> _Links:
        """Return the links to codes in runs with the properties ``run``."""
        links = self._links.get(run)
        if links is None:
            links = self._links[run] = _Links(run or self._own, self._known, self.comma)
        return links


class _Links:
    """Links to codes, in runs with the properties ``run``.

    Each link is written again every time, which is faster than to look it up among thousands in memory.
    """

    def __init__(self, run: str, known: _Known, comma: str) -> None:
        self._known = known
        self._before, self._between, self._after = (part.replace(_RUN, run) for part in _FIELD)
        self._open = f'<w:r>{run}<w:t xml:space="preserve">'
        self._comma = self.build_text(comma)

    def build_row(self, codes: Sequence[str]) -> str:
        """Return the codes separated by commas: fields that link to them, or their text alone."""
        before, between, after, known = self._before, self._between, self._after, self._known.get
        return self._comma.join([
            f"{before}{link[0]}{between}{link[2]}{after}" if (link := known(code)) else self.build_text(code)
            for code in codes
        ])  # fmt: skip

    def build_bookmark(self, code: str, id_: int) -> str:
        """Return the code in its bookmark."""
        bookmark, text, _ = self._known[code]
        start = f'<w:bookmarkStart w:id="{id_}" w:name="{bookmark}"/>'
        return f'{start}{self._open}{text}</w:t></w:r><w:bookmarkEnd w:id="{id_}"/>'

    def build_text(self, text: str) -> str:
        """Return ``text`` in a run."""
        return f"{self._open}{escape_xml(text)}</w:t></w:r>"


class _CodeRuns(RunMarkup):
    """A code, in a bookmark if that has an id."""

    __slots__ = ("_code", "_id", "_linking")

    def __init__(self, linking: CodeLinks, code: str, id_: int | None) -> None:
        self._linking, self._code, self._id = linking, code, id_

    def __str__(self) -> str:
        return self._code

    def render_runs(self, run: str) -> str:
        links, id_ = self._linking.with_properties(run), self._id
        return links.build_text(self._code) if id_ is None else links.build_bookmark(self._code, id_)


class _ReferenceRuns(RunMarkup):
    """Codes separated by commas, each a link to it."""

    __slots__ = ("_codes", "_linking")

    def __init__(self, linking: CodeLinks, codes: Sequence[str]) -> None:
        self._linking, self._codes = linking, codes

    def __bool__(self) -> bool:
        return bool(self._codes)

    def __str__(self) -> str:
        return self._linking.comma.join(self._codes)

    def render_runs(self, run: str) -> str:
        return self._linking.with_properties(run).build_row(self._codes)
