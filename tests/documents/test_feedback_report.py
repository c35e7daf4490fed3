"""The feedback report: what comes out, what does not, and what the public edition keeps to itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from lxml import etree

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError
from assembler.model.review.baseline import BaselineReport
from assembler.model.review.desk_reviews import TeamDeskReview
from assembler.model.types.rich_text import split_paragraphs
from assembler.store.project.project import Project
from assembler.store.yaml.yaml_file import parse_yaml, require_data
from assembler.values.plain_text import normalise_characters
from assembler.word.content.heading_styles import W
from assembler.word.forms.controls import bookmark_name
from assembler.word.forms.form_parts import CUSTOM, MANIFEST
from assembler.word.forms.manifest import read_manifest
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse
from assembler.word.returned.report_content import UserTable
from drawn_png import png
from returned_forms import body_of, lines_of
from shared_documents import assemble_once

INITIALS = ("HK", "LM", "MS", "GF", "ER", "PV")
EDITIONS = ("team", "host", "public")
GUEST, MAYOR = "Wilhelmina Proefpersoon", "Lubbertus Ondertekenaar"


@pytest.fixture(autouse=True)
def write_names(project: Project) -> None:
    """Write a guest's and a mayor's name into the review."""
    with edited(project, "visit") as visit:
        visit["sessions"]["I17"]["interviewees"][0]["name"] = GUEST
    with edited(project, "feedback") as report:
        report["commitment"]["name"] = MAYOR


@contextmanager
def edited(project: Project, kind: str) -> Iterator[Any]:
    """What one file of the record says, written back with what was changed in it."""
    path = project.root / f"data/records/havenstad/{kind}.yaml"
    said = require_data(parse_yaml(path.read_bytes(), path.name))
    yield said
    path.write_text(json.dumps(said), "utf-8")  # which is YAML too


def built(project: Project, edition: str, *, language: str = "en", draft: bool = False) -> AssembledDocument:
    order = Order("feedback-report", "havenstad", language=language, edition=edition, draft=draft)
    return assemble_once(project, order)


def package(made: AssembledDocument) -> Package:
    return open_package(made.data, made.file_name)


def body(made: AssembledDocument) -> etree._Element:
    return body_of(made.data)


def said(made: AssembledDocument) -> str:
    return normalise_characters("\n".join(lines_of(body(made))))


def everything(made: AssembledDocument) -> Iterator[tuple[str, str]]:
    """Each part's name with all its words, and with all values of its attributes."""
    for name, data in package(made).parts.items():
        if name.endswith((".xml", ".rels")):
            root = parse(data)
            values = (str(value) for each in root.iter(etree.Element) for value in each.attrib.values())
            yield name, normalise_characters("\n".join((*map(str, root.itertext()), *values)))


def found_in(made: AssembledDocument, pattern: str) -> dict[str, str]:
    hits = ((name, re.search(pattern, text)) for name, text in everything(made))
    return {name: hit[0] for name, hit in hits if hit}


SESSION = r"(?i)\b(?:interview|workshop)[ _]+(?:\d+|[A-Z])\b(?! )|\b(?:I\d+|W[A-Z])-\d"


def name_all_guests(project: Project) -> list[str]:
    """Give a name to every guest, which must appear nowhere, and return their words."""
    names = []
    with edited(project, "visit") as visit:
        for session in visit["sessions"].values():
            for guest in session.get("interviewees", ()):
                names.append(f"Gastnaam{len(names)} Achternaam{len(names)}")
                guest["name"] = names[-1]
    assert len(names) > 30
    return [GUEST, *GUEST.split(), *(word for name in names for word in name.split())]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_public_edition_has_no_name_no_initials_and_no_session_in_any_part(
    project: Project, language: str
) -> None:
    names = [*name_all_guests(project), MAYOR, *MAYOR.split()]
    made = built(project, "public", language=language)
    assert found_in(made, "|".join(map(re.escape, names))) == {}
    assert found_in(made, rf"\b(?:{'|'.join(INITIALS)})\b") == {}
    assert found_in(made, SESSION) == {}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_host_edition_names_no_guest_and_no_session_and_initials_only_in_the_list_of_the_team(
    project: Project, language: str
) -> None:
    made = built(project, "host", language=language)
    assert found_in(made, "|".join(map(re.escape, name_all_guests(project)))) == {}
    assert found_in(made, SESSION) == {}
    assert set(found_in(made, rf"\b(?:{'|'.join(INITIALS)})\b")) == {"word/document.xml", MANIFEST}
    text = said(made)
    assert [text.count(f"\n{initials}\n") for initials in INITIALS] == [1] * len(INITIALS)
    assert len(re.findall(rf"\b(?:{'|'.join(INITIALS)})\b", text)) == len(INITIALS)
    assert MAYOR in text, "the host knows who signed for it"
    assert "Avec une réserve" in text


