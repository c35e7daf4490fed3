"""One block's runs as Markdown: what is escaped, and where stars and brackets stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assembler.model.types.rich_text import Run
from assembler.structs import Struct, field

_ENTITY = r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_SIGN = re.compile(
    rf"[*`\[]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{{-~]|\s|\Z)|{_ENTITY}|<(?=[A-Za-z/!?])|!(?=\Z)"
)
"""What Markdown takes for a sign of its own wherever it stands; an underscore only at the edge of a word."""
_LINE_START = re.compile(r"(?m)^(\d{0,9})((?<=\d)[.)](?=\s|\Z)|(?<!\d)(?:[-+](?=[-+\s]|\Z)|[#>|=~]))")
_PLAIN_ADDRESS = re.compile(rf"(?:(?!{_ENTITY})[^\s()<>\\])+")


def written_runs(runs: Iterable[Run]) -> str:
    """Runs in normal form as Markdown; a hard break is a backslash before a newline.

    >>> written_runs((Run("See "), Run("the plan", bold=True, link="https://example.org/")))
    'See **[the plan](https://example.org/)**'
    """
    writer = _Writer()
    for run in (*runs, Run("")):
        writer.turn_to(run)
        writer.out.append(_escaped(run.text, inside_link=bool(run.link)))
    return _edges("".join(writer.out))


def _escaped(text: str, *, inside_link: bool) -> str:
    r"""``text`` so that it is read as itself.

    >>> print(_escaped("2. snake_case _is_ C:\\dir & R&amp;D", inside_link=False))
    2\. snake_case \_is\_ C:\dir & R\&amp;D
    """
    escaped = _LINE_START.sub(r"\1\\\2", _SIGN.sub(r"\\\g<0>", text))
    return escaped.replace("]", "\\]") if inside_link else escaped


def _edges(source: str) -> str:
    r"""``source`` with blanks at the edge of a line, and a break at its end, as entities.

    >>> _edges(" a\n b \n")
    '&#32;a\\\n&#32;b &#10;'
    """
    source = re.sub(r"(?m)^[ \t]|[ \t]\Z", lambda blank: f"&#{ord(blank[0])};", source)
    body, end = (source[:-1], "&#10;") if source.endswith("\n") else (source, "")
    return body.replace("\n", "\\\n") + end


def _address(link: str) -> str:
    """``link`` as the destination of a link.

    >>> _address("https://example.org/?a=1&b=2"), _address("a (b)")
    ('https://example.org/?a=1&b=2', '<a (b)>')
    """
    if _PLAIN_ADDRESS.fullmatch(link):
        return link
    return "<" + re.sub(r"[<>&\\]", r"\\\g<0>", link) + ">"


class _Writer(Struct):
    """What is written so far, the format that is on, and the stars that began inside the open link."""

    out: list[str] = field(default_factory=list)
    now: Run = field(default=Run(""))
    inside: int = 0

    def turn_to(self, run: Run) -> None:
        """Write the stars and brackets between the last run and ``run``."""
        was, wanted = _stars(self.now), _stars(run)
        flips, left = was ^ wanted, self.now.link != run.link
        early = flips & was & self.inside if left and self.now.link else 0
        if early:
            self.out.append("*" * early)
        if left and self.now.link:
            self.out.append(f"]({_address(self.now.link)})")
        self.out.append("*" * (flips ^ early))
        if left and run.link:
            self.out.append("[")
        self.inside = 0 if left else (self.inside | flips) & wanted
        self.now = run


def _stars(run: Run) -> int:
    """The format as a number of stars: 1 for italic, 2 for bold."""
    return run.italic + 2 * run.bold
