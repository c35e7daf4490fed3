"""What the model does not take stays out of the record, wherever it lays the fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assembler.collect.applying.fields import FieldMerge
from assembler.collect.applying.validation import validate_changes
from assembler.collect.reading.row_matching import RowMatch
from assembler.merging.collect_result import ValueChange
from assembler.model.documents.form_manifest import FormManifest
from assembler.store.project.project import Project
from assembler.word.returned.form_content import ReturnedForm

MANIFEST = FormManifest(
    id="0123456789abcdef", project="inti", record="kade", type="baseline-report",
    benchmark="tiny@2026a", city="kade", language="en", content_language="en",
    house_style="plain", engine="1",
)  # fmt: skip


def taking(project: Project, **said: str) -> FieldMerge:
    """A form that says this of the review."""
    return saying(project, {f"review.{name}": value for name, value in said.items()})


def saying(project: Project, said: Mapping[str, Any]) -> FieldMerge:
    """A form that says this of the record, by path."""
    made = FieldMerge(project.record("kade"), ReturnedForm("back.docx", "docx"), MANIFEST, RowMatch())
    for path, value in said.items():
        made.changed.append(ValueChange(path, None, value))
        made.set_value(path, value)
    return made


@pytest.mark.parametrize("said", [{"visit_end": "2001-01-01"}, {"visit_end": "no day"}])
def test_a_fault_of_one_value_or_of_the_whole_file_keeps_the_value_out(
    project: Project, said: dict[str, str]
) -> None:
    done = validate_changes(project, taking(project, **said), new=False)
    file = project.root / "data/records/kade/review.yaml"
    assert (done.changed, done.contents) == ([], {"review": file.read_bytes()})
    assert [each.rule for each in done.diagnostics] == ["invalid-answer"]
    assert done.record.review == project.record("kade").review


def test_a_deleted_answer_that_the_record_needs_stays_and_is_reported(project: Project) -> None:
    done = validate_changes(project, saying(project, {"review.contact.office": None}), new=False)
    [diagnostic] = done.diagnostics
    assert done.changed == []
    assert diagnostic.message == (
        "the answer at review.contact.office cannot be deleted: `office` is missing"
    )


def test_what_the_record_refers_to_must_exist_or_the_answer_stays_out(project: Project) -> None:
    """An indicator that the benchmark lacks stopped every later command on the record."""
    done = validate_changes(project, saying(project, {
        "baseline.assessments.ZZ/9": {"achievement": "Much"}, "review.contact.telephone": "14 111",
    }), new=False)  # fmt: skip
    assert [each.path for each in done.changed] == ["review.contact.telephone"]
    assert b"ZZ/9" not in done.contents["baseline"]
    assert "ZZ/9" in done.diagnostics[0].message


def test_a_file_of_which_everything_was_refused_is_not_begun(project: Project) -> None:
    (project.root / "data/records/kade/releases.yaml").unlink(missing_ok=True)
    done = validate_changes(project, saying(project, {"releases.releases": "no release"}), new=False)
    assert (done.changed, done.contents) == ([], {})


def test_what_was_refused_beyond_the_end_of_a_list_is_not_written(project: Project) -> None:
    """It stood in the file as a key of that name, and every later command on the record stopped."""
    path = "baseline.background.figures[99999999]"
    done = validate_changes(project, saying(project, {path: "1"}), new=False)
    file = project.root / "data/records/kade/baseline.yaml"
    assert (done.changed, done.contents) == ([], {"baseline": file.read_bytes()})
    assert [each.where for each in done.kept] == [path]
