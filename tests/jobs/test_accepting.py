"""What the model does not take stays out of the record, wherever it lays the fault."""

from __future__ import annotations

import pytest

from assembler.jobs.accepting import accepted
from assembler.jobs.collected import Changed
from assembler.jobs.matching import Match
from assembler.jobs.taking import Taking
from assembler.model.form import FormManifest
from assembler.store.project import Project
from assembler.word.form_content import ReturnedForm

MANIFEST = FormManifest(
    id="0123456789abcdef", project="inti", record="havenstad", type="baseline-report",
    benchmark="inti-cities@2009b", city="havenstad", language="en", content_language="en",
    house_style="plain", engine="1",
)  # fmt: skip


def taking(project: Project, **said: str) -> Taking:
    """A form that says this of the review."""
    made = Taking(project.record("havenstad"), ReturnedForm("back.docx", "docx"), MANIFEST, Match())
    for name, value in said.items():
        made.changed.append(Changed(f"review.{name}", None, value))
        made.put(f"review.{name}", value)
    return made


@pytest.mark.parametrize("said", [{"visit_end": "2001-01-01"}, {"visit_end": "no day"}])
def test_a_fault_of_one_value_or_of_the_whole_file_keeps_the_value_out(
    project: Project, said: dict[str, str]
) -> None:
    done = accepted(taking(project, **said), new=False)
    file = project.root / "data/records/havenstad/review.yaml"
    assert (done.changed, done.contents) == ([], {"review": file.read_bytes()})
    assert [each.rule for each in done.findings] == ["not-accepted"]
    assert done.record.review == project.record("havenstad").review
