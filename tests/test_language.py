"""Banned words: none of them is in a message, a help text, a docstring or the documentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BANNED = re.compile(
    r"\b(anew|heed(s|ed|ing|less)?|leav(e|es|ing)( \S+)? away|left away|to be had|nobody knows"
    r"|(is|are) none of|that which|mend(s|ed|ing)?)\b",
    re.IGNORECASE,
)
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every string literal, including docstrings and the parts of f-strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def find_banned(text: str) -> list[str]:
    """Return the banned words in ``text``, also if they are split over lines.

    >>> find_banned("it is made\\nanew, and leaves --city away; amendments are fine")
    ['anew', 'leaves --city away']
    """
    return [match.group() for match in BANNED.finditer(" ".join(text.split()))]


def test_no_string_of_the_program_has_a_banned_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted((ROOT / "assembler").rglob("*.py"))
        for line, text in strings(path.read_text("utf-8"))
        for word in find_banned(text)
    ]
    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_has_a_banned_word(path: Path) -> None:
    assert find_banned(path.read_text("utf-8")) == []


def test_the_newest_section_of_the_changelog_has_no_banned_word() -> None:
    newest = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    assert find_banned(newest) == []
