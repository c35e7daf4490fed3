"""A publication gathers from the reviews of a round what its editor then groups into problems."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from assembler.diagnostics import Level, Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import DataError, ProjectError
from assembler.model.reference.findings_publications import Publication
from assembler.rounds.publication import GatherResult, gather_publication
from assembler.rules import PUBLICATION_RULES, run_rules
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import import_sheet
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.records.record_writer import Change, edit_yaml
from assembler.store.tables.workbook import read_workbook
from commands import run_command

REVIEW = "project: P\ncity: {city}\nbenchmark: small@2020a\nlanguage: {language}\n"
ROUND = "title: Two cities\nproject: P\nlanguage: en\nbenchmark: small@2020a\n"
FEEDBACK = """\
findings:
  F01: {indicators: [GG/1], kind: weakness, state: agreed, title: Late, text: Asked late.}
  F02: {indicators: [GG/1], kind: weakness, text: A candidate.}
  F03: {indicators: [GG/2], kind: strength, state: agreed, text: A strength.}
recommendations:
  R01: {text: Ask early., findings: [F01]}
  R02: {text: Founded on nothing., findings: [F02]}
good_practices:
  G01: {title: One desk, text: One desk for all., indicators: [GG/2], year: 2026}
"""
OTHER = """\
findings:
  F01: {indicators: [GG/2], kind: mixed, state: agreed, text: "{{ όνομα }} & <Αργά>"}