def keep_named(project: Project, what: str) -> None:
    """Let the summary contain a picture or a table with a name that the text of the record does not have."""
    folder = project.root / "data/kept/havenstad"
    folder.mkdir(parents=True)
    table = UserTable(((split_paragraphs("Met"), split_paragraphs(GUEST)),))
    written = b"tEXtAuthor\0" + GUEST.encode()
    chunk = len(written[4:]).to_bytes(4) + written + crc32(written).to_bytes(4)
    picture = png()[:-12] + chunk + png()[-12:]
    name, data = (table.name, table.to_bytes()) if what == "table" else ("0123456789ab.png", picture)
    (folder / name).write_bytes(data)
    with edited(project, "feedback") as report:
        report["summary"] = f"Look:\n\n[A picture](kept:{name})"


@pytest.mark.parametrize(("what", "part"), [("picture", "word/media/"), ("table", "word/document.xml")])
def test_a_guest_whom_a_kept_picture_or_table_names_is_only_in_the_team_edition(
    project: Project, what: str, part: str
) -> None:
    keep_named(project, what)
    for edition in ("host", "public"):
        with pytest.raises(DataError, match="could identify somebody") as caught:
            built(project, edition)
        [error] = caught.value.diagnostics
        assert (error.rule, GUEST in error.message) == ("traceable-guest", True)
        assert error.location.position.startswith(part)
        draft = built(project, edition, draft=True)
        assert [each.rule for each in draft.diagnostics if each.is_error] == ["traceable-guest"]
    assert any(GUEST.encode() in data for data in package(built(project, "team")).parts.values())


def test_small_groups_are_added_up_outside_the_team(project: Project) -> None:
    with edited(project, "visit") as visit:
        guests = [guest for each in visit["sessions"].values() for guest in each.get("interviewees", ())]
        for guest in guests:
            if guest["category"] == "politician":
                guest["category"] = "staff"
        guests[0]["category"] = "politician"
    assert "Politicians\n1\n1\n" in said(built(project, "team"))
    for edition in ("host", "public"):
        text = said(built(project, edition))
        assert "Politicians\n" not in text
        assert re.search(r"Other groups together\n\d+\n(?:[3-9]|\d\d)\n", text)


def test_the_only_group_is_not_named_outside_the_team_if_it_is_small(project: Project) -> None:
    with edited(project, "visit") as visit:
        for session in visit["sessions"].values():
            session.pop("interviewees", None)
        session = next(each for each in visit["sessions"].values() if each["kind"] == "interview")
        session["interviewees"] = [{"office": "Alderman", "category": "politician", "consent": True}]
    assert "Politicians\n1\n1\n" in said(built(project, "team", draft=True))
    text = said(built(project, "public", draft=True))
    assert "Politicians\n" not in text and "Other groups together\n1\n1\n" in text


def test_a_report_says_who_was_absent_when_the_others_agreed(project: Project) -> None:
    with edited(project, "feedback") as report:
        report["conclusions"]["agreed_by"].remove("LM")
        report["conclusions"]["absent"] = ["LM"]
    for edition in ("team", "host", "public"):
        text = said(built(project, edition))
        assert "Absent when the others agreed: Chargée de mission égalité, Lyon" in text
        assert text.count("Absent when") == 1


def test_the_public_edition_is_only_the_document(project: Project) -> None:
    made = built(project, "public")
    parts = set(package(made).parts)
    assert not {name for name in parts if "custom" in name.lower() or "comments" in name or "people" in name}
    assert found_in(made, "Assembler(?:Form|Record|Project)") == {}
    core = package(made).parts[package(made).core_properties].decode()
    assert "creator" not in core and "lastModifiedBy" not in core
    assert made.manifest is None


def test_the_team_edition_says_what_it_is_and_which_sections_it_holds(project: Project) -> None:
    made = built(project, "team")
    assert made.manifest is not None
    manifest = read_manifest(package(made).parts[MANIFEST])
    assert manifest == made.manifest
    assert (manifest.type, manifest.record) == ("feedback-report", "havenstad")
    sections = {field.code: field.path for field in manifest.fields}
    assert {"N.1", "N.4", "GG.N", "F01", "G01", "R01"} <= set(sections)
    assert sections["F01"] == "feedback.findings.F01.text"
    assert manifest.id in package(made).parts[CUSTOM].decode()


