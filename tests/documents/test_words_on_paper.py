"""Every word of a document is on its paper: LibreOffice draws what the Word file says, and loses no row."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.office.layout import LayoutTask, find_office
from assembler.word.package.xml import parse, qn
from assembler.word.package.zip_reader import read_members
from conftest import missing
from shipped import LANGUAGES, TYPES, first_order
from word_notation import package, paragraph, row, table

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HYPHEN = re.compile(r"(?<=\w)[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?=\w)")
BROKEN = re.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]\s*\n")
"""A hyphen at the end of a line, which belongs to the word or was set where the line is full."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
"""Letters whose ligatures ``pdftotext`` may read back in another order."""
SAMPLE = ("agenda-overview", "charter-round-report")


def split_words(text: str) -> list[str]:
    """Return the words and numbers; one with a hyphen is one word."""
    return re.findall(r"\w+", HYPHEN.sub("", text))


def fold(text: str) -> str:
    """Return the text without ligatures, capital letters and optional hyphens."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\N{SOFT HYPHEN}", "")


def _iter_texts(element: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph, without those of a text box in it and without hidden ones."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag in (qn("w:tab"), qn("w:br")):
            yield " "
        elif (
            child.tag not in (qn("w:p"), qn("w:pPr"))
            and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None
        ):
            yield from _iter_texts(child)


def count_words(data: bytes) -> Counter[str]:
    """Return how often each word is in the body of a Word file: paragraphs, tables and text boxes."""
    body = parse(read_members(data, "document.docx")["word/document.xml"])
    for fallback in list(body.iter(FALLBACK)):
        fallback.clear()
    texts = (fold("".join(_iter_texts(each))) for each in body.iter(qn("w:p")))
    words = (word for text in texts for word in split_words(text))
    return Counter(word for word in words if not RIGHT_TO_LEFT.search(word))


def find_lost_words(words: Counter[str], paper: str) -> dict[str, int]:
    """Return the words that are too rare on the paper, with the number that is missing.

    Words may be broken at the end of a line, with or without a hyphen. What the paper has besides, such as
    repeated header rows and running heads, does not matter.
    """
    paper = fold(paper)
    drawn = Counter(split_words(BROKEN.sub("", paper))) | Counter(split_words(paper))
    unbroken = "".join(split_words(paper))
    lost = {word: number - drawn[word] for word, number in words.items() if number > drawn[word]}
    return {word: number for word, number in lost.items() if unbroken.count(word) < words[word]}


def read_paper(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        missing("pdftotext", "install it (Debian: apt-get install poppler-utils) for this test")
    assert program is not None
    return subprocess.check_output([program, "-raw", path, "-"], text=True, encoding="utf-8")


def find_lost(context: BuildContext, orders: Sequence[Order], folder: Path) -> dict[str, dict[str, int]]:
    """Return the words that are not on the paper, for each document that lacks some."""
    tasks = []
    for order in orders:
        path = folder / f"{order.type}.docx"
        path.write_bytes(assemble(context, order).data)
        tasks.append(LayoutTask(path, path.with_suffix(".pdf")))
    assert [each.error for each in find_office().lay_out(tasks)] == [""] * len(tasks)
    lost = {
        task.source.stem: find_lost_words(count_words(task.source.read_bytes()), read_paper(task.pdf))
        for task in tasks
        if task.pdf
    }
    return {name: words for name, words in lost.items() if words}


def list_orders(context: BuildContext, names: Sequence[str], language: str) -> list[Order]:
    project = context.project
    return [first_order(project, name, project.document_type(name).example, language) for name in names]


@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_every_word_is_on_paper(build_context: BuildContext, tmp_path: Path) -> None:
    assert find_lost(build_context, list_orders(build_context, SAMPLE, "el"), tmp_path) == {}


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_type_is_on_paper(
    build_context: BuildContext, tmp_path: Path, language: str
) -> None:
    assert find_lost(build_context, list_orders(build_context, TYPES, language), tmp_path) == {}


def test_a_lost_row_is_found_and_a_broken_word_is_not_lost() -> None:
    rows = [row(paragraph("Peers of Genoa")), row(paragraph("Peers of Turku self-assessment"))]
    words = count_words(package(table(*rows)).to_bytes())
    assert words == {"peers": 2, "of": 2, "genoa": 1, "turku": 1, "selfassessment": 1}
    assert find_lost_words(words, "Head\nPeers of Ge\nnoa Peers of Tur-\nku self-\nassessment\n") == {}
    assert find_lost_words(words, "Head\nPeers of Genoa\n") == {
        "peers": 1, "of": 1, "turku": 1, "selfassessment": 1,
    }  # fmt: skip
