"""Forms that come back after the record went on: conflicts are settled, and who did what is written down."""

from __future__ import annotations

import gc
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.diagnostics import Level
from assembler.errors import FileError, FormError
from assembler.store.files.transaction import recover
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.store.records.record import Record
from commands import run_command
from returned_forms import BODY, Edit, W, cell_of, changes_by_path, edit_parts, row_of, send_form, type_into
from typed_words import Draft, element, picture
from word_notation import paragraph

TELEPHONE = "review.contact.telephone"
EMAIL = "office@kade.example"
CONTACT = "contact: {office: Head of integration, email: office@kade.example, languages: [nl, en]}\n"
LINES = """\
contact:
  office: Head of integration
  email: office@kade.example
  telephone: "14 099"
  languages: [nl, en]
"""


@pytest.fixture
def form(project: Project) -> Path:
    """The baseline report as it is sent, for a contact with a telephone number."""
    say(project, CONTACT, LINES)
    order = Order("baseline-report", record="kade", language="nl")
    return send_form(project, order)


def changed(path: Path, name: str, edits: Mapping[str, Edit]) -> Path:
    """The file under another name, with some of its parts changed."""
    back = path.with_name(name)
    back.write_bytes(edit_parts(path.read_bytes(), edits))
    return back


def filled(path: Path, texts: Mapping[str, str], name: str = "back.docx", by: str = "Ann") -> Path:
    """The form with these texts in the answers, saved by somebody."""

    def write(root: etree._Element) -> None:
        for code, text in texts.items():
            cell = cell_of(root, code)
            words = list(cell.iter(f"{W}t"))
            words[0].text = text
            for more in words[1:]:
                more.text = ""

    def sign(root: etree._Element) -> None:
        space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        etree.SubElement(root, f"{{{space}}}lastModifiedBy").text = by

    return changed(path, name, {BODY: write, "docProps/core.xml": sign})


def say(project: Project, old: str, new: str, kind: str = "review") -> None:
    path = project.root / f"data/records/kade/{kind}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def data_of(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (project.root / "data").rglob("*") if path.is_file()}


def telephone(project: Project) -> str:
    return str(project.record("kade").data_at(TELEPHONE))


def test_a_conflict_is_settled_by_preferring_one_side(project: Project, form: Path) -> None:
    back = filled(form, {"F.4": "14 111"})
    say(project, "14 099", "14 000")
    left = run_command(project.root, "collect", str(back))
    assert left.exit_code == 1
    kept = run_command(project.root, "collect", str(back), "--prefer", "record", "--format", "json")
    assert kept.exit_code == 0
    [conflict] = json.loads(kept.stdout)[0]["conflicts"]
    assert (conflict["settled"], conflict["base"], conflict["form"]) == ("record", "14 099", "14 111")
    assert telephone(project) == "14 000"
    taken = run_command(project.root, "collect", str(back), "--prefer", "form")
    assert taken.exit_code == 0
    assert telephone(project) == "14 111"
    assert run_command(project.root, "collect", str(back)).exit_code == 0


def test_a_conflict_that_was_settled_is_in_the_trail_once_with_the_form_that_it_came_from(
    project: Project, form: Path
) -> None:
    back = filled(form, {"F.4": "14 111"})
    say(project, "14 099", "14 000")
    for _ in range(2):
        assert run_command(project.root, "collect", str(back), "--prefer", "record").exit_code == 0
    [line] = read_changes(project.root / "data/records/kade")
    assert (line["kept"], line["said"]) == ("14 000", "14 111")
    assert (project.root / f"data/forms/{line['form']}.json").is_file()
    assert "14 000 (kept, not 14 111)" in run_command(project.root, "status", "kade", "--history").stdout


def test_an_answer_that_was_cleared_is_taken_out_after_the_other_side_was_preferred(
    project: Project, form: Path
) -> None:
    back = filled(form, {"F.4": ""})
    say(project, "14 099", "14 000")
    run_command(project.root, "collect", str(back), "--prefer", "record")
    assert telephone(project) == "14 000"
    run_command(project.root, "collect", str(back), "--prefer", "form")
    assert telephone(project) == "None"


