"""A round comes in as a sheet, with a row for each city; errors have their row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from assembler.errors import DataError, ProjectError
from assembler.sheets.round_sheet import export_rounds, import_rounds
from assembler.store.project.project import Project
from commands import run_command

HEAD = (
    "Round,Title,Project,Benchmark,Language,Start of the round,City,Record of the review,"
    "Languages of the documents\n"
)
FIRST = (
    "round-2026,Γύρος 2026,Our network,small@2020a,English,2026-01-12,kade,examples/kade,\"nl, en\"\n"
    ",,,,,,Pier,,\n"
)  # fmt: skip


def write(project: Project, text: str) -> Path:
    path = project.root / "rounds.csv"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_a_new_round_is_written_with_its_cities(tiny: Project) -> None:
    done = import_rounds(tiny, write(tiny, FIRST))
    assert (done.rows, done.written) == (2, ("data/rounds/round-2026.yaml",))
    found = tiny.round("round-2026")
    assert (found.title.text, found.benchmark, found.language) == ("Γύρος 2026", "small@2020a", "en")
    assert [(each.city, each.review, each.languages) for each in found.cities] == [
        ("kade", "examples/kade", ("nl", "en")), ("pier", "", ()),
    ]  # fmt: skip


def test_what_goes_out_comes_in_unchanged(tiny: Project) -> None:
    import_rounds(tiny, write(tiny, FIRST))
    before = (tiny.root / "data/rounds/round-2026.yaml").read_bytes()
    path = export_rounds(tiny).path
    rows = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]
    assert [row[0] for row in rows] == ["Round", "round-2026", "round-2026"]
    done = import_rounds(tiny, path)
    assert (done.changed, done.written, done.kept) == ((), (), 0)
    assert (tiny.root / "data/rounds/round-2026.yaml").read_bytes() == before


def test_a_city_gets_its_review_and_the_others_stay(tiny: Project) -> None:
    import_rounds(tiny, write(tiny, FIRST.replace("examples/kade", "")))
    path = tiny.root / "data/rounds/round-2026.yaml"
    path.write_text("# ours\n" + path.read_text("utf-8"), "utf-8")
    done = import_rounds(tiny, write(tiny, "round-2026,,,,,,kade,examples/kade,\n"))
    assert [each.path for each in done.changed] == ["round-2026.cities[0]"]
    assert path.read_text("utf-8").startswith("# ours\n")
    assert [each.review for each in tiny.round("round-2026").cities] == ["examples/kade", ""]


@pytest.mark.parametrize(
    ("old", "new", "location"),
    [
        ("examples/kade", "examples/kad", "row 2, column H (Record of the review)"),
        (",Pier,", ",Peer,", "row 3, column G (City)"),
        ("small@2020a", "small@1999", "row 2, column D (Benchmark)"),
        ("2026-01-12", "one day", "row 2, column F (Start of the round)"),
        ("Our network", "", "row 2, column C (Project)"),
    ],
)
def test_an_error_has_its_row_and_column_and_nothing_is_written(
    tiny: Project, old: str, new: str, location: str
) -> None:
    with pytest.raises(DataError) as caught:
        import_rounds(tiny, write(tiny, FIRST.replace(old, new)))
    assert str(caught.value.diagnostics[0].location) == f"rounds.csv, {location}"
    assert not (tiny.root / "data/rounds").exists()


def test_errors_are_reported_together_and_in_the_terms_of_the_sheet(tiny: Project) -> None:
    text = FIRST.replace("2026-01-12", "one day").replace("small@2020a", "small")
    with pytest.raises(DataError) as caught:
        import_rounds(tiny, write(tiny, text.replace("Our network", "")))
    found = {each.location.position: (each.message, each.hint) for each in caught.value.diagnostics}
    assert list(found) == [
        "row 2, column F (Start of the round)", "row 2, column C (Project)", "row 2, column D (Benchmark)",
    ]  # fmt: skip
    assert found["row 2, column C (Project)"][0] == "“Project” is missing"
    assert "did you mean `small@2020a`" in found["row 2, column D (Benchmark)"][1]


def test_unknown_names_are_reported_together_with_other_errors(tiny: Project) -> None:
    text = "round-2026,T,P,small,English,,nowhere,examples/nothing,\n,,,,,,Pier,,xx\n"
    with pytest.raises(DataError) as caught:
        import_rounds(tiny, write(tiny, text))
    rules = [each.rule for each in caught.value.diagnostics]
    assert sorted(rules)[-3:] == ["unknown-benchmark", "unknown-city", "unknown-review"]


def test_the_name_of_a_round_is_that_of_its_file(tiny: Project) -> None:
    with pytest.raises(ProjectError, match="not a valid name for a round"):
        import_rounds(tiny, write(tiny, FIRST.replace("round-2026", "../2026")))


def test_rounds_belong_to_no_record(tiny: Project) -> None:
    assert run_command(tiny.root, "export", "rounds").stdout.endswith("rounds.xlsx\n")
    refused = run_command(tiny.root, "export", "rounds", "--record", "examples/kade")
    assert (refused.exit_code, "omit --record" in refused.stderr) == (2, True)
    path = write(tiny, FIRST)
    shown = run_command(tiny.root, "import", "rounds", str(path), "--dry-run").stdout
    assert "2 rows read, would change" in shown
    assert not (tiny.root / "data/rounds").exists()