"""


def write_review(
    project: Project, name: str, feedback: str, *, city: str = "kade", language: str = "en"
) -> None:
    folder = project.root / "data/records" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "review.yaml").write_text(REVIEW.format(city=city, language=language), "utf-8")
    (folder / "feedback.yaml").write_text(feedback, "utf-8")


def write_round(project: Project, cities: str) -> None:
    (project.root / "data/rounds").mkdir(exist_ok=True)
    (project.root / "data/rounds/first.yaml").write_text(f"{ROUND}cities: [{cities}]\n", "utf-8")


@pytest.fixture
def two(tiny: Project) -> Project:
    """The tiny project with a round of two reviews, one of them in Greek."""
    write_review(tiny, "kade-2026", FEEDBACK)
    write_review(tiny, "pier-2026", OTHER, city="pier", language="el")
    write_round(tiny, "{city: kade, review: kade-2026}, {city: pier, review: pier-2026}")
    return tiny


def gather(project: Project, **options: Any) -> GatherResult:
    return gather_publication(project, "book", moment="2026-09-03T10:00:00", **options)


def read_book(project: Project) -> Any:
    return YAML(typ="safe").load((project.root / "data/records/book/publication.yaml").read_text("utf-8"))


def change_book(project: Project, **values: Any) -> None:
    """Change values of the publication; two underscores are a dot in the path."""
    path = project.root / "data/records/book/publication.yaml"
    changes = [Change(name.replace("__", "."), value) for name, value in values.items()]
    path.write_text(edit_yaml(path.read_text("utf-8"), changes), "utf-8")


def place(project: Project, **numbers: str) -> None:
    """Give gathered items their numbers: ``kade_F01="P01"``."""
    path = project.root / "data/records/book/publication.yaml"
    changes = [
        Change(f"gathered.{name.replace('_', '-2026:')}.item", number) for name, number in numbers.items()
    ]
    path.write_text(edit_yaml(path.read_text("utf-8"), changes), "utf-8")


def test_agreed_weaknesses_recommendations_and_practices_are_gathered_in_their_chapters(two: Project) -> None:
    done = gather(two, round_name="first", title="What we learnt")
    book = read_book(two)
    assert (book["title"], book["cities"], book["benchmark"]) == (
        "What we learnt", ["kade", "pier"], "small@2020a",
    )  # fmt: skip
    assert list(book["gathered"]) == ["kade-2026:F01", "kade-2026:R01", "kade-2026:G01", "pier-2026:F01"]
    assert {each["chapter"] for each in book["gathered"].values()} == {"GG"}
    assert book["chapters"] == {"GG": {"title": "Group", "indicators": ["GG/1", "GG/2"]}}
    assert (done.gathered, done.used, [each.rule for each in done.diagnostics]) == (4, 0, ["unused-item"])


def test_a_text_in_another_language_keeps_it_and_its_braces(two: Project) -> None:
    gather(two, round_name="first")
    assert read_book(two)["gathered"]["pier-2026:F01"]["text"] == {
        "text": "{{ όνομα }} & <Αργά>", "language": "el",
    }  # fmt: skip


def test_chapters_are_those_of_a_publication_with_the_same_benchmark(two: Project) -> None:
    folder = two.root / "data/records/model"
    folder.mkdir()
    (folder / "publication.yaml").write_text(
        "project: P\nlanguage: en\ntitle: T\nbenchmark: small@2020a\nchapters:\n"
        "  C/1: {title: Data, summary: Not copied., indicators: [GG/2]}\n  C/2: {title: Other}\n",
        "utf-8",
    )
    gather(two, round_name="first")
    book = read_book(two)
    assert book["chapters"] == {
        "C/1": {"title": "Data", "indicators": ["GG/2"]}, "C/2": {"title": "Other"},
    }  # fmt: skip
    chapters = {source: each.get("chapter") for source, each in book["gathered"].items()}
    assert chapters == {
        "kade-2026:F01": None, "kade-2026:R01": None, "kade-2026:G01": "C/1", "pier-2026:F01": "C/1",
    }  # fmt: skip


def test_findings_with_the_same_number_become_one_problem_of_their_cities(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="P01", pier_F01="P01", kade_R01="R01", kade_G01="G01")
    assert gather(two).diagnostics == ()
    book = two.record("book").require(Publication)
    problem, advice, practice = book.problems["P01"], book.recommendations["R01"], book.practices["G01"]
    assert (problem.title and problem.title.text, problem.text.text) == ("Late", "Asked late.")
    assert (problem.cities, problem.findings) == (("kade", "pier"), ("kade-2026:F01", "pier-2026:F01"))
    assert (advice.problems, advice.sources) == (("P01",), ("kade-2026:R01",))
    assert (practice.cities, practice.year, practice.consent) == (("kade",), 2026, None)


def test_a_text_that_the_editor_wrote_stays_and_a_second_time_nothing_changes(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="P01", kade_R01="R01")
    gather(two)
    change_book(two, problems__P01__text="Cities ask late.", recommendations__R01__problems=["P01"])
    place(two, pier_F01="P01")
    gather(two)
    problem = read_book(two)["problems"]["P01"]
    assert (problem["text"], problem["cities"]) == ("Cities ask late.", ["kade", "pier"])
    again = gather(two)
    assert (again.changed, again.written) == ((), ())


def test_a_problem_that_lost_its_findings_goes_only_if_nobody_edited_it(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="P01", pier_F01="P02", kade_R01="R01")
    gather(two)
    place(two, kade_F01="P02")
    gather(two)
    book = two.record("book").require(Publication)
    assert list(book.problems) == ["P02"]
    assert book.recommendations["R01"].problems == ("P02",)
    change_book(two, problems__P02__text="Edited.")
    place(two, kade_F01="P03", pier_F01="P03")
    done = gather(two)
    assert [(each.rule, each.variant) for each in done.diagnostics] == [
        ("item-without-source", ""), ("unused-item", ""),
    ]  # fmt: skip
    assert two.record("book").require(Publication).problems["P02"].text.text == "Edited."


def test_a_build_warns_of_what_waits_for_the_editor_and_of_what_lost_its_sources(two: Project) -> None:
    gather(two, round_name="first")
    record, benchmark = two.record("book"), two.benchmark("small@2020a")
    (waiting,) = run_rules(PUBLICATION_RULES, record, benchmark)
    assert (waiting.rule, waiting.level) == ("unused-item", Level.WARNING)
    place(two, kade_F01="P01", kade_G01="G01", kade_R01="R01", pier_F01="P01")
    gather(two)
    change_book(two, problems__P01__text="Edited.", practices__G01__consent="given")
    place(two, kade_F01="P02", pier_F01="P02")
    gather(two)
    found = run_rules(PUBLICATION_RULES, two.record("book"), benchmark)
    (lost,) = (each for each in found if each.rule == "item-without-source")
    assert lost.location.position == "publication.problems.P01"
    assert gather(two).diagnostics == (lost,)


def test_what_a_review_takes_back_is_reported_and_what_it_rewords_is_copied(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="P01")
    gather(two)
    write_review(two, "kade-2026", FEEDBACK.replace("Asked late.", "Asked too late."))
    assert [each.path for each in gather(two).changed] == ["publication.gathered.kade-2026:F01"]
    write_review(two, "kade-2026", "findings: {}\n")
    done = gather(two)
    assert [each.rule for each in done.diagnostics] == ["withdrawn-item", "unused-item"]
    assert sorted(read_book(two)["gathered"]) == ["kade-2026:F01", "pier-2026:F01"]


def test_what_a_review_takes_back_after_it_was_left_out_has_no_number_to_clear(two: Project) -> None:
    gather(two, round_name="first")
    sheet = "Source,Reason for leaving it out\nkade-2026:F01,Rare.\n"
    (two.root / "gathered.csv").write_text(sheet, encoding="utf-8")
    import_sheet(two, "gathered", two.root / "gathered.csv", record="book")
    write_review(two, "kade-2026", "findings: {}\n")
    withdrawn, *_ = gather(two).diagnostics
    assert (withdrawn.rule, withdrawn.variant) == ("withdrawn-item", "left out")
    assert withdrawn.hint == "clear its reason for leaving it out on the sheet “gathered”"


def test_a_round_without_reviews_or_findings_gives_a_publication_without_problems(tiny: Project) -> None:
    write_review(tiny, "pier-2026", "{}\n", city="pier")
    write_round(tiny, "{city: kade}, {city: pier, review: pier-2026}")
    done = gather(tiny, round_name="first")
    assert (done.gathered, done.diagnostics) == (0, ())
    assert tiny.record("book").require(Publication).problems == {}


def test_28_cities_may_have_one_problem_in_common(tiny: Project) -> None:
    entry = (tiny.root / "data/cities.yaml").read_text("utf-8").split("pier:\n")[1]
    names = [f"city-{number}" for number in range(28)]
    cities = "".join(f"{name}:\n{entry}" for name in names)
    with (tiny.root / "data/cities.yaml").open("a", encoding="utf-8") as file:
        file.write(cities)
    for name in names:
        write_review(tiny, name, FEEDBACK, city=name)
    write_round(tiny, ", ".join(f"{{city: {name}, review: {name}}}" for name in names))
    gather(tiny, round_name="first")
    change_book(tiny, **{f"gathered__{name}:F01__item": "P01" for name in names})
    gather(tiny)
    assert tiny.record("book").require(Publication).problems["P01"].cities == tuple(names)


def test_a_round_or_source_that_does_not_exist_is_reported(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="P01", kade_G01="G01")
    gather(two)
    assert list(check_all(two)) == []
    change_book(two, round="frist", problems__P01__findings=["kade-2025:F01"])
    assert [(each.rule, each.variant, each.location.position) for each in check_all(two)] == [
        ("unknown-round", "similar", "publication.round"),
        ("unknown-review", "similar", "publication.problems.P01.findings[0]"),
    ]


def test_a_dry_run_writes_nothing(two: Project) -> None:
    assert gather(two, round_name="first", dry_run=True).gathered == 4
    assert not (two.root / "data/records/book").exists()


@pytest.mark.parametrize(
    ("name", "options", "error", "words"),
    [
        ("book", {}, ProjectError, "add --round"),
        ("book", {"round_name": "frist"}, ProjectError, "`first`"),
        ("Our book", {"round_name": "first"}, ProjectError, "lower-case letters"),
        ("kade-2026", {}, DataError, "publication.yaml"),
    ],
)
def test_what_cannot_be_gathered_is_answered_with_what_to_do(
    two: Project, name: str, options: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        gather_publication(two, name, **options)
    assert words in f"{caught.value} {getattr(caught.value, 'hint', '')}"


def test_a_publication_of_another_round_or_of_none_is_refused(two: Project) -> None:
    gather(two, round_name="first")
    with pytest.raises(ProjectError, match="round first, not to second"):
        gather(two, round_name="second")
    change_book(two, round="")
    with pytest.raises(DataError, match="does not belong to a round"):
        gather(two)


def test_the_editor_groups_in_a_spreadsheet(two: Project) -> None:
    gather(two, round_name="first")
    path = export_sheet(two, "gathered", record="book").path
    page, *_ = read_workbook(path.read_bytes(), path.name)
    assert [row.cells[0] for row in page.lines] == [
        "Source", "kade-2026:F01", "kade-2026:R01", "kade-2026:G01", "pier-2026:F01",
    ]  # fmt: skip
    assert import_sheet(two, "gathered", path, record="book").changed == ()
    sheet = two.root / "sheet.csv"
    sheet.write_text("Source,Number in the publication\nkade-2026:F01,p01\npier-2026:F01,P01\n", "utf-8")
    import_sheet(two, "gathered", sheet, record="book")
    assert gather(two).used == 2


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("G01", "kade-2026:F01 cannot belong to G01"),
        ("problem 1", "`problem 1` is not the number of an item"),
    ],
)
def test_a_number_must_fit_what_it_is_given_to(two: Project, number: str, message: str) -> None:
    gather(two, round_name="first")
    sheet = two.root / "sheet.csv"
    sheet.write_text(f"Source,Number in the publication\nkade-2026:F01,{number}\n", "utf-8")
    with pytest.raises(DataError) as caught:
        import_sheet(two, "gathered", sheet, record="book")
    (found,) = caught.value.diagnostics
    assert found.message == message
    assert found.location.position == "row 2, column B (Number in the publication)"


def test_errors_in_the_sheet_are_reported_together(two: Project) -> None:
    gather(two, round_name="first")
    sheet = two.root / "sheet.csv"
    sheet.write_text(
        "Source,Number in the publication,Reason for leaving it out\nkade-2026:F01,p3,Rare.\n"
        "kade-2026:R01,G1,\nkade-2026:F99,P01,\n",
        "utf-8",
    )
    with pytest.raises(DataError) as caught:
        import_sheet(two, "gathered", sheet, record="book")
    assert sorted(str(each.location).partition(", ")[2] for each in caught.value.diagnostics) == [
        "row 2, column C (Reason for leaving it out)",
        "row 3, column B (Number in the publication)",
        "row 4, column A (Source)",
    ]


def test_what_comes_from_a_review_is_not_changed_in_the_sheet(two: Project) -> None:
    gather(two, round_name="first")
    sheet = two.root / "sheet.csv"
    sheet.write_text("Source,Number in the publication,Text\nkade-2026:F01, p 1,Mine.\n", "utf-8")
    done = import_sheet(two, "gathered", sheet, record="book")
    assert [(each.rule, each.variant) for each in done.diagnostics] == [("ignored-column", "derived")]
    item = read_book(two)["gathered"]["kade-2026:F01"]
    assert (item["item"], item["text"]) == ("P01", "Asked late.")


def test_a_number_of_another_kind_is_not_used(two: Project) -> None:
    gather(two, round_name="first")
    place(two, kade_F01="R01")
    assert next(each.rule for each in gather(two).diagnostics) == "contradictory-item"
    assert not two.record("book").require(Publication).recommendations


def test_the_command_counts_and_lists_what_it_gathered(two: Project) -> None:
    shown = run_command(two.root, "gather", "book", "--round", "first").stdout
    assert "  + gathered.kade-2026:F01\n" in shown
    assert "book: 4 items gathered, 0 in use; changed 4 values\n" in shown
    assert "wrote data/records/book/publication.yaml" in shown


@pytest.mark.parametrize("rule", rules_of("gathered_items"), ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule, tiny: Project) -> None:
    write_review(tiny, "leeds", FEEDBACK.split("recommendations")[0].replace("GG/1", "GG/2"))
    write_round(tiny, "{city: kade, review: leeds}")
    for example, is_reported in ((rule.bad, True), (rule.good, False)):
        folder = tiny.root / "data/records/book"
        folder.mkdir(exist_ok=True)
        (folder / "publication.yaml").write_text(
            "project: P\nlanguage: en\ntitle: T\nround: first\nbenchmark: small@2020a\n"
            "chapters: {C/1: {title: One}}\n" + example,
            "utf-8",
        )
        assert (rule.id in {each.rule for each in gather(tiny, dry_run=True).diagnostics}) is is_reported
