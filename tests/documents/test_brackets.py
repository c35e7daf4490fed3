"""The pseudo-languages: whatever a document says of itself stands in a message.

In ``xx`` and ``xr`` every message stands in ⟦brackets⟧, and so do the dates, lists and names that come from
CLDR. A letter outside brackets is text that no translator ever sees, apart from what the record gives (a
city, a project), codes, the machine value before a choice, and the letter of a judgement after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.model.messages.pseudo import pseudo_translate
from assembler.model.messages.pseudo_codes import BRACKETS, CODES, MIRRORED
from assembler.model.reference.agenda_evaluations import Evaluation
from assembler.model.reference.progress_reports import ProgressRound
from assembler.model.reference.toolkit import ToolkitEdition
from assembler.model.review.evidence import Colour
from assembler.model.review.feedback import FeedbackReport
from assembler.model.types.introspection import Entity
from assembler.model.types.values import Text
from assembler.rules.draft_cover_texts import DRAFT_NOTICES
from assembler.store.project.agenda_records import find_guide, iter_choices
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.records.record import Record
from assembler.structs import replace
from assembler.values.rich_text import to_blocks
from assembler.views.promise_data import list_city_promises, list_promises
from assembler.views.text_shortening import flatten_paragraphs
from assembler.word.forms.controls import LONGEST_TITLE
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn

PROJECT = Project(shipped_folder())
KINDS = [PROJECT.document_type(name) for name in PROJECT.document_types()]
EMPTY = [Order(kind.name, benchmark=each, city="amsterdam") for kind in KINDS if kind.record == "baseline"
         for each in PROJECT.benchmarks() if not PROJECT.benchmark(each).reported_in]  # fmt: skip
"""Empty forms: types that come out without a record, for each benchmark and a city."""
FILLED = [Order(kind.name, kind.example, edition=edition, draft=True) for kind in KINDS
          for edition in kind.editions or ("",)]  # fmt: skip
DESCRIBED = {"descr", "title", "tooltip", qn("w:alias"), qn("w:displayText")}
DESCRIBING = {qn(f"w:{name}") for name in ("alias", "tblCaption", "tblDescription", "lvlText")}
IN_BRACKETS = re.compile("⟦[^⟦⟧]*⟧")
CUT_OFF = re.compile("⟦[^⟦⟧]*$")
RECORD = r"(?:I\d+|W[A-Z])-\d+"
"""The code of an evidence record: its session, and its number."""
QUOTED = re.compile(rf"^{RECORD} ")
CODE = re.compile(
    rf"\b(?:{RECORD}(?:\.[a-z_]+)*|[A-Z]{{1,3}}(/[A-Z])?[/.]?\d+"
    rf"(\.{RECORD}|(/\d+)?(-\d+)?(\.e?\d+)*(\.[A-Za-z_]+)*(\.\d+)*))\b"
)
WHOLE_CODE = re.compile(rf"(?:^|(?<=\()){CODE.pattern}(?= –|\)| ?$)")
"""A code that stands alone, in brackets or before what it means."""
AREA = re.compile(r"[A-Z]{3}/\d\d")
"""The code of an area of an agenda, with which the codes of its fields begin."""
WORKSHOPS = re.compile(r"^[A-Z](, [A-Z])*$")
"""The letters of workshops."""
LETTERS = "".join(colour.letter for colour in Colour)
JUDGEMENT = re.compile(rf"^[{LETTERS}]\xa0?\d*$", re.IGNORECASE)
"""A letter that is the same in every language, and how many records it stands for."""
CUT = " […]"
"""Ends the beginning of a long answer."""
CHOICE = re.compile(rf"^([A-Za-z-]+ – )?( \([{LETTERS}]\))?$")
"""An item of a drop-down list without its label: its value, if shown, and the letter of a judgement."""
OPTION = re.compile(r"☐([^☐]*)")
"""An option that an unanswered choice shows on paper."""
HYPHEN = qn("w:noBreakHyphen")


def shown(package: Package) -> Iterator[str]:
    """Every text that a reader, or a screen reader, is given; placeholders wait in the glossary."""
    glossary = [name for name in package.parts if name.startswith("word/glossary/document")]
    for name in (*package.text_parts(), *package.related("numbering"), *glossary):
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
        pieces = paragraph.iter(qn("w:t"), HYPHEN)
        text = initial + "".join("-" if each.tag == HYPHEN else each.text or "" for each in pieces)
        frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
        initial = text if frame is not None and frame.get(qn("w:dropCap")) else ""
        if not initial and not is_entry(paragraph):
            yield text


def is_entry(paragraph: etree._Element) -> bool:
    """Whether it repeats a heading in the contents, without its code and the brackets in the code's style."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and re.fullmatch(r"TOC\d", style.get(qn("w:val"), "")) is not None


