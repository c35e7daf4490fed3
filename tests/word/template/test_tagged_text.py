"""A text in another language than its document says so in a run of its own, with the look of the place."""

from __future__ import annotations

import io

from docx import Document
from lxml import etree

from assembler.word.package.package import open_package
from assembler.word.render.template_preparation import prepare
from assembler.word.template.escaping import TaggedText

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def runs(text: object) -> list[tuple[str, str | None, bool]]:
    """(text, language, bold) of each run that shows something, from "Plan: {{ text }}." in bold."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph().add_run("Plan: {{ text }}.").bold = True
    document.save(stream)
    prepared = prepare(open_package(stream.getvalue(), "plan.docx"), "plan.docx")
    paragraph = Document(io.BytesIO(prepared.render({"text": text}))).paragraphs[0]
    return [(run.text, language(run._r), bool(run.bold)) for run in paragraph.runs if run.text]


def language(run: etree._Element) -> str | None:
    found = run.find(f"{W}rPr/{W}lang")
    return None if found is None else found.get(f"{W}val")


def test_a_text_of_the_documents_own_language_stays_in_its_run() -> None:
    assert runs("Stad & land") == [("Plan: Stad & land.", None, True)]


def test_a_text_in_another_language_has_its_own_run_with_the_format_around_it() -> None:
    assert runs(TaggedText("Stad & land", "nl-NL")) == [
        ("Plan: ", None, True),
        ("Stad & land", "nl-NL", True),
        (".", None, True),
    ]


def test_its_line_breaks_stay_in_its_run() -> None:
    assert runs(TaggedText("Stad\nen land", "nl-NL"))[1] == ("Stad\nen land", "nl-NL", True)
