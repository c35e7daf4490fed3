"""What forms share is made once, and no form shows that another one was made before it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.forms.skeleton import LIST_ROOM, SPILL_IDS
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.review.baseline import BaselineReport
from assembler.store.files.cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.structs import replace
from assembler.word.forms.form_parts import MANIFEST
from assembler.word.forms.manifest import build_manifest_part

FILLED = Order("baseline-report", "examples/havenstad", language="nl")
BARE = Order("baseline-report", benchmark="inti-cities", city="havenstad", language="nl")


@pytest.fixture(scope="module")
def build_context(tmp_path_factory: pytest.TempPathFactory, cache: FolderCache) -> BuildContext:
    return BuildContext(Project(Path(tmp_path_factory.mktemp("own")), share=shipped_folder(), cache=cache))


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_a_form_is_the_same_whatever_was_made_before_it(build_context: BuildContext) -> None:
    alone = assemble(BuildContext(build_context.project), BARE).data
    assemble(build_context, FILLED)
    assert assemble(build_context, BARE).data == alone == assemble(build_context, BARE).data


def test_the_manifest_in_the_file_says_what_the_manifest_says(build_context: BuildContext) -> None:
    made = assemble(build_context, FILLED)
    assert made.manifest is not None
    assert part(made.data, MANIFEST).encode() == build_manifest_part(made.manifest)


def test_a_form_tells_which_texts_its_language_lacks_also_the_second_time(tmp_path: Path) -> None:
    catalogue = tmp_path / "locales/pt/LC_MESSAGES/documents.po"
    catalogue.parent.mkdir(parents=True)
    head = "Language: pt\\nContent-Type: text/plain; charset=UTF-8\\n"
    head += "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
    catalogue.write_text(f'msgid ""\nmsgstr "{head}"\n', encoding="utf-8")
    build_context = BuildContext(Project(tmp_path, share=shipped_folder()))
    first, second = (assemble(build_context, replace(BARE, language="pt")) for _ in range(2))
    assert "missing-translation" in {diagnostic.rule for diagnostic in second.diagnostics}
    assert first.diagnostics == second.diagnostics


def test_a_list_with_more_items_than_room_has_ids_of_its_own(build_context: BuildContext) -> None:
    record = build_context.project.record("examples/havenstad")
    baseline = record.require(BaselineReport)
    documents = baseline.supporting_documents
    assert documents
    many = (documents * (LIST_ROOM // len(documents) + 1))[: LIST_ROOM // 4]
    full = replace(record, entities={
        **record.entities, "baseline": baseline.model_copy(update={"supporting_documents": many}),
    })  # fmt: skip
    body = part(assemble(build_context, FILLED, record=full).data)
    controls = [int(number) for number in re.findall(r'<w:id w:val="(\d+)"/>', body)]
    marks = [int(number) for number in re.findall(r'<w:bookmarkStart w:id="(\d+)"', body)]
    assert max(marks) >= SPILL_IDS
    assert len(set(controls)) == len(controls)
    assert len(set(marks)) == len(marks)