def described(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in DESCRIBED or element.tag in DESCRIBING:
            yield str(value)


def outside_brackets(text: str, own: frozenset[str]) -> str:
    """What of ``text`` is neither in brackets, nor a code, nor the record's; a long title is cut off."""
    if len(text) >= LONGEST_TITLE - 1:
        text = CUT_OFF.sub("", text)
    while IN_BRACKETS.search(text):
        text = IN_BRACKETS.sub("", text)
    if not any(letter.isalpha() for letter in text) or is_own(QUOTED.sub("", text.strip()), own):
        return ""
    text = text.replace("\xa0", " ") if "☐" in text else text
    text = remove_words(text, (each for each in own if "(" in each))  # before the codes in them
    text = OPTION.sub(lambda option: CHOICE.sub("", f" {option[1].strip()}"), text)
    text = JUDGEMENT.sub("", CHOICE.sub("", WHOLE_CODE.sub("", text)))
    text = CODE.sub("", remove_words(WORKSHOPS.sub("", text), own))
    return text if any(letter.isalpha() for letter in text) else ""


def remove_words(text: str, own: Iterable[str]) -> str:
    for words in sorted((each for each in own if each in text), key=len, reverse=True):
        text = text.replace(words, "")
    return text


def is_own(text: str, own: frozenset[str]) -> bool:
    """Whether the record says just that, or something longer that begins so."""
    begun = text.removesuffix(CUT)
    return text in own or (begun != text and any(each.startswith(begun) for each in own))


def strange(package: Package, own: frozenset[str]) -> set[str]:
    """What stands outside of brackets and is not in ``own``."""
    return {left for text in set(shown(package)) if (left := outside_brackets(text, own))}


def own_words(record: Record) -> frozenset[str]:
    """What a record gives: its words, those of its guide or choices, cities, the practices of a toolkit."""
    guide = find_guide(PROJECT, record).entities if "agenda_choices" in record.entities else {}
    choices = (each for _, each in iter_choices(PROJECT, record.name))
    entities = (*record.entities.values(), *guide.values(), *choices, *progress_words(record))
    found = set(chain.from_iterable(values_of(entity.model_dump()) for entity in entities))
    found |= {
        each.code
        for tag in (record.about.benchmark_tag, "charter@2010" if "progress" in record.entities else "")
        if tag
        for each in PROJECT.benchmark(tag).dimensions
    }
    if "promises" in record.entities:
        found |= {each.code for each in list_promises(PROJECT, record)}
    if edition := record.find(ToolkitEdition):
        factors = PROJECT.toolkit(edition.toolkit).factors
        found |= {each.name for factor in factors for each in factor.practices if each.name}
    if (evaluation := record.find(Evaluation)) and evaluation.remarks_of:
        for remarks in PROJECT.record(evaluation.remarks_of).entities.values():
            found |= {*values_of(remarks.model_dump())}
    cities = {city.name("en") for city in PROJECT.cities().values()}
    cities |= {city.arms.alt.text for city in PROJECT.cities().values() if city.arms}
    return frozenset(each for each in found | cities if each.strip() and not AREA.fullmatch(each))


def progress_words(record: Record) -> Iterator[Entity]:
    """Yield what a progress report repeats: the previous edition, and the promises of its cities."""
    edition = record.find(ProgressRound)
    if edition and edition.previous:
        yield from PROJECT.record(edition.previous).entities.values()
    for city in record.about.city_ids if edition else ():
        yield from (each.promise for each in list_city_promises(PROJECT, city))


def values_of(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (str(key), *values_of(value))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from values_of(value)
    elif isinstance(data, str):
        yield from (run.text.strip() for block in to_blocks(data) for run in block.runs if run.text.strip())
        yield flatten_paragraphs(Text(text=data))
        yield data


def made(build_context: BuildContext, order: Order) -> Package:
    return open_package(assemble(build_context, order).data, "brackets.docx")


def check_empty(build_context: BuildContext, order: Order) -> None:
    named, package = PROJECT.benchmark(order.benchmark), made(build_context, order)
    codes = {dimension.code for dimension in named.dimensions}
    assert strange(package, frozenset({"Amsterdam", named.name.text, named.prefix, *codes})) == set()
    assert sum("⟦" in text for text in shown(package)) > 100


def check_filled(build_context: BuildContext, order: Order, own: frozenset[str]) -> None:
    package = made(build_context, order)
    assert strange(package, own) == set()
    assert any("⟦" in text for text in shown(package))


@pytest.fixture(scope="module")
def own() -> Mapping[str, frozenset[str]]:
    """The words of each example, by its name."""
    return {name: own_words(PROJECT.record(name)) for name in {kind.example for kind in KINDS}}


def in_words(order: Order) -> str:
    return "-".join(filter(None, (order.type, order.benchmark, order.edition, order.language, order.part)))


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("⟦meets⟧ (M)", ""),
        ("meets – ⟦meets⟧ (M)", ""),
        ("above – ⟦above⟧", ""),
        ("⟦meets⟧ (X)", " (X)"),
        ("⟦meets⟧ (M) now", " (M) now"),
        ("WA-1 They saw it built […]", ""),
        ("F34.WB-3 – ⟦Evidence⟧", ""),
        ("Large city (G31) · ⟦Other⟧", ""),
    ],
)
def test_the_letter_of_a_judgement_is_the_same_in_every_language(text: str, outside: str) -> None:
    assert outside_brackets(text, frozenset({"Large city (G31)", "They saw it built last year."})) == outside