def test_the_team_edition_says_where_each_finding_comes_from(project: Project) -> None:
    text = said(built(project, "team"))
    assert "GG/I/3 – Interview 17 – MS & ER" in text
    assert "HK, LM, MS, GF, ER, PV" in text
    assert MAYOR in text


def test_labels_speak_the_language_of_the_document(project: Project) -> None:
    assert re.search(r"GG/I/3 – \S+ 17 – MS & ER", said(built(project, "team", language="nl")))


def test_the_editions_differ_in_nothing_that_was_found(project: Project) -> None:
    team, public = (said(built(project, edition)) for edition in ("team", "public"))
    codes = re.compile(r"\b[FGR]\d\d\b")
    assert set(codes.findall(team)) == set(codes.findall(public))


@pytest.mark.parametrize("edition", ["team", "public"])
def test_each_judgement_stands_beside_the_ratings_before_the_visit(project: Project, edition: str) -> None:
    text = said(built(project, edition))
    label = "GG/A/3 Integration Coordinator leads the joint committee"
    assert f"{label}\nWell above the benchmark\nAbove the benchmark\nMeets the benchmark\n" in text
    assert "\n–\n–\nCannot tell\n" in text
    assert text.count("On a flexible reading") == 1


def test_the_chart_of_ratings_counts_every_indicator_with_a_rating(
    project: Project,
) -> None:
    record = project.record("havenstad")
    entries = record.require(BaselineReport).assessments, record.require(TeamDeskReview).entries
    own, team = ({code: each.rating for code, each in rated.items() if each.rating} for rated in entries)
    data = package(built(project, "team")).parts["word/charts/record-1.xml"]
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    shown = {
        series.findtext(f"{chart}tx//{chart}v"): [
            int(each.text or "") for each in series.iterfind(f"{chart}val//{chart}v")
        ]
        for series in parse(data).iter(f"{chart}ser")
    }
    assert shown == {
        "Below the benchmark": [list(each.values()).count("below") for each in (own, team)],
        "Above the benchmark": [list(each.values()).count("above") for each in (own, team)],
        "Well above the benchmark": [list(each.values()).count("well-above") for each in (own, team)],
        "More information needed": [list(each.values()).count("unknown") for each in (own, team)],
        "Not rated": [len(team.keys() - own), len(own.keys() - team)],
    }
    for label, (city, peers) in shown.items():
        assert f"{label}\n{city}\n{peers}\n" in said(built(project, "public"))


def test_a_report_without_judgements_is_only_a_draft_and_says_so(project: Project) -> None:
    with edited(project, "feedback") as report:
        del report["judgements"]
    with pytest.raises(DataError, match="cannot be final"):
        built(project, "team")
    text = said(built(project, "team", draft=True))
    assert "Some indicators that the team reviewed have no judgement yet." in text
    assert "judgement on each indicator" not in text


def test_what_was_not_agreed_stays_out(project: Project) -> None:
    text = said(built(project, "team"))
    report = project.record("havenstad").entities["feedback"]
    out = [each for each in report.findings.values() if each.state.value != "agreed"]  # type: ignore[attr-defined]
    assert out
    assert not [each.text.text for each in out if each.text.text[:40] in text]


def rest_on(project: Project, *evidence: str) -> None:
    """Let the first finding rest on this evidence alone."""
    with edited(project, "feedback") as report:
        report["findings"]["F01"]["evidence"] = list(evidence)


def told(made: AssembledDocument, rule: str) -> list[tuple[str, str]]:
    return [(each.level.value, each.message) for each in made.diagnostics if each.rule == rule]


def test_a_finding_of_one_session_stops_the_report(project: Project) -> None:
    rest_on(project, "I17-1")
    with pytest.raises(DataError) as caught:
        built(project, "team")
    assert [each.rule for each in caught.value.diagnostics if each.level == "error"] == [
        "unconfirmed-finding"
    ]


def test_a_draft_leaves_it_out_and_says_so_on_its_cover(project: Project) -> None:
    rest_on(project, "I17-1")
    made = built(project, "team", draft=True)
    cover, _, rest = said(made).partition("Contents")
    assert "not confirmed by two sessions" in cover
    assert "The residents’ advisory council is consulted and gets answers" not in rest
    assert told(made, "unconfirmed-finding")[0][0] == "error"


