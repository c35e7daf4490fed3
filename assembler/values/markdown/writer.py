"""Writer for the inline Markdown of one block: escapes, stars and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assembler.model.types.rich_text import Run
from assembler.structs import Struct, field

_ENTITY = r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_SPECIAL = re.compile(
    rf"[*`\[]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{{-~]|\s|\Z)|{_ENTITY}|<(?=[A-Za-z/!?])|!(?=\Z)"
)
"""Characters to escape. An underscore is escaped only at the edge of a word."""
_SIGNS = re.compile(r"[*`\[_\\&<!]")
"""Characters with which a match of ``_SPECIAL`` begins. Most texts have none, which is quick to find out."""
_LINE_START = re.compile(r"(?m)^(\d{0,9})((?<=\d)[.)](?=\s|\Z)|(?<!\d)(?:[-+](?=[-+\s]|\Z)|[#>|=~]))")
_PLAIN_ADDRESS = re.compile(rf"(?:(?!{_ENTITY})[^\s()<>\\])+")


def write_runs(runs: Iterable[Run]) -> str:
    """Return ``runs``, which are in normal form, as Markdown.

    A hard break is a backslash before a newline.

    >>> write_runs((Run("See "), Run("the plan", bold=True, link="https://example.org/")))
    'See **[the plan](https://example.org/)**'
    """
    writer = _Writer()
    for run in (*runs, Run("")):
        writer.switch_to(run)
        writer.out.append(_escape(run.text, inside_link=bool(run.link)))
    return _escape_edges("".join(writer.out))


def _escape(text: str, *, inside_link: bool) -> str:
    r"""Return ``text`` escaped so that it is read back literally.

    >>> print(_escape("2. snake_case _is_ C:\\dir & R&amp;D", inside_link=False))
    2\. snake_case \_is\_ C:\dir & R\&amp;D
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", text) if _SIGNS.search(text) else text
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return escaped.replace("]", "\\]") if inside_link else escaped


def _escape_edges(source: str) -> str:
    r"""Write spaces at the start of lines, and a space or line break at the end of the text, as entities.

    A backslash is added before all other line breaks.

    >>> _escape_edges(" a\n b \n")
    '&#32;a\\\n&#32;b &#10;'
    """
    source = re.sub(r"(?m)^[ \t]|[ \t]\Z", lambda match: f"&#{ord(match[0])};", source)
    body, end = (source[:-1], "&#10;") if source.endswith("\n") else (source, "")
    return body.replace("\n", "\\\n") + end


def _format_address(link: str) -> str:
    """Return ``link`` as a link destination, in angle brackets if necessary.

    >>> _format_address("https://example.org/?a=1&b=2"), _format_address("a (b)")
    ('https://example.org/?a=1&b=2', '<a (b)>')
    """
    if _PLAIN_ADDRESS.fullmatch(link):
        return link
    return "<" + re.sub(r"[<>&\\]", r"\\\g<0>", link) + ">"


class _Writer(Struct):
    """Writer of inline Markdown: the output so far, the current format, and the stars opened in this link."""

    out: list[str] = field(default_factory=list)
    current: Run = field(default=Run(""))
    inside: int = 0

    def switch_to(self, run: Run) -> None:
        """Write the stars and brackets that end the current format and begin that of ``run``."""
        old, new = _count_stars(self.current), _count_stars(run)
        flips, link_changes = old ^ new, self.current.link != run.link
        early = flips & old & self.inside if link_changes and self.current.link else 0
        if early:
            self.out.append("*" * early)
        if link_changes and self.current.link:
            self.out.append(f"]({_format_address(self.current.link)})")
        self.out.append("*" * (flips ^ early))
        if link_changes and run.link:
            self.out.append("[")
        self.inside = 0 if link_changes else (self.inside | flips) & new
        self.current = run


def _count_stars(run: Run) -> int:
    """Return the format as a number of stars: 1 for italic, 2 for bold, 3 for both."""
    return run.italic + 2 * run.bold
