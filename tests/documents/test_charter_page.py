"""The charter page: one city or eight on one sheet, our words or the official ones, never a mixture."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.diagnostics import Level
from assembler.errors import DataError, ProjectError
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.project.search_path import shipped_folder
from assembler.views.charter_signatures import MAX_ON_TEXT_SHEET
from assembler.word.package.package import open_package
from own_faults import find_own_faults

PROJECT = Project(shipped_folder())
TYPE = "charter-commitment"
TWELVE = (
    "havenstad", "eikenrode", "rivermouth", "portalba", "sternfurt", "aaltosalmi",
    "amsterdam", "saint-jean-de-la-ruelle", "genoa", "amaroussion", "dusseldorf", "barcelona",
)  # fmt: skip
ALL = tuple(PROJECT.cities())[:28]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGE = re.compile(rb"/Type\s*/Page[^s]")


def signature(city: str, **more: Any) -> dict[str, Any]:
    decision = {"decided": "2026-05-12", "number": "2026-112"}
    return {"city": city, "office": f"Mayor of {city.title()}", "decision": decision,
            "signed": "2026-10-14", **more}  # fmt: skip


def project_with(root: Path, signatures: Sequence[Mapping[str, Any]], **about: Any) -> Project:
    """A project with one charter round; JSON is YAML too."""
    said = {"project": "P", "language": "en", "charter": "integrating-cities@2010", **about}
    folder = root / "data/records/round"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**said, "signatures": list(signatures)}, default=str)
    (folder / "charter.yaml").write_text(text, encoding="utf-8")
    return Project(root, share=shipped_folder(), cache=PROJECT.cache)


def made(project: Project, **order: Any) -> AssembledDocument:
    found = assemble(BuildContext(project), Order(TYPE, "round", **{"language": "en", **order}))
    assert find_own_faults(found.data, found.file_name) == ()
    return found


def words(document: AssembledDocument) -> list[str]:
    """Each paragraph that is not empty, those of table cells too."""
    body = Document(io.BytesIO(document.data)).element.body
    texts = ("".join(part.text or "" for part in each.iter(f"{W}t")) for each in body.iter(f"{W}p"))
    return [text.replace("\u00a0", " ") for text in texts if text.strip()]


def styled(document: AssembledDocument, style: str) -> list[str]:
    paragraphs = Document(io.BytesIO(document.data)).element.body.iter(f"{W}p")
    found = (each for each in paragraphs if f'w:pStyle w:val="{style}"' in each.xml)
    return ["".join(part.text or "" for part in each.iter(f"{W}t")) for each in found]


def test_the_page_has_four_roles_and_eleven_commitments_and_one_note(tmp_path: Path) -> None:
    page = made(project_with(tmp_path, [signature("havenstad")]))
    assert [each.strip() for each in styled(page, "CharterRole")] == [
        "As policy-makers", "As service providers¹", "As employers", "As buyers of goods and services",
    ]  # fmt: skip
    benchmark = PROJECT.benchmark("charter@2010")
    assert styled(page, "CharterCommitment") == [each.statement.text for each in benchmark.indicators()]
    assert styled(page, "CharterColophon")[0].startswith("¹\u00a0Public duties differ")


def test_each_role_has_a_sign_that_screen_readers_skip(tmp_path: Path) -> None:
    page = made(project_with(tmp_path, [signature("havenstad")]))
    paragraphs = Document(io.BytesIO(page.data)).element.body.iter(f"{W}p")
    roles = [each.xml for each in paragraphs if 'w:pStyle w:val="CharterRole"' in each.xml]
    colours = [re.findall(r'srgbClr val="(\w+)"', xml) for xml in roles]
    assert colours == [["17507A"], ["7A3B12"], ["2F5D3A"], ["5B2A6E"]]
    assert all(xml.count("adec:decorative") == 1 for xml in roles)
    assert all("<wp:anchor " in xml for xml in roles)  # in PDFs, LibreOffice forgets it for inline shapes


def test_a_note_is_on_the_sheet_of_its_mark(tmp_path: Path) -> None:
    page = made(project_with(tmp_path, [signature(city) for city in ALL[:9]]))
    text = [each.strip() for each in words(page)]
    (note,) = [at for at, each in enumerate(text) if each.startswith("¹")]
    assert text.index("As service providers¹") < note < text.index("Signed on behalf of our cities")


def test_a_city_alone_has_a_large_block_with_its_council_decision(tmp_path: Path) -> None:
    signed = signature("havenstad", name="A. Burgemeester", place="Town hall", event="Council meeting")
    page = made(project_with(tmp_path, [signed]))
    assert styled(page, "SoleCity") == ["Havenstad"]
    text = [each.replace("\u00a0", " ") for each in styled(page, "SoleText")]
    assert text == ["A. Burgemeester", "Mayor of Havenstad", "Council meeting", "Town hall, 14 October 2026",
                    "Council decision 2026-112, 12 May 2026"]  # fmt: skip
    assert "signatories" not in "\n".join(words(page))


def test_what_cities_share_is_said_once_and_they_are_counted_on_a_date(tmp_path: Path) -> None:
    cities = [signature(city) for city in TWELVE[:4]]
    own = signature("genoa", signed="2026-11-02", place="Palazzo Tursi")
    page = made(project_with(tmp_path, [*cities, own], place="Rivermouth", event="Conference"))
    text = words(page)
    assert text.count("Conference, Rivermouth, 14 October 2026") == 1
    assert text.count("14 October 2026") == 0
    assert "Palazzo Tursi, 2 November 2026" in text
    assert "5 signatories (2 November 2026)" in text


def test_who_withdrew_or_signed_another_version_is_neither_shown_nor_counted(tmp_path: Path) -> None:
    left = signature("genoa", withdrawn="2027-01-01")
    other = signature("lyon", version="integrating-cities@2024")
    page = made(project_with(tmp_path, [*(signature(city) for city in TWELVE[:2]), left, other]))
    assert [each for each in styled(page, "SignatureCity") if each] == ["Havenstad", "Eikenrode"]
    assert "2 signatories (1 January 2027)" in words(page)


def test_who_has_not_signed_yet_finds_room_for_place_and_date_and_nobody_is_counted(tmp_path: Path) -> None:
    waiting = {"city": "genoa", "office": "Sindaco"}
    page = made(project_with(tmp_path, [signature("havenstad"), waiting]))
    assert words(page).count("Place and date:") == 1
    assert "signator" not in "\n".join(words(page))


def test_place_and_event_are_not_repeated_for_those_expected_at_the_ceremony(tmp_path: Path) -> None:
    cities = [signature(city) for city in TWELVE[:3]]
    waiting = {"city": "genoa", "office": "Sindaco"}
    page = made(project_with(tmp_path, [*cities, waiting], place="Rivermouth", event="Conference"))
    text = words(page)
    assert [each for each in text if "Conference" in each] == ["Conference, Rivermouth, 14 October 2026"]
    assert text.count("Place and date:") == 1


def test_more_than_eight_cities_sign_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    many, few = (
        made(project_with(tmp_path / str(count), [signature(city) for city in ALL[:count]]))
        for count in (9, 8)
    )
    heading = r'<w:p><w:pPr><w:pStyle w:val="SignatureHeading"/>(<w:pageBreakBefore/>)?'
    for page, breaks in ((many, True), (few, False)):
        [found] = re.findall(heading, open_package(page.data, "x").parts["word/document.xml"].decode())
        assert bool(found) is breaks


STEPS = ("Wide", "", "Snug", "Close")


def step_of(page: AssembledDocument) -> int:
    """The step of letter sizes of a page, which its opening, text and commitments share; 0 is the largest."""
    (step,) = [step for step in STEPS if styled(page, f"CharterOpening{step}")]
    assert styled(page, f"CharterText{step}") and len(styled(page, f"CharterCommitment{step}")) == 11
    return STEPS.index(step)


def test_the_letters_are_as_large_as_the_sheet_allows(tmp_path: Path) -> None:
    steps = [
        step_of(made(project_with(tmp_path / str(count), [signature(city) for city in ALL[:count]])))
        for count in (9, 1, 4, 8)
    ]
    assert steps == sorted(steps) and steps[0] == 0 < steps[-1]


def test_a_longer_language_has_smaller_letters(tmp_path: Path) -> None:
    signed = signature("havenstad", name="A. Burgemeester", place="Town hall", event="Council meeting")
    project = project_with(tmp_path, [signed], example=True)
    assert step_of(made(project, language="en")) < step_of(made(project, language="fr"))


def test_one_city_of_a_round_is_chosen_and_named_in_the_file(tmp_path: Path) -> None:
    project = project_with(tmp_path, [signature(city) for city in TWELVE])
    page = made(project, city="sternfurt")
    assert page.file_name == "charter-commitment_round_sternfurt_en.docx"
    assert styled(page, "SoleCity") == ["Sternfurt"]
    with pytest.raises(ProjectError, match="but the city lyon was given"):
        made(project, city="lyon")


def test_a_city_that_withdrew_gets_no_page(tmp_path: Path) -> None:
    project = project_with(tmp_path, [signature("havenstad"), signature("genoa", withdrawn="2027-01-01")])
    with pytest.raises(DataError, match="Genoa has not signed") as caught:
        made(project, city="genoa")
    assert caught.value.hint == "choose a city that has signed this version"


def test_a_round_without_signatures_says_where_they_belong(tmp_path: Path) -> None:
    withdrawn = [signature(city, withdrawn="2027-01-01") for city in ("havenstad", "genoa")]
    project = project_with(tmp_path, withdrawn)
    with pytest.raises(DataError, match="no city has signed") as caught:
        made(project)
    assert caught.value.hint == "enter the signatures in charter.yaml"


def test_a_version_whose_wording_nobody_loaded_cannot_be_made(tmp_path: Path) -> None:
    project = project_with(tmp_path, [signature("havenstad")], charter="integrating-cities@2024")
    with pytest.raises(DataError, match="the wording of integrating-cities@2024 is missing") as caught:
        made(project)
    assert "data/charters/integrating-cities-2024.yaml" in caught.value.hint


def test_a_signature_before_the_council_decided_makes_a_draft_at_most(tmp_path: Path) -> None:
    project = project_with(tmp_path, [signature("havenstad", decision=None)])
    with pytest.raises(DataError, match="cannot be final"):
        made(project)
    page = made(project, draft=True)
    assert styled(page, "CoverNote")[1:] == [
        "Some cities signed without a decision of their council, or before it."
    ]


def test_the_page_says_that_it_restates_and_marks_what_is_newly_written(tmp_path: Path) -> None:
    page = made(project_with(tmp_path, [signature("havenstad")], example=True))
    text = PROJECT.charter("integrating-cities@2010").text
    assert text is not None
    own = [each.text for each in (*text.opening, *text.preamble, *text.delivery) if each.source == "own"]
    assert own
    assert [each.removesuffix("*") for each in words(page) if each.endswith("*")] == own
    assert styled(page, "CharterColophon")[1:] == [
        "Version of 2010, launched in London in February of that year. "
        "A restatement; EUROCITIES holds the official wording",
        "* New wording, because this part of the official text was not available.",
        "Example. The cities, decisions and signatures are fictitious.",
    ]


def official(code: str) -> dict[str, Any]:
    return {
        "source": f"letter {code}",
        "title": f"{code} title",
        "subtitle": f"{code} subtitle",
        "opening": [f"{code} opening"],
        "preamble": [f"{code} preamble {n}" for n in (1, 2, 3)],
        "headings": {role: f"{code} role {role}" for role in ("PM", "SP", "EM", "BU")},
        "footnotes": {"EM": f"{code} note"},
        "delivery": [f"{code} delivery"],
    }


def project_with_official(root: Path, texts: Sequence[str], statements: Sequence[str]) -> Project:
    """A project that holds an official wording made up for the test: of the text, and of commitments."""
    charter = PROJECT.charter("integrating-cities@2010").model_dump(mode="json", exclude_none=True)
    charter["official"] = {code: official(code) for code in texts}
    benchmark = PROJECT.benchmark("charter@2010").model_dump(mode="json", exclude_none=True)
    for dimension in benchmark["dimensions"]:
        for each in dimension["indicators"]:
            wording = {code: f"{code} {each['code']}" for code in statements}
            each["statement"]["official"] = wording
    for path, data in (("charters/integrating-cities-2010", charter), ("benchmarks/charter", benchmark)):
        file = root / "data" / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data), encoding="utf-8")
    return project_with(root, [signature("havenstad")])


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_official_wording_goes_in_place_of_ours_in_its_languages(tmp_path: Path, code: str) -> None:
    page = made(project_with_official(tmp_path, ["nl", "en"], ["nl", "en"]), language=code)
    text = words(page)
    assert text[:6] == [f"{code} title", f"{code} subtitle", f"{code} opening",
                        *(f"{code} preamble {n}" for n in (1, 2, 3))]  # fmt: skip
    codes = [each.code for each in PROJECT.benchmark("charter@2010").indicators()]
    assert styled(page, "CharterCommitmentWide") == [f"{code} {each}" for each in codes]
    roles = [each.strip() for each in styled(page, "CharterRole")]
    assert roles == [f"{code} role {role}" for role in ("PM", "SP", "EM¹", "BU")]
    assert f"{code} delivery" in text
    note, source, *_ = styled(page, "CharterColophon")
    assert note == f"¹\u00a0{code} note" and f"letter {code}" in source
    assert not [each for each in text if "*" in each]


def test_another_language_keeps_our_words(tmp_path: Path) -> None:
    project = project_with_official(tmp_path, ["nl"], ["nl"])
    assert styled(made(project), "CharterTitle") == ["Charter on Integrating Cities"]


def test_half_an_official_wording_is_not_shown_and_reported(tmp_path: Path) -> None:
    project = project_with_official(tmp_path, ["en"], [])
    assert styled(made(project), "CharterTitle") == ["Charter on Integrating Cities"]
    (diagnostic,) = [each for each in check_all(project) if each.rule == "incomplete-official-wording"]
    assert diagnostic.level is Level.WARNING
    assert "PM/1" in diagnostic.hint and "data/charters" in diagnostic.location.file


def test_a_review_is_no_charter_round_and_those_that_are_get_named() -> None:
    with pytest.raises(ProjectError, match=r"with charter\.yaml, but this one has review\.yaml") as caught:
        assemble(BuildContext(PROJECT), Order(TYPE, "examples/havenstad", language="en"))
    assert "examples/charter-havenstad" in caught.value.hint


@pytest.mark.product
@pytest.mark.office
def test_a_charter_stays_on_its_sheets_in_every_language(office: Any, tmp_path: Path) -> None:
    fits_its_sheets(office, tmp_path, PROJECT.languages(), (1, 4, 8, 9, 12, 28))


@pytest.mark.office
def test_it_stays_on_them_in_the_longest_language(office: Any, tmp_path: Path) -> None:
    fits_its_sheets(office, tmp_path, ("fr",), (1, 4, 8, 28))


def fits_its_sheets(office: Any, tmp_path: Path, languages: Sequence[str], counts: Sequence[int]) -> None:
    """Up to eight cities sign on the sheet of the text, up to twenty-eight on a second one."""
    paths = []
    for count in counts:
        names = TWELVE[:count] if count <= len(TWELVE) else ALL[:count]
        cities = [signature(city, **({} if at % 3 else {"signed": None})) for at, city in enumerate(names)]
        project = project_with(tmp_path, cities, example=True, place="Rivermouth", event="Conference")
        build_context = BuildContext(project)
        for language in languages:
            for style in set(PROJECT.house_styles()) - {"large-print"}:
                page = assemble(build_context, Order(TYPE, "round", language=language, house_style=style))
                paths.append(tmp_path / f"{count}-{language}-{style}.docx")
                paths[-1].write_bytes(page.data)
    pages = {path.stem: len(PAGE.findall(path.read_bytes())) for path in office.convert(paths, "pdf")}
    assert pages == {name: 1 if int(name.partition("-")[0]) <= MAX_ON_TEXT_SHEET else 2 for name in pages}