def test_the_same_person_twice_is_a_warning(project: Project) -> None:
    rest_on(project, "I17-1", "I18-1")
    with edited(project, "visit") as visit:
        for name in ("I17", "I18"):
            visit["sessions"][name]["interviewees"] = [
                {"office": "Chair", "category": "partner", "consent": True}
            ]
    found = told(built(project, "team"), "unconfirmed-finding")
    assert [each for each in found if each[0] != "info"] == [
        ("warning", "the same person confirms F01 in every session")]  # fmt: skip


def test_a_part_without_praise_is_reported_and_built(project: Project) -> None:
    with edited(project, "feedback") as report:
        del report["good_practices"]
        for finding in report["findings"].values():
            if finding["kind"] != "weakness":
                finding["state"] = "candidate"
        agreed = {key for key, each in report["findings"].items() if each["state"] == "agreed"}
        for each in [*report["recommendations"].values(), *report["conclusions"]["items"]]:
            each["findings"] = [key for key in each["findings"] if key in agreed] or ["F02"]
    made = built(project, "team")
    assert {level for level, _ in told(made, "only-criticism")} == {"warning"}


def test_every_reference_leads_to_a_bookmark_and_shows_what_stands_there(project: Project) -> None:
    root = body(built(project, "team"))
    marks = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    asked = [(each.text or "").split() for each in root.iter(f"{W}instrText")]
    wanted = [words[1] for words in asked if words[0] == "REF"]
    assert {bookmark_name("F01"), bookmark_name("R01"), "_Ref_team"} <= set(wanted) <= marks


