"""Codes with bookmarks, and fields that refer to them.

A code, such as ``F03`` for a finding, identifies an item of a document. Each code that is referred to is in a
bookmark. People and word processors leave bookmarks alone (tested), so the code can still be found when the
document is returned. A reference is a ``REF`` field with a stored result, so it is correct before fields are
updated (ECMA-376 part 1, 17.16.5.51).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assembler.model.types.rich_text import ZERO_WIDTH_SPACE
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
"""XML of a reference: before the bookmark name, between the name and the text, and after the text."""
_Targets = Mapping[str, tuple[str, str, str]]
"""Maps each code to its bookmark name, its text and its link text, both as XML."""
_NON_BREAKING: Final = "</w:t><w:noBreakHyphen/><w:t>"
"""Non-breaking hyphen in the text of links. The bookmarked code itself keeps its ordinary hyphen."""


class CodeLinks:
    """The codes that have bookmarks in a document, and links to them.

    Codes and links have the run properties of the surrounding text. If it has none, they have only the
    language ``language_tag``. ``comma`` separates the codes in a list.
    """

    def __init__(self, language_tag: str, comma: str = ", ") -> None:
        self.comma = comma
        self._own = f'<w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        self._targets: dict[str, tuple[str, str, str]] = {}
        self._links: dict[str, _Links] = {}

    def __contains__(self, code: str) -> bool:
        """Return whether ``code`` has a bookmark."""
        return code in self._targets

    def bookmark(self, code: str, id_: int, *, hidden: bool = False) -> RunMarkup:
        """Return the code in a bookmark with the unique id ``id_``.

        References to ``code`` that are rendered after this call link to the bookmark, even if they were
        created before it. If ``hidden``, the bookmark contains a zero-width space instead of the code.

        >>> CodeLinks("en-GB").bookmark("F03", 7).render_runs("")[:48]
        '<w:bookmarkStart w:id="7" w:name="q_F03_267bc1"/'
        """
        text = escape_xml(code)
        shown = ZERO_WIDTH_SPACE if hidden else text
        self._targets[code] = bookmark_name(code), shown, text.replace("-", _NON_BREAKING)
        return _CodeRuns(self, code, id_)

    def show(self, code: str) -> RunMarkup:
        """Return the code without a bookmark, for later occurrences of the same code."""
        return _CodeRuns(self, code, None)

    def refer_to(self, codes: Sequence[str]) -> RunMarkup:
        """Return ``codes`` separated by commas: as links if they have bookmarks, otherwise as text.

        Bookmarks may still be added until the result is rendered.

        >>> CodeLinks("en-GB").refer_to(["F09"]).render_runs("")
        '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">F09</w:t></w:r>'
        """
        return _ReferenceRuns(self, codes)

    def with_properties(self, run: str) -> _Links:
        """Return the builder of links whose runs have the properties ``run``."""
        links = self._links.get(run)
        if links is None:
            links = self._links[run] = _Links(run or self._own, self._targets, self.comma)
        return links


class _Links:
    """Builder of links to codes.

    ``run`` contains the properties of the runs as XML. A link is rebuilt each time, because that is faster
    than looking it up among thousands of links.
    """

    def __init__(self, run: str, targets: _Targets, comma: str) -> None:
        self._targets = targets
        self._before, self._between, self._after = (part.replace(_RUN, run) for part in _FIELD)
        self._open = f'<w:r>{run}<w:t xml:space="preserve">'
        self._comma = self.build_text(comma)

    def build_row(self, codes: Sequence[str]) -> str:
        """Return the codes separated by commas: codes with bookmarks as links, and others as text."""
        before, between, after = self._before, self._between, self._after
        find_target = self._targets.get
        return self._comma.join([
            f"{before}{target[0]}{between}{target[2]}{after}"
            if (target := find_target(code))
            else self.build_text(code)
            for code in codes
        ])  # fmt: skip

    def build_bookmark(self, code: str, id_: int) -> str:
        """Return the code in its bookmark."""
        bookmark, text, _ = self._targets[code]
        start = f'<w:bookmarkStart w:id="{id_}" w:name="{bookmark}"/>'
        return f'{start}{self._open}{text}</w:t></w:r><w:bookmarkEnd w:id="{id_}"/>'

    def build_text(self, text: str) -> str:
        """Return ``text`` in a run."""
        return f"{self._open}{escape_xml(text)}</w:t></w:r>"


class _CodeRuns(RunMarkup):
    """A code, in a bookmark if ``id_`` is given."""

    __slots__ = ("_code", "_code_links", "_id")

    def __init__(self, code_links: CodeLinks, code: str, id_: int | None) -> None:
        self._code_links, self._code, self._id = code_links, code, id_

    def __str__(self) -> str:
        return self._code

    def render_runs(self, run: str) -> str:
        links, id_ = self._code_links.with_properties(run), self._id
        return links.build_text(self._code) if id_ is None else links.build_bookmark(self._code, id_)


class _ReferenceRuns(RunMarkup):
    """Codes separated by commas, each as a link if it has a bookmark."""

    __slots__ = ("_code_links", "_codes")

    def __init__(self, code_links: CodeLinks, codes: Sequence[str]) -> None:
        self._code_links, self._codes = code_links, codes

    def __bool__(self) -> bool:
        return bool(self._codes)

    def __str__(self) -> str:
        return self._code_links.comma.join(self._codes)

    def render_runs(self, run: str) -> str:
        return self._code_links.with_properties(run).build_row(self._codes)
