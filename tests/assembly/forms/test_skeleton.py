"""What forms share is built once, and no form depends on the forms that were built before it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.forms import skeleton
from assembler.assembly.forms.skeleton import LIST_ROOM, SPILL_IDS
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.review.baseline import BaselineReport, SupportingDocument
from assembler.model.types.values import Text
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.forms.form_parts import MANIFEST
from assembler.word.forms.manifest import build_manifest_part

FILLED = Order("baseline-report", "kade", language="nl")
BARE = Order("baseline-report", benchmark="tiny", city="pier", language="nl")


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_a_form_is_the_same_whatever_was_built_before_it(project: Project) -> None:
    build_context = BuildContext(project)
    alone = assemble(BuildContext(project), BARE).data
    assemble(build_context, FILLED)
    assert assemble(build_context, BARE).data == alone == assemble(build_context, BARE).data


def test_the_manifest_in_the_file_says_what_the_manifest_says(project: Project) -> None:
    made = assemble(BuildContext(project), FILLED)
    assert made.manifest is not None
    assert part(made.data, MANIFEST).encode() == build_manifest_part(made.manifest)


def test_a_form_reports_missing_translations_the_second_time_too(project: Project) -> None:
    catalogue = project.root / "locales/pt/LC_MESSAGES/documents.po"
    catalogue.parent.mkdir(parents=True)
    head = "Language: pt\\nContent-Type: text/plain; charset=UTF-8\\n"
    head += "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
    catalogue.write_text(f'msgid ""\nmsgstr "{head}"\n', encoding="utf-8")
    build_context = BuildContext(project)
    first, second = (assemble(build_context, replace(BARE, language="pt")) for _ in range(2))
    assert "missing-translation" in {diagnostic.rule for diagnostic in second.diagnostics}
    assert first.diagnostics == second.diagnostics


def test_a_list_with_more_items_than_room_has_ids_of_its_own(project: Project) -> None:
    record = project.record("kade")
    baseline = record.require(BaselineReport)
    many = (SupportingDocument(title=Text(text="Plan")),) * (LIST_ROOM // 4)
    full = replace(record, entities={
        **record.entities, "baseline": baseline.model_copy(update={"supporting_documents": many}),
    })  # fmt: skip
    body = part(assemble(BuildContext(project), FILLED, record=full).data)
    controls = [int(number) for number in re.findall(r'<w:id w:val="(\d+)"/>', body)]
    marks = [int(number) for number in re.findall(r'<w:bookmarkStart w:id="(\d+)"', body)]
    assert max(marks) >= SPILL_IDS
    assert len(set(controls)) == len(controls)
    assert len(set(marks)) == len(marks)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The types of the skeletons that are built."""
    names = list[str]()
    build = skeleton.build_form_skeleton

    def count(declared, blocks, context):  # type: ignore[no-untyped-def]
        names.append(declared.name)
        return build(declared, blocks, context)

    monkeypatch.setattr(skeleton, "build_form_skeleton", count)
    return names


def test_the_second_of_two_equal_forms_uses_the_skeleton_of_the_first(
    project: Project, built: list[str]
) -> None:
    context = BuildContext(project)
    first, second = (assemble(context, BARE).data for _ in range(2))
    assert first == second
    assert built == ["baseline-report"]


@pytest.mark.parametrize("other", [replace(BARE, draft=True), replace(BARE, language="en")], ids=repr)
def test_another_form_has_a_skeleton_of_its_own(project: Project, built: list[str], other: Order) -> None:
    context = BuildContext(project)
    for order in (BARE, other):
        assemble(context, order)
    assert len(built) == 2