def test_where_something_comes_from_stays_on_the_page_of_what_it_is_about(project: Project) -> None:
    said_of = ("Evidence:", "Where", "Based on:", "Met, on a flexible reading")
    for edition in ("team", "public"):
        lines = list(body(built(project, edition)).iter(f"{W}p"))
        texts = ["".join(each.itertext()).replace("\xa0", " ") for each in lines]
        before = [one for one, text in zip(lines, texts[1:], strict=False) if text.startswith(said_of)]
        items = [one for one in before if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") != "SourceLine"]
        assert len(items) > 9
        assert [one for one in items if one.find(f"{W}pPr/{W}keepNext") is None] == []


def test_captions_are_numbered_through(project: Project) -> None:
    for edition in ("team", "public"):
        assert re.findall(r"(?m)^Table (\d)\. ", said(built(project, edition))) == list("1234567")


@pytest.mark.parametrize("draft", [False, True])
def test_sections_are_marked_by_bookmarks_and_only_a_draft_shows_their_codes(
    project: Project, draft: bool
) -> None:
    root = body(built(project, "team", draft=draft))
    marks = {each.get(f"{W}name"): each for each in root.iter(f"{W}bookmarkStart")}
    for code in ("N.1", "N.2", "N.3", "N.4", "GG.N", "WP.N", "F01", "G01", "R01"):
        paragraph = next(marks[bookmark_name(code)].iterancestors(f"{W}p"))
        shown = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        assert (code in shown) == (draft or "." not in code), code


@pytest.mark.office
def test_a_save_in_libreoffice_keeps_every_mark(project: Project, office: Any, tmp_path: Path) -> None:
    made = built(project, "team")
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    [saved] = office.convert([path], "docx")
    found = open_package(saved.read_bytes(), saved.name)
    root = parse(found.parts[found.main])
    marks = {each.get(f"{W}name"): each for each in root.iter(f"{W}bookmarkStart")}
    assert made.manifest is not None
    for field in made.manifest.fields:
        paragraph = next(marks[bookmark_name(field.code)].iterancestors(f"{W}p"))
        shown = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        assert field.code in shown or (shown.strip() and "." in field.code)


LOOKS = {f"{W}{name}" for name in ("rStyle", "lang")}


def test_no_run_is_formatted_by_hand(project: Project) -> None:
    made = built(project, "team")
    used = {each.tag for run in body(made).iter(f"{W}rPr") for each in run}
    assert used <= LOOKS


def test_an_empty_record_gives_an_empty_report_to_write_in(project: Project) -> None:
    order = Order("feedback-report", benchmark="dive", city="amsterdam", language="en", draft=True)
    text = said(assemble(BuildContext(project), order))
    assert "In half a page, say what the city should remember" in text
    public = Order("feedback-report", benchmark="dive", city="amsterdam", language="en", edition="public")
    assert "In half a page, say" not in said(assemble(BuildContext(project), public))


def heads(made: AssembledDocument, style: str = "MessageHeading") -> list[str]:
    """The headings in a style, and what follows each."""
    root = body(made)
    found = [each for each in root.iter(f"{W}pStyle") if each.get(f"{W}val") == style]
    return [normalise_characters("".join(next(each.iterancestors(f"{W}p")).itertext())) for each in found]


def test_findings_and_recommendations_are_headed_by_their_message(project: Project) -> None:
    with edited(project, "feedback") as report:
        del report["findings"]["F02"]["title"], report["recommendations"]["R02"]["title"]
    made = built(project, "public")
    messages = heads(made)
    assert any(each.endswith("Contact persons have a name but no hours") for each in messages)
    assert any(each.endswith("Give every contact person four hours a week in writing") for each in messages)
    assert any("GG/I/3 Permanent advisory committee" in each for each in messages), "F02 has no message"
    assert any(each.endswith("Executive, prepared by the clerk of the council") for each in messages)
    assert len(messages) == 13 + 11 + 4
    text = said(made)
    assert "Contact persons have a name but no hours\nGG/I/2 Contact person in every department\n" in text
    assert re.search(r"\n1 March 2027\n▲▲▲ High\nAccepted\n", text)


def test_the_first_page_gives_figures_facts_by_pillar_and_what_is_urgent(project: Project) -> None:
    text = said(built(project, "public"))
    page = text[text.index("\nHavenstad knows its newcomers") : text.index("\nThe team had 6 members")]
    assert "\n28 + 2\n75\n75\n11\n5 urgent\n" in page
    assert "GG General Governance\nM 14\nN 11\nI 3\n" in page
    assert re.findall(r"\n(R\d\d)\n", page) == ["R03", "R01", "R05", "R02", "R04"], "the first deadline first"


def test_evidence_is_counted_for_all_and_named_for_the_team_alone(project: Project) -> None:
    counted = "Evidence: 3 facts, 3 sessions"
    assert "Evidence (3 facts, 3 sessions): GG/I/3 – Interview 17 – MS & ER" in said(built(project, "team"))
    for edition in ("host", "public"):
        assert counted in said(built(project, edition))
    sure = [("The team’s confidence: ●●○ medium" in said(built(project, each))) for each in EDITIONS]
    assert sure == [True, True, False]


def test_what_people_may_edit_is_at_the_end_of_a_draft_and_never_in_what_is_released(
    project: Project,
) -> None:
    for edition in EDITIONS:
        assert "What you may edit" not in said(built(project, edition))
    with edited(project, "feedback") as report:
        report["status"] = "draft"
    for edition in ("team", "host"):
        before, _, after = said(built(project, edition, draft=True)).partition("What you may edit")
        assert "Signed on behalf of the city" in before
        assert "N.4 (Dutch)" in after
    assert "What you may edit" not in said(built(project, "public", draft=True))


def test_the_public_edition_says_what_a_review_is_who_made_it_and_how_to_cite_it(project: Project) -> None:
    text = said(built(project, "public"))
    about = text[text.rindex("About this review") :]
    assert "Head of the integration unit, Helsinki" in about
    assert "secretariat@network.example" in about
    assert "Voorbeeldproject INTI-CITIES, Feedback report: Havenstad. Version 1.0" in about
    assert "About this review" not in said(built(project, "host"))


def test_what_a_young_report_lacks_is_a_sentence_or_a_dash_and_not_a_gap(project: Project) -> None:
    with edited(project, "feedback") as report:
        del report["responses"], report["good_practices"], report["summary"]
        kept = {"F10": report["findings"]["F10"]}
        report["findings"], report["conclusions"]["items"] = kept, []
        advice = report["recommendations"]["R07"]
        del advice["deadline"], advice["priority"], advice["addressee"]
        report["recommendations"] = {"R07": {**advice, "findings": ["F10"]}}
    text = said(built(project, "host", draft=True))
    assert text.count("The team has not agreed on any finding in this part.") == 3
    assert "No recommendation is of high priority." in text
    assert "\nWho\nBy when\nPriority\n–\n–\n–\n" in text
    assert "The city’s answer" not in text
    [head] = [each for each in heads(built(project, "host", draft=True)) if each.startswith("R07")]
    assert head.endswith("Agree on three-year projects in which partners set the tasks")
