"""A preview: the document in a language, each message with the id that XLIFF and sheets give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import ProjectError
from assembler.messages.extract import extract
from assembler.model.messages.message import short_id
from assembler.translation.preview import Preview, Previewer
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn


@pytest.fixture(scope="module")
def made(build_context: BuildContext, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    folder = tmp_path_factory.mktemp("preview")
    return Previewer(build_context.project, "fi", output=folder).preview("charter-commitment")


def texts(package: Package, part: str, element: str = "w:t") -> list[str]:
    return [each.text or "" for each in parse(package.parts[part]).iter(qn(element))]


def test_every_message_of_the_type_is_in_a_comment_or_listed(
    build_context: BuildContext, made: Preview
) -> None:
    package = open_package(made.path.read_bytes(), "preview.docx")
    comments, body = texts(package, "word/comments.xml"), texts(package, package.main)
    told = " ".join((*comments, *body))
    everything = extract(build_context.project)
    messages = [each for each in everything if each.places[0].startswith("charter-commitment: ")]
    assert len(messages) > 10
    assert not [each.id for each in messages if short_id(each.id, each.context) not in told]
    assert made.shown > 25


def test_the_document_says_what_it_says_without_comments(build_context: BuildContext, made: Preview) -> None:
    package = open_package(made.path.read_bytes(), "preview.docx")
    assert made.path.name == "preview_charter-commitment_charter-havenstad_fi.docx"
    order = Order("charter-commitment", "examples/charter-havenstad", language="fi", draft=True)
    plain = open_package(assemble(build_context, order).data, "plain.docx")
    said = "".join(texts(plain, plain.main))
    assert "".join(texts(package, package.main)).startswith(said) and len(said) > 1000


def test_a_preview_of_an_unknown_type_says_which_there_are(
    build_context: BuildContext, tmp_path: Path
) -> None:
    with pytest.raises(ProjectError, match="document type 'charter'"):
        Previewer(build_context.project, "fi", output=tmp_path).preview("charter")
