"""The language of brackets: whatever a document says of itself stands in a message.

Every message is rendered as itself in ⟦brackets⟧. A letter outside brackets is text that no translator ever
sees, apart from what the record gives (a city, a project), codes, and the machine value before a choice.
"""

from __future__ import annotations

import re
import shutil
from calendar import month_name
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from lxml import etree

from assembler.i18n.languages import BRACKETS, language
from assembler.i18n.po_file import PoFile, write_po
from assembler.i18n.template_file import new_catalogue, template
from assembler.jobs.assembling import Assembled, assemble
from assembler.jobs.catalogue import extract
from assembler.jobs.order import Order
from assembler.jobs.part_asked import each_part
from assembler.jobs.preparing import Workshop
from assembler.model.content import Text
from assembler.model.evidence import Colour
from assembler.store.layers import shipped
from assembler.store.project import Project
from assembler.store.record import Record
from assembler.values.language import show as language_name
from assembler.values.rich_text import to_blocks
from assembler.views.excerpt import in_one_paragraph
from assembler.word.package import Package, open_package
from assembler.word.xmlparts import parse, qn

BENCHMARKS = ("inti-cities", "dive")
KINDS = [Project(shipped()).document_type(name) for name in Project(shipped()).document_types()]
EMPTY = [kind.name for kind in KINDS if kind.record == "baseline"]
"""Types that come out without a record: an empty form for a benchmark and a city."""
FILLED = [kind.name for kind in KINDS if kind.record != "baseline"]
DESCRIBED = {"descr", "title", "tooltip", qn("w:alias"), qn("w:displayText")}
DESCRIBING = {qn(f"w:{name}") for name in ("alias", "tblCaption", "tblDescription", "lvlText")}
IN_BRACKETS = re.compile("⟦[^⟦⟧]*⟧")
CODE = re.compile(r"\b[A-Z]{1,2}(/[A-Z])?[/.]?\d+(-\d+)?(\.\d+)*(\.[A-Za-z_]+)*\b")
WHOLE_CODE = re.compile(rf"(?:^|(?<=\()){CODE.pattern}(?= –|\)| ?$)")
"""A code that stands alone, in brackets or before what it means."""
JUDGEMENT = re.compile(f"^[{''.join(colour.letter for colour in Colour)}]\\d*$", re.IGNORECASE)
"""A letter that is the same in every language, and how many records it stands for."""
CUT = " […]"
"""Ends the beginning of a long answer."""
CHOICE = re.compile(r"^[A-Za-z-]+ – ( \([A-Z]\))?$")


def in_brackets(pot: PoFile) -> PoFile:
    entries = (
        replace(entry, strings=tuple(f"⟦{text}⟧" for text in (entry.id, entry.plural) if text is not None))
        for entry in pot.entries
    )
    return replace(new_catalogue(language(BRACKETS)), entries=tuple(entries))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("brackets")
    for folder in ("templates", "data"):
        shutil.copytree(shipped() / folder, root / folder)
    found = Project(root, share=root)
    path = root / "locales" / BRACKETS / "LC_MESSAGES" / "documents.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(write_po(in_brackets(template(extract(found)))))
    return found


def shown(package: Package) -> Iterator[str]:
    """Every text that a reader, or a screen reader, is given."""
    for name in (*package.text_parts(), *package.related("numbering")):
        root = parse(package.parts[name])
        if name == package.core_properties:
            yield from (child.text or "" for child in root if str(child.tag).endswith(("title", "subject")))
            continue
        yield from paragraphs(root)
        for element in root.iter(etree.Element):
            yield from described(element)


def paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph; a large initial, which is a paragraph to Word, begins that of the next."""
    initial = ""
    for paragraph in root.iter(qn("w:p")):
        text = initial + "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
        initial = text if frame is not None and frame.get(qn("w:dropCap")) else ""
        if not initial:
            yield text


def described(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in DESCRIBED or element.tag in DESCRIBING:
            yield str(value)


def outside_brackets(text: str, *own: str) -> str:
    if text.endswith(CUT) and any(words.startswith(text.removesuffix(CUT)) for words in own):
        return ""
    while IN_BRACKETS.search(text):
        text = IN_BRACKETS.sub("", text)
    text = JUDGEMENT.sub("", CHOICE.sub("", WHOLE_CODE.sub("", text)))
    for words in own:
        text = text.replace(words, "")
    return CODE.sub("", text)


def built(project: Project, type_: str, benchmark: str) -> Assembled:
    return assemble(Workshop(project), Order(type_, benchmark=benchmark, city="amsterdam", language=BRACKETS))


@pytest.mark.parametrize("benchmark", BENCHMARKS)
@pytest.mark.parametrize("type_", EMPTY)
def test_no_letter_stands_outside_a_message(project: Project, type_: str, benchmark: str) -> None:
    package = open_package(built(project, type_, benchmark).data, "brackets.docx")
    named = project.benchmark(benchmark)
    own = ("Amsterdam", named.name.text, named.prefix)
    texts = {text: outside_brackets(text, *own) for text in shown(package)}
    assert {text for text, rest in texts.items() if any(letter.isalpha() for letter in rest)} == set()
    assert sum("⟦" in text for text in texts) > 100


@pytest.mark.parametrize("type_", FILLED)
def test_no_letter_stands_outside_a_message_or_the_records_own_words(project: Project, type_: str) -> None:
    example = project.document_type(type_).example
    order, *_ = each_part(project, [Order(type_, example, language=BRACKETS)])
    made = assemble(Workshop(project), order)
    own = list(own_words(project, project.record(example)))
    texts = {
        text: outside_brackets(text, *own) for text in shown(open_package(made.data, "brackets.docx"))
    }
    assert {text for text, rest in texts.items() if any(letter.isalpha() for letter in rest)} == set()
    assert any("⟦" in text for text in texts)


def own_words(project: Project, record: Record) -> Iterator[str]:
    """What a record gives, longest first: words; names of cities, languages and months; "and" in a list."""
    found = set(chain.from_iterable(values_of(entity.model_dump()) for entity in record.entities.values()))
    cities = (city.name("en") for city in project.cities().values())
    languages = (language_name(code, "en") for code in project.languages())
    yield from sorted({*found, *cities, *languages, *month_name[1:], " and "}, key=len, reverse=True)


def values_of(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (str(key), *values_of(value))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from values_of(value)
    elif isinstance(data, str):
        yield from (run.text.strip() for block in to_blocks(data) for run in block.runs if run.text.strip())
        yield in_one_paragraph(Text(text=data))
        yield data


@pytest.mark.validator
def test_a_document_in_brackets_is_valid(validator, project: Project) -> None:  # type: ignore[no-untyped-def]
    assert validator.of(built(project, EMPTY[0], "dive").data) == []