@pytest.mark.product
@pytest.mark.parametrize("order", EMPTY[:1], ids=in_words)
def test_no_letter_of_an_empty_form_stands_outside_a_message(
    build_context: BuildContext, order: Order
) -> None:
    check_empty(build_context, replace(order, language=BRACKETS))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("order", FILLED, ids=in_words)
def test_no_letter_stands_outside_a_message_or_the_records_own_words(
    build_context: BuildContext, own: Mapping[str, frozenset[str]], order: Order
) -> None:
    first, *_ = expand_parts(PROJECT, [replace(order, language=BRACKETS)])
    check_filled(build_context, first, own[order.record])


@pytest.mark.product
@pytest.mark.parametrize("code", CODES)
def test_so_it_is_for_every_benchmark_part_and_both_directions(
    build_context: BuildContext, own: Mapping[str, frozenset[str]], code: str
) -> None:
    for order in EMPTY:
        check_empty(build_context, replace(order, language=code))
    for order in expand_parts(PROJECT, [replace(each, language=code) for each in FILLED]):
        check_filled(build_context, order, own[order.record])


@pytest.mark.product
def test_every_document_from_right_to_left_keeps_the_schemas(
    build_context: BuildContext, schemas: Any
) -> None:
    for order in expand_parts(PROJECT, [replace(each, language=MIRRORED) for each in FILLED]):
        assert schemas.findings(assemble(build_context, order).data) == []


def test_what_a_draft_lacks_stands_in_brackets_too(build_context: BuildContext) -> None:
    """A report that breaks rules says so on its cover, in the document's language."""
    record = PROJECT.record("examples/havenstad")
    report = {"conclusions": {"agreed": "2026-10-08", "items": [{"text": "Ask earlier."}]},
              "recommendations": {"R01": {"text": "Ask earlier."}}}  # fmt: skip
    broken = replace(record, entities={**record.entities, "feedback": FeedbackReport.model_validate(report)})
    order = Order("feedback-report", "examples/havenstad", language=BRACKETS, draft=True)
    package = open_package(assemble(build_context, order, record=broken).data, "brackets.docx")
    assert strange(package, own_words(broken)) == set()
    assert pseudo_translate(DRAFT_NOTICES["unfounded-recommendation"], BRACKETS) in set(shown(package))


@pytest.mark.validator
def test_a_document_in_brackets_is_valid_in_both_directions(validator, build_context: BuildContext) -> None:  # type: ignore[no-untyped-def]
    for code in CODES:
        made = assemble(
            build_context, Order("charter-commitment", "examples/charter-havenstad", language=code)
        )
        assert validator.of(made.data) == []