def test_conflicts_are_asked_one_by_one_and_breaking_off_leaves_all_as_it_was(
    project: Project, form: Path
) -> None:
    back = filled(form, {"F.4": "14 111", "F.3": "new@kade.example"})
    say(project, "14 099", "14 000")
    say(project, EMAIL, "old@kade.example")
    before = data_of(project)
    broken = run_command(project.root, "collect", str(back), "--prefer", "ask", typed="form\n")
    assert broken.exit_code == 1
    assert data_of(project) == before
    other = filled(form, {"F.4": "14 222"}, "other.docx", by="Bo")
    broken = run_command(
        project.root, "collect", str(back), str(other), "--prefer", "ask", typed="form\nform\n"
    )
    assert broken.exit_code == 1
    assert data_of(project) == before
    done = run_command(project.root, "collect", str(back), "--prefer", "ask", typed="form\nrecord\n")
    assert f"as sent: {EMAIL}" in done.output
    said = project.record("kade")
    assert (said.data_at("review.contact.email"), said.data_at(TELEPHONE)) == ("new@kade.example", "14 000")


class Counting(Project):
    """A project with a file in which each reading of a record is noted."""

    def record(self, name: str) -> Record:
        with (self.root / "readings").open("a") as readings:
            readings.write(f"{name}\n")
        return super().record(name)


def test_a_record_is_read_and_checked_once_for_a_return(project: Project, form: Path) -> None:
    counting = Counting(project.root, share=project.share, cache=project.cache)
    assert changes_by_path(collect(counting, filled(form, {"F.4": "14 111"}))) == {TELEPHONE: "14 111"}
    assert (project.root / "readings").read_text().split() == ["kade"]


def test_each_change_is_in_the_trail_with_who_when_and_from_which_file(project: Project, form: Path) -> None:
    back = filled(form, {"F.4": "14 111"}, "from-ann.docx")
    collect(project, back, moment="2026-11-20T18:00:00+00:00")
    [line] = read_changes(project.root / "data/records/kade")
    assert (line["path"], line["from"], line["to"]) == (TELEPHONE, "14 099", "14 111")
    assert (line["who"], line["file"], line["collected"]) == (
        "Ann", "from-ann.docx", "2026-11-20T18:00:00+00:00")  # fmt: skip
    second = filled(form, {"F.3": "b@kade.example"}, "from-bo.docx", by="Bo")
    collect(project, second)
    lines = read_changes(project.root / "data/records/kade")
    assert lines[0] == line
    assert [each["who"] for each in lines] == ["Ann", "Bo"]


def test_two_returns_of_one_form_are_both_taken_and_what_they_contradict_is_a_conflict(
    project: Project, form: Path
) -> None:
    ann = filled(form, {"F.4": "14 111", "F.1": "Ann's office"}, "ann.docx")
    bo = filled(form, {"F.4": "14 222", "F.3": "bo@kade.example"}, "bo.docx", by="Bo")
    collect(project, ann)
    result = collect(project, bo)
    assert changes_by_path(result) == {"review.contact.email": "bo@kade.example"}
    [conflict] = result.conflicts
    assert (conflict.form, conflict.record) == ("14 222", "14 111")
    assert "(from ann.docx)" in next(each.message for each in result.diagnostics if each.rule == "conflict")


def test_the_same_return_twice_does_not_undo_what_people_did_meanwhile(project: Project, form: Path) -> None:
    back = filled(form, {"F.4": "14 111"})
    collect(project, back)
    say(project, "14 111", "14 333")
    again = collect(project, back)
    assert not again.changed and not again.conflicts
    assert telephone(project) == "14 333"


