"""Previews: a document in a language, each message with the id that it has in XLIFF and sheets."""

from __future__ import annotations

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import ProjectError
from assembler.messages.extract import extract
from assembler.model.messages.message import short_id
from assembler.store.project.project import Project
from assembler.translation.preview import Preview, Previewer
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from own_types import EXAMPLE


@pytest.fixture
def preview(tiny: Project) -> Preview:
    return Previewer(tiny, "nl", output=tiny.root / "previews").preview("letter")


def texts(package: Package, part: str, element: str = "w:t") -> list[str]:
    return [each.text or "" for each in parse(package.parts[part]).iter(qn(element))]


def test_every_message_of_the_type_is_in_a_comment_or_listed(tiny: Project, preview: Preview) -> None:
    package = open_package(preview.path.read_bytes(), "preview.docx")
    comments, body = texts(package, "word/comments.xml"), texts(package, package.main)
    shown = " ".join((*comments, *body))
    messages = [each for each in extract(tiny) if each.places[0].startswith("letter: ")]
    assert len(messages) > 5
    assert not [each.id for each in messages if short_id(each.id, each.context) not in shown]
    assert preview.shown > 4


def test_the_document_has_its_text_without_the_comments(tiny: Project, preview: Preview) -> None:
    package = open_package(preview.path.read_bytes(), "preview.docx")
    assert preview.path.name == "preview_letter_kade_nl.docx"
    order = Order("letter", EXAMPLE, language="nl", draft=True)
    plain = open_package(assemble(BuildContext(tiny), order).data, "plain.docx")
    text = "".join(texts(plain, plain.main))
    assert "".join(texts(package, package.main)).startswith(text) and "Which position?" in text


def test_a_preview_of_an_unknown_type_names_the_known_ones(tiny: Project) -> None:
    with pytest.raises(ProjectError, match="document type “leter”") as caught:
        Previewer(tiny, "nl", output=tiny.root).preview("leter")
    assert "letter" in caught.value.hint
