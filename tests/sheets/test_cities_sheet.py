"""A new city comes in as a sheet, with a row for each language; errors have their row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from assembler.errors import DataError, FileError
from assembler.sheets.cities_sheet import export_cities, import_cities
from assembler.store.project.project import Project

HEAD = "City,Country,Official languages,Working language,Language,Name,Of the city,In the city,To the city\n"
TURKU = (
    "Turku,FI,\"Finnish, sv-FI\",fi,fi,Turku,Turun,Turussa,Turkuun\n"
    ",,,,sv,Åbo,Åbos,i Åbo,till Åbo\n"
    ",,,,English,Turku,of Turku,in Turku,to Turku\n"
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


def write(folder: Path, text: str) -> Path:
    path = folder / "cities.csv"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_a_new_city_is_written_with_its_names_and_phrases(folder: Path) -> None:
    done = import_cities(Project(folder), write(folder, TURKU))
    assert (done.rows, done.written) == (1, ("data/cities.yaml",))
    city = Project(folder).city("turku")
    assert (city.country, city.languages, city.working_language) == ("FI", ("fi", "sv-FI"), "fi")
    assert city.own == {"fi": "Turku", "sv-FI": "Åbo"}
    assert city.phrase("in", "fi") == "Turussa"


def test_what_goes_out_comes_in_unchanged(folder: Path) -> None:
    import_cities(Project(folder), write(folder, TURKU))
    before = (folder / "data/cities.yaml").read_bytes()
    path = export_cities(Project(folder)).path
    assert path == folder / "data/sheets/cities.xlsx"
    assert import_cities(Project(folder), path).changed == ()
    assert (folder / "data/cities.yaml").read_bytes() == before


def test_an_export_without_cities_has_a_row_for_each_language(folder: Path) -> None:
    sheet = load_workbook(export_cities(Project(folder)).path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:2] == ["City", "Country"]
    assert [row[5] for row in rows[1:]] == ["nl", "en", "fr", "de", "it", "sv", "fi", "el", "es", "ca"]
    with pytest.raises((DataError, FileError)):
        import_cities(Project(folder), write(folder, "Turku,Finland,fi,fi,fi,Turku,Turun,Turussa,Turkuun\n"))
    assert not (folder / "data/cities.yaml").exists()


def test_headings_may_be_in_any_language_and_arms_are_a_file_with_a_description(folder: Path) -> None:
    import_cities(Project(folder), write(folder, TURKU))
    path = export_cities(Project(folder), code="nl").path
    book = load_workbook(path)
    headings = [cell.value for cell in book.active[1]]
    assert headings[0] == "Stad"
    assert "Country" not in headings
    book.active.cell(2, len(headings) - 1, "turku.png")
    book.active.cell(2, len(headings), "Arms of Turku")
    book.save(path)
    assert [each.path for each in import_cities(Project(folder), path).changed] == [
        "turku.arms.file",
        "turku.arms.alt",
    ]
    arms = Project(folder).city("turku").arms
    assert arms is not None
    assert (arms.file, arms.alt.text) == ("turku.png", "Arms of Turku")


def test_an_error_has_its_row_and_column(folder: Path) -> None:
    with pytest.raises(DataError) as caught:
        import_cities(Project(folder), write(folder, TURKU.replace("FI,", "Finland,", 1)))
    assert [str(each.location) for each in caught.value.diagnostics] == [
        "cities.csv, row 2, column B (Country)"
    ]


def test_a_city_of_the_program_needs_only_the_names_that_it_lacks(folder: Path) -> None:
    import_cities(Project(folder), write(folder, "Leeds,,,,lv,Līdsa,Līdsas,Līdsā,uz Līdsu\n"))
    city = Project(folder).city("leeds")
    assert (city.country, city.phrase("in", "lv")) == ("GB", "Līdsā")


def test_comments_of_the_file_are_kept_and_a_dry_run_writes_nothing(folder: Path) -> None:
    path = folder / "data/cities.yaml"
    import_cities(Project(folder), write(folder, TURKU))
    path.write_text("# ours\n" + path.read_text("utf-8"), "utf-8")
    changed = write(folder, TURKU.replace("Turussa", "Turun kaupungissa"))
    before = path.read_bytes()
    assert len(import_cities(Project(folder), changed, dry_run=True).changed) == 1
    assert path.read_bytes() == before
    import_cities(Project(folder), changed)
    assert path.read_text("utf-8").startswith("# ours\n")