def test_a_row_that_a_form_brought_is_not_brought_again_after_it_was_taken_out(
    project: Project, form: Path
) -> None:
    def add(root: etree._Element) -> None:
        first = row_of(root, "P.3.1")
        fresh = etree.fromstring(etree.tostring(first))
        for mark in [*fresh.iter(f"{W}bookmarkStart"), *fresh.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        for cell, text in zip(fresh.iterfind(f"{W}tc"), ("", "Library", "Lent rooms"), strict=True):
            next(cell.iter(f"{W}t")).text = text
        first.addnext(fresh)

    back = changed(form, "row.docx", {BODY: add})
    path = project.root / "data/records/kade/baseline.yaml"
    before = path.read_bytes()
    assert changes_by_path(collect(project, back)) == {
        "baseline.provenance.contributions[1]": {
            "who": {"text": "Library", "language": "nl"}, "how": {"text": "Lent rooms", "language": "nl"}},
    }  # fmt: skip
    path.write_bytes(before)
    assert not collect(project, back).changed
    assert path.read_bytes() == before


def test_a_cleared_answer_is_distinguished_from_one_that_was_left_empty(project: Project, form: Path) -> None:
    result = collect(project, filled(form, {"F.4": "", "IE/I/1.2": ""}), dry_run=True)
    assert changes_by_path(result) == {TELEPHONE: None}
    assert {(each.rule, each.location.position) for each in result.diagnostics} == {
        ("answer-deleted", "F.4"), ("placeholder-deleted", "IE/I/1.2")}  # fmt: skip


def test_an_answer_that_is_a_picture_alone_is_neither_empty_nor_cleared(project: Project, form: Path) -> None:
    draft = Draft(filled(form, {"F.4": "", "IE/I/1.2": ""}).read_bytes())
    for code in ("F.4", "IE/I/1.2"):
        paragraph = next(cell_of(draft.body, code).iter(f"{W}p"))
        paragraph.append(element(picture(draft)))
    path = form.with_name("photographed.docx")
    path.write_bytes(draft.to_bytes())
    result = collect(project, path)
    assert not result.changed
    assert not result.empty
    assert [each.where for each in result.pictures] == ["F.4", "IE/I/1.2"]
    found = {(each.rule, each.location.position) for each in result.diagnostics}
    rules = ("picture-only", "unmatched-picture", "unmatched-text")
    assert found == {(rule, code) for rule in rules for code in ("F.4", "IE/I/1.2")}


def test_a_form_that_is_in_the_file_twice_is_reported_once(project: Project, form: Path) -> None:
    def double(root: etree._Element) -> None:
        type_into(cell_of(root, "F.4"), "14 111")
        [body] = root.iterfind(f"{W}body")
        *own, section = body
        for each in own:
            section.addprevious(deepcopy(each))

    result = collect(project, changed(form, "twice.docx", {BODY: double}))
    assert changes_by_path(result) == {TELEPHONE: "14 111"}
    assert not result.conflicts
    assert [each.rule for each in result.diagnostics] == ["duplicate-form", "unmatched-text"]


def test_merged_cells_are_left_to_a_person_with_their_words(project: Project, form: Path) -> None:
    def merge(root: etree._Element) -> None:
        *_, question, answer = row_of(root, "GG/A/1.6").iterfind(f"{W}tc")
        question.extend(list(answer.iterfind(f"{W}p")))
        answer.getparent().remove(answer)  # type: ignore[union-attr]

    result = collect(project, changed(form, "merged.docx", {BODY: merge}), dry_run=True)
    assert not result.changed
    first = result.diagnostics[0]
    assert (first.rule, first.location.position) == ("merged-cells", "GG/A/1.6")


def test_an_answer_that_was_split_over_two_cells_is_neither_cleared_nor_lost(
    project: Project, form: Path
) -> None:
    def split(root: etree._Element) -> None:
        row = row_of(root, "F.4")
        row.append(element(f"<w:tc>{paragraph('after five o’clock')}</w:tc>"))

    result = collect(project, changed(form, "split.docx", {BODY: split}))
    assert not result.changed
    assert [(each.where, each.text) for each in result.kept] == [("F.4", "after five o’clock")]


def test_without_controls_nobody_guesses_which_of_the_cells_is_the_answer(
    project: Project, form: Path
) -> None:
    def split(root: etree._Element) -> None:
        for control in list(root.iter(f"{W}sdtPr")):
            control.clear()
        row_of(root, "F.4").append(element(f"<w:tc>{paragraph('14 111')}</w:tc>"))

    result = collect(project, changed(form, "split.docx", {BODY: split}))
    assert not result.changed
    assert ("F.4", "merged-cells") in {(each.location.position, each.rule) for each in result.diagnostics}
    assert "14 111" in [each.text for each in result.kept]


def test_a_form_of_an_older_version_is_read_and_reported(project: Project, form: Path) -> None:
    """As version 0.0.9 made it: no house style, no city, no content language in the manifest."""
    [kept] = (project.root / "data/forms").glob("*.json")
    data = json.loads(kept.read_text("utf-8"))
    for name in ("house_style", "city", "content_language"):
        data.pop(name)
    data |= {"engine": "0.0.9", "house_style": "plain"}
    for sent in (project.root / "data/forms").glob("*.docx"):
        sent.unlink()
    kept.write_text(json.dumps(data), "utf-8")
    result = collect(project, filled(form, {"F.4": "14 111"}))
    assert changes_by_path(result) == {TELEPHONE: "14 111"}
    assert {each.rule for each in result.diagnostics} == {"other-version"}


def test_a_form_of_a_later_version_may_lack_answers(project: Project, form: Path) -> None:
    [kept] = (project.root / "data/forms").glob("*.json")
    kept.write_text(json.dumps(json.loads(kept.read_text("utf-8")) | {"engine": "1000.2"}), "utf-8")
    [found] = collect(project, filled(form, {"F.4": "14 111"})).diagnostics
    assert (found.rule, found.level) == ("other-version", Level.WARNING)
    assert found.message.startswith("this form was built with Assembler 1000.2, which is later than")
    assert found.hint.startswith("upgrade Assembler and collect the form again")


def test_a_form_that_lost_its_version_is_not_said_to_have_one(project: Project, form: Path) -> None:
    [kept] = (project.root / "data/forms").glob("*.json")
    kept.write_text(json.dumps(json.loads(kept.read_text("utf-8")) | {"engine": ""}), "utf-8")
    [found] = collect(project, filled(form, {"F.4": "14 111"})).diagnostics
    assert found.rule == "other-version"
    assert found.message.startswith("the version of Assembler that built this form is unknown;")


@pytest.mark.product
def test_a_renamed_form_is_the_same_form(project: Project, form: Path) -> None:
    back = filled(form, {"F.4": "14 111"}, "Kopie van rapport (2) DEFINITIEF.docx")
    assert changes_by_path(collect(project, back, dry_run=True)) == {TELEPHONE: "14 111"}


def test_a_letter_is_no_form(project: Project, form: Path) -> None:
    def forget(root: etree._Element) -> None:
        root[:], root.text = [], ""

    stranger = changed(form, "letter.docx", {"docProps/custom.xml": forget, "customXml/item9001.xml": forget})
    shutil.rmtree(project.root / "data/forms")
    with pytest.raises(FormError):
        collect(project, stranger)


def test_an_old_office_file_that_is_no_text_is_refused(project: Project) -> None:
    sheet = project.root / "sheet.doc"
    sheet.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"))
    with pytest.raises(FileError, match="not a Word document"):
        collect(project, sheet)
    sheet.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0Macros\0".encode("utf-16-le"))
    with pytest.raises(FileError, match="macros"):
        collect(project, sheet)


def kill_while_it_writes(command: list[str], folder: Path, moment: float) -> None:
    """Run the command, and kill it ``moment`` seconds after it begins to write into ``folder``."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and not any(folder.glob(".*")):
        time.sleep(0.0005)
    time.sleep(moment)
    running.kill()
    running.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("times", [1, pytest.param(24, marks=pytest.mark.product)])
def test_a_collect_that_is_killed_left_all_or_nothing(project: Project, form: Path, times: int) -> None:
    back = filled(form, {"F.4": "14 111", "F.3": "new@kade.example"})
    folder, chance = project.root / "data/records/kade", random.Random(times)
    command = [sys.executable, "-m", "assembler", "--project", str(project.root), "collect", str(back)]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    states = set()
    for _ in range(times):
        kill_while_it_writes(command, folder, chance.uniform(0, 0.03))
        recover(folder)
        lines, held = read_changes(folder), project.record("kade").data_at(TELEPHONE)
        states.add((len(lines), held))
        for path in folder.iterdir():
            path.unlink()
        for name, data in before.items():
            (folder / name).write_bytes(data)
    assert states <= {(0, "14 099"), (2, "14 111")}


def test_the_garbage_collector_runs_again_after_a_file_that_is_no_form(
    project: Project, tmp_path: Path
) -> None:
    (broken := tmp_path / "form.docx").write_bytes(b"PK")
    with pytest.raises(FileError):
        collect(project, broken)
    assert gc.isenabled()
