"""What is released stays as it is: the same bytes, or a refusal; a change has a version of its own (R44)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.pdf import select_unprinted
from assembler.errors import DataError, ProjectError, ToolError
from assembler.model.review.release import Releases
from assembler.rounds.record_status import compute_status
from assembler.rounds.release import ReleaseOrder, release
from assembler.store.office.layout import LayoutResult, LayoutTask, Office
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.package.package import open_package

REPORT = ReleaseOrder("feedback-report", "kade", ("en",), ("public",), today=date(2026, 12, 10))
WANTED = Order("feedback-report", "kade", language="en", edition="public")


def file(project: Project, name: str) -> Path:
    return project.root / "data/records/kade" / name


def rewrite(project: Project, name: str, old: str, new: str) -> None:
    text = file(project, name).read_text("utf-8")
    assert text.count(old) >= 1
    file(project, name).write_text(text.replace(old, new, 1), "utf-8")


def built(project: Project, order: Order = WANTED) -> bytes:
    return assemble(BuildContext(project), order).data


def test_a_release_keeps_the_document_its_digest_and_the_approvals(project: Project) -> None:
    rewrite(project, "feedback.yaml", "status: released", "status: approved  # by all")
    done = release(project, REPORT)
    assert "status: released  # by all" in file(project, "feedback.yaml").read_text("utf-8")
    told = project.record("kade").require(Releases).releases[0]
    assert (told.version, told.released) == ("1.0", date(2026, 12, 10))
    assert told.approvals["HK"] == date(2026, 11, 13) and len(told.approvals) == 3
    kept = file(project, f"releases/1.0/{told.documents[0].file}").read_bytes()
    assert built(project) == kept
    assert len(done.written) == 4, "the audit trail is told of the files too"


class Printer:
    """A LibreOffice that finds each heading on its own page."""

    def lay_out(self, layouts: Sequence[LayoutTask]) -> list[LayoutResult]:
        assert all(each.pdf is None for each in layouts)
        return [LayoutResult({f"_Toc{number:08d}": number for number in range(1, 99)})] * len(layouts)


class BrokenPrinter:
    def lay_out(self, layouts: Sequence[LayoutTask]) -> list[LayoutResult]:
        raise ToolError("LibreOffice failed to start", location="soffice", hint="")


def numbers_in(data: bytes) -> list[str]:
    return re.findall(
        r"PAGEREF _Toc\d+ .*?<w:t>(\d+)</w:t>", open_package(data, "x").parts["word/document.xml"].decode()
    )


def test_a_released_document_has_page_numbers_where_libreoffice_measures_them(project: Project) -> None:
    release(project, REPORT, office=cast("Office", Printer()))
    data = built(project)
    assert numbers_in(data)[:3] == ["1", "2", "3"]
    [document] = project.record("kade").require(Releases).releases[0].documents
    assert document.digest == sha256(data).hexdigest()


def test_a_release_does_not_depend_on_libreoffice(project: Project) -> None:
    release(project, REPORT, office=cast("Office", BrokenPrinter()))
    assert numbers_in(built(project)) == []


def test_printing_does_not_change_a_released_document(project: Project) -> None:
    batch = Batch(project, BatchSettings(project.build_folder, pages=True))
    order = replace(WANTED, draft=True)
    assert len(select_unprinted(batch, list(batch.build([order])))) == 1
    release(project, REPORT)
    assert select_unprinted(batch, list(batch.build([WANTED]))) == []


def next_steps(project: Project) -> list[str]:
    return [each for each in compute_status(project, "kade", date(2026, 12, 11)).next if "release" in each]


def test_team_and_host_editions_are_released_before_the_host_answers_and_the_public_one_after(
    project: Project,
) -> None:
    text = file(project, "feedback.yaml").read_text("utf-8")
    before, answers = text[: text.index("responses:")], text[text.index("responses:") :]
    file(project, "feedback.yaml").write_text(before, "utf-8")
    with pytest.raises(DataError) as raised:
        release(project, REPORT)
    errors = {each.rule for each in raised.value.diagnostics if each.is_error}
    assert errors == {"missing-response"}
    with pytest.raises(DataError, match="the public edition cannot be released yet") as raised:
        release(project, replace(REPORT, editions=()))
    assert raised.value.hint == "release the others first: --edition team --edition host"
    assert not file(project, "releases.yaml").exists()
    release(project, replace(REPORT, editions=("team", "host")))
    assert next_steps(project) == ["release the public edition of feedback-report 1.0"]
    file(project, "feedback.yaml").write_text(before + answers, "utf-8")
    release(project, REPORT)
    assert next_steps(project) == []
    [released] = project.record("kade").require(Releases).releases
    assert [each.edition for each in released.documents] == ["team", "host", "public"]
    editions = {built(project, replace(WANTED, edition=each)) for each in ("team", "host", "public")}
    assert len(editions) == 3
    rewrite(project, "feedback.yaml", "decision: accepted", "decision: not-now")
    with pytest.raises(DataError, match="has changed since"):
        release(project, replace(REPORT, languages=("nl",)))


def test_a_half_given_answer_stops_every_edition_and_the_hint_suggests_none(project: Project) -> None:
    text = file(project, "feedback.yaml").read_text("utf-8")
    file(project, "feedback.yaml").write_text(text[: text.index("responses:")], "utf-8")
    complete = file(project, "baseline.yaml").read_text("utf-8")
    half = re.sub(r"^ +why: .*\n", "", complete, count=1, flags=re.MULTILINE)
    file(project, "baseline.yaml").write_text(half, "utf-8")
    with pytest.raises(DataError, match="the public edition cannot be released yet") as raised:
        release(project, replace(REPORT, editions=()))
    errors = {each.rule for each in raised.value.diagnostics if each.is_error}
    assert errors == {"missing-response", "unexplained-answer"}
    assert raised.value.hint == "correct the record; `assembler check kade` lists everything"


def test_a_release_of_an_earlier_version_is_compared_with_the_complete_report(project: Project) -> None:
    release(project, REPORT)
    text = file(project, "releases.yaml").read_text("utf-8")
    data = project.record("kade").files["feedback"].data
    complete = sha256(json.dumps(data, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
    lines = [re.sub("feedback: .*", f"feedback: {complete}", each) for each in text.splitlines()
             if not each.strip().startswith("answers:")]  # fmt: skip
    file(project, "releases.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    assert complete not in text and project.record("kade").require(Releases).releases[0].record
    release(project, replace(REPORT, languages=("nl",)))
    rewrite(project, "feedback.yaml", "decision: accepted", "decision: not-now")
    with pytest.raises(DataError, match="has changed since"):
        release(project, replace(REPORT, languages=("fi",)))


def test_what_was_released_as_the_internal_edition_is_the_team_edition(project: Project) -> None:
    release(project, replace(REPORT, editions=("internal", "public")))
    path = file(project, "releases.yaml")
    text = path.read_text("utf-8").replace("edition: team", "edition: internal")
    path.write_text(text.replace("_team_", "_internal_"), "utf-8")
    folder = file(project, "releases/1.0")
    (folder / "feedback-report_kade_team_en.docx").rename(folder / "feedback-report_kade_internal_en.docx")
    assert text.count("internal") == 1, "the record is as an earlier version wrote it"
    kept = (folder / "feedback-report_kade_internal_en.docx").read_bytes()
    for edition in ("internal", "team", ""):
        assert built(project, replace(WANTED, edition=edition)) == kept
    assert next_steps(project) == ["release the host edition of feedback-report 1.0"]
    release(project, replace(REPORT, editions=()))
    [released] = project.record("kade").require(Releases).releases
    assert [each.edition for each in released.documents] == ["internal", "public", "host"]
    with pytest.raises(DataError, match="already released"):
        release(project, replace(REPORT, editions=("team",)))


def test_another_template_does_not_change_what_was_released(project: Project) -> None:
    release(project, REPORT)
    before = built(project)
    folder = project.root / "templates/feedback-report"
    folder.mkdir(parents=True)
    for name in ("document.yaml", "template.docx"):
        (folder / name).write_bytes((project.share / "templates/feedback-report" / name).read_bytes())
    text = (folder / "document.yaml").read_text("utf-8")
    (folder / "document.yaml").write_text(text.replace('title: "', 'title: "X ', 1), "utf-8")
    assert built(Project(project.root, share=project.share, cache=project.cache)) == before


def test_a_changed_record_is_refused_until_it_has_a_new_version(project: Project) -> None:
    release(project, REPORT)
    rewrite(project, "feedback.yaml", "listens to an advisory council", "hears an advisory council")
    with pytest.raises(DataError) as raised:
        built(project)
    assert "changed-after-release" in {each.rule for each in raised.value.diagnostics}
    with pytest.raises(DataError, match="has changed since"):
        release(project, REPORT)
    assert built(project, replace(WANTED, draft=True)).startswith(b"PK")
    text = file(project, "feedback.yaml").read_text("utf-8")
    file(project, "feedback.yaml").write_text(text.replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    release(project, REPORT)
    versions = [each.version for each in project.record("kade").require(Releases).releases]
    assert versions == ["1.0", "1.1"]


def test_a_language_can_follow_and_one_that_was_not_released_is_reported(project: Project) -> None:
    release(project, REPORT)
    wanted = replace(WANTED, language="fi")
    with pytest.raises(ProjectError, match="released only as en public"):
        built(project, wanted)
    release(project, ReleaseOrder("feedback-report", "kade", ("fi",), ("public",)))
    told = project.record("kade").require(Releases).releases
    assert [len(each.documents) for each in told] == [2]
    assert built(project, wanted) != built(project)


def test_another_house_style_than_the_released_one_is_named(project: Project) -> None:
    release(project, REPORT)
    with pytest.raises(ProjectError, match="only as en public in the house style plain") as caught:
        built(project, replace(WANTED, house_style="harbour"))
    assert caught.value.hint == "add --house-style plain, or add --draft"


def test_a_released_file_that_somebody_changed_is_not_given_out(project: Project) -> None:
    done = release(project, REPORT)
    path = file(project, f"releases/1.0/{done.release.documents[0].file}")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DataError, match="changed after its release"):
        built(project)


def test_a_version_that_breaks_a_rule_is_not_released(project: Project) -> None:
    rewrite(project, "feedback.yaml", "decision: approved", "decision: not-approved")
    before = sorted(project.root.rglob("*.*"))
    with pytest.raises(DataError) as raised:
        release(project, REPORT)
    assert "missing-approval" in {each.rule for each in raised.value.diagnostics}
    assert [each for each in sorted(project.root.rglob("*.*")) if "releases" in str(each)] == []
    assert "releases.yaml" not in {each.name for each in before}


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (ReleaseOrder("baseline-report", "kade"), "is a form"),
        (ReleaseOrder("evidence-log", "kade"), "no version was given"),
        (ReleaseOrder("feedback-report", "kade", version="2.0"), "record is version 1.0"),
    ],
)
def test_what_cannot_be_released_is_reported(project: Project, order: ReleaseOrder, told: str) -> None:
    with pytest.raises(ProjectError, match=told):
        release(project, order)


def test_a_document_whose_record_says_no_version_gets_one_and_no_lower_one_after_it(project: Project) -> None:
    order = ReleaseOrder("evidence-log", "kade", ("en",), version="1.2", today=date(2026, 10, 9))
    assert release(project, order).release.approvals == {}
    with pytest.raises(DataError, match=r"not later than 1\.2"):
        release(project, ReleaseOrder("evidence-log", "kade", ("en",), version="1.1"))
