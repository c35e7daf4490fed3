"""A built document says its language in every place where Word keeps it, and other words keep their own.

One document of each type, the languages taking turns: every run, style, list number, control, note and
prompt, the defaults, the theme fonts and the properties; signs of numbers and hyphens in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

import pytest
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.i18n.languages.languages import get_language
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from assembler.word.style.overflowing_words import find_broken_words

TURNS = ("es", "fi", "nl-BE", "el", "de", "ca", "sv-FI", "fr-BE", "it")


@pytest.fixture(scope="module")
def built(build_context: BuildContext) -> Mapping[str, tuple[str, Package]]:
    """By every second type: the language code, and the document made from the example in it."""
    project = build_context.project
    documents = {}
    for name, code in [*zip(project.document_types(), cycle(TURNS), strict=False)][1::2]:
        declared = project.document_type(name)
        asked = Order(name, declared.example, language=code)
        if name == "baseline-report":
            asked = Order(name, benchmark="dive", city="mechelen", language=code)
        order, *_ = expand_parts(project, [asked])
        documents[name] = (code, open_package(assemble(build_context, order).data, f"{name}.docx"))
    return documents


def spoken(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Every run with words, with the part that it stands in: the prompts of the building blocks too."""
    prompts = (name for name in package.parts if name.endswith("glossary/document.xml"))
    named = {*package.text_parts(), *prompts}
    for name in sorted(named - {package.core_properties}):
        for run in parse(package.parts[name]).iter(qn("w:r")):
            if any((text.text or "").strip() for text in run.iter(qn("w:t"))):
                yield name, run


def tag_of(run: etree._Element) -> str:
    lang = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return "" if lang is None else lang.get(qn("w:val"), "")


def test_every_run_says_a_language_and_most_say_that_of_the_document(
    built: Mapping[str, tuple[str, Package]],
) -> None:
    for name, (code, package) in built.items():
        tags = [(part, tag_of(run)) for part, run in spoken(package)]
        assert [part for part, tag in tags if not tag] == [], name
        own = sum(tag == get_language(code).tag for _, tag in tags)
        assert own > len(tags) / 3, f"{name}: {own} of {len(tags)} runs in {code}"


def test_styles_numbers_controls_and_marks_of_paragraphs_say_it_too(
    built: Mapping[str, tuple[str, Package]],
) -> None:
    for name, (code, package) in built.items():
        tag = get_language(code).tag
        (styles,) = (parse(package.parts[part]) for part in package.related("styles"))
        assert {each.get(qn("w:val")) for each in styles.iter(qn("w:lang"))} == {tag}, name
        defaults = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
        assert defaults is not None and defaults.get(qn("w:eastAsia")) and defaults.get(qn("w:bidi")), name
        body = parse(package.parts[package.main])
        controls = [each.find(f"{qn('w:rPr')}/{qn('w:lang')}") for each in body.iter(qn("w:sdtPr"))]
        with_text = [each for each in controls if each is not None]
        assert len(with_text) >= len(controls) - sum(1 for _ in body.iter(qn("w:docPartObj"))), name
        assert {each.get(qn("w:val")) for each in body.iter(qn("w:lid"))} <= {tag}, name


def test_settings_and_properties_say_it_and_keep_the_hyphens_of_the_house_style(
    built: Mapping[str, tuple[str, Package]],
) -> None:
    for name, (code, package) in built.items():
        (settings,) = (parse(package.parts[part]) for part in package.related("settings", package.main))
        said = {etree.QName(child).localname: child.get(qn("w:val")) for child in settings}
        assert said["themeFontLang"] == get_language(code).tag, name
        assert (said["decimalSymbol"], said["listSeparator"]) == (",", ";"), name
        assert {"autoHyphenation", "consecutiveHyphenLimit", "doNotHyphenateCaps"} <= set(said), name
        assert package.core_properties
        about = parse(package.parts[package.core_properties])
        assert about.findtext("{http://purl.org/dc/elements/1.1/}language") == get_language(code).tag, name


def test_a_text_in_another_language_keeps_its_tag(built: Mapping[str, tuple[str, Package]]) -> None:
    code, guide = built["agenda-guide"]
    tags = {tag_of(run) for _, run in spoken(guide)}
    assert code == "fi" and tags == {"fi-FI", "en-GB", "nl-NL"}, "the record says some of it in no Finnish"
    code, log = built["evidence-log"]
    found = {tag_of(run): run for _, run in spoken(log)}
    assert {"en-GB", get_language(code).tag} < set(found)
    arabic = found["ar-EG"].find(qn("w:rPr"))
    assert arabic is not None and arabic.find(qn("w:rtl")) is not None


def broken(package: Package, code: str) -> list[str]:
    """Words of the document's own language that their cell breaks; a record in that language has its own."""
    return [
        f"{each.word} ({each.needs} > {each.room})"
        for each in find_broken_words(package, get_language(code).tag)
    ]


def test_no_cell_breaks_a_word(built: Mapping[str, tuple[str, Package]]) -> None:
    found = {name: broken(package, code) for name, (code, package) in built.items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.product
def test_no_cell_breaks_a_word_in_any_language_and_house_style() -> None:
    project = Project(shipped_folder())
    build_context = BuildContext(project)
    found: dict[tuple[str, str, str], list[str]] = {}
    for name in project.document_types():
        declared = project.document_type(name)
        own = get_language(project.record(declared.example).about.language).base
        for code in project.languages():
            for style in project.house_styles():
                if get_language(code).base == own:
                    continue
                asked = Order(name, declared.example, language=code, house_style=style)
                order, *_ = expand_parts(project, [asked])
                words = broken(open_package(assemble(build_context, order).data, name), code)
                found |= {(name, code, style): words} if words else {}
    assert found == {}
