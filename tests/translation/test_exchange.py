"""A catalogue goes to an agency and comes back: exactly the edits, all of them or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assembler.diagnostics import Level
from assembler.errors import AssemblyError, CatalogueError
from assembler.i18n.po.po_file import read_po
from assembler.i18n.po.review_marks import is_reviewed
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.tables.translation_sheet import SHEET
from assembler.translation.exchange_export import export_catalogue
from assembler.translation.exchange_import import import_file, import_files

PO = "locales/nl/LC_MESSAGES/documents.po"
TEXT = """# made by hand, wrapped by a tool
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# the town
#   keep it short
#: report/title
msgid "City"
msgstr "Stad"

#, python-brace-format
msgid "Report <1>{city_of}</1>, "
"page <2/>"
msgstr ""
"Rapport <1>{city_of}</1>, "
"bladzijde <2/>"

#, fuzzy
#| msgid "Open the door"
msgid "Close the door"
msgstr "Open de deur"

msgctxt "charter"
msgid "City"
msgstr ""

#, python-brace-format
msgid "{n} visit"
msgid_plural "{n} visits"
msgstr[0] "{n} bezoek"
msgstr[1] "{n} bezoeken"

#~ msgid "Gone"
#~ msgstr "Weg"
"""
KINDS = ("xliff", "xlsx")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    path = tmp_path / PO
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return Project(tmp_path, share=tmp_path)


def taken(project: Project, data: bytes, name: str = "nl.file") -> tuple[bytes, list[str], list[str]]:
    found = import_file(project, data, name, reviewer="MK 2026-11-20")
    return found.data, list(found.changed), [diagnostic.rule for diagnostic in found.diagnostics]


def edited(data: bytes, kind: str, edits: dict[str, str]) -> bytes:
    """The file with translations replaced, as a person would in a tool: old text, new text."""
    if kind == "xliff":
        text = data.decode()
        for old, new in edits.items():
            assert text.count(f"<target>{old}</target>") == 1
            text = text.replace(f"<target>{old}</target>", f"<target>{new}</target>")
        return text.encode()

    def change(sheet: Any) -> None:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.value = edits.get(cell.value, cell.value)

    return with_sheet(data, change)


def with_sheet(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    change(book[SHEET])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_changes_not_one_byte(small: Project, kind: str) -> None:
    assert taken(small, export_catalogue(small, "nl", kind)) == (TEXT.encode(), [], [])


@pytest.mark.parametrize(("kind", "code"), [
    ("xlsx", "el"), ("xliff", "fr"), pytest.param("xlsx", "fr", marks=pytest.mark.product),
    pytest.param("xliff", "el", marks=pytest.mark.product),
])  # fmt: skip
def test_so_it_is_with_the_catalogues_that_we_ship(kind: str, code: str) -> None:
    project = Project(shipped_folder())
    ((_, before),) = project.catalogues(code)
    assert taken(project, export_catalogue(project, code, kind)) == (before, [], [])


@pytest.mark.parametrize("kind", KINDS)
def test_edits_change_just_what_was_edited(small: Project, kind: str) -> None:
    data = edited(export_catalogue(small, "nl", kind), kind, {"Stad": "Gemeente"})
    after, changed, told = taken(small, data)
    assert after.decode() == TEXT.replace('msgstr "Stad"', 'msgstr "Gemeente"')
    assert (len(changed), told) == (1, [])


def test_a_sheet_changes_states_notes_and_forms(small: Project) -> None:
    def change(sheet: Any) -> None:
        column = {cell.value: cell.column for cell in sheet[1]}
        rows = {sheet.cell(row, column["English"]).value: row for row in range(2, sheet.max_row + 1)}
        sheet.cell(2, column["Comment"]).value = "the municipality"
        sheet.cell(rows["Close the door"], column["Translation"]).value = "Sluit de deur"
        sheet.cell(rows["Close the door"], column["State"]).value = "translated"
        sheet.cell(rows["{n} visit"], column["Translation for 1"]).value = "één bezoek"
        sheet.cell(rows["{n} visit"], column["State"]).value = "reviewed"
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, column["Context"]).value == "charter":
                sheet.cell(row, column["Translation"]).value = "Stad van het handvest"

    data, changed, _ = taken(small, with_sheet(export_catalogue(small, "nl", "xlsx"), change))
    entries = {entry.key: entry for entry in read_po(data, "nl.po").entries}
    assert len(changed) == 4
    assert entries["", "City"].notes == ("the municipality",)
    assert entries["", "Close the door"].strings == ("Sluit de deur",)
    assert (entries["", "Close the door"].flags, entries["", "Close the door"].previous) == (frozenset(), "")
    assert entries["", "{n} visit"].strings == ("één bezoek", "{n} bezoeken")
    assert is_reviewed(entries["", "{n} visit"])
    assert entries["charter", "City"].strings == ("Stad van het handvest",)
    assert entries["", "City"].strings == ("Stad",)


def test_a_review_comes_and_goes_with_the_state(small: Project) -> None:
    data, _, _ = taken(
        small,
        export_catalogue(small, "nl", "xliff").replace(
            b'state="translated">\n        <source>City', b'state="final">\n        <source>City'
        ),
    )
    first = read_po(data, "nl.po").entries[0]
    assert first.notes[:2] == ("the town", "  keep it short") and is_reviewed(first)
    (small.root / PO).write_bytes(data)
    back = export_catalogue(small, "nl", "xliff")
    assert b'state="reviewed"' in back
    data, _, _ = taken(small, back.replace(b'state="reviewed"', b'state="translated"'))
    assert data.decode() == TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_field_stops_everything_and_all_faults_are_reported(small: Project, kind: str) -> None:
    data = export_catalogue(small, "nl", kind)
    if kind == "xliff":
        data = re.sub(rb"(<target>Rapport ).*(, bladzijde)", rb"\1\2", data)
        data = data.replace(b"mvxlkyrid", b"mzzzzzzzz")
        wanted = {"unit mzzzzzzzz": "unknown-id", "unit": "fields-and-tags"}
    else:
        data = edited(data, kind, {"Rapport <1>{city_of}</1>, bladzijde <2/>": "Rapport, bladzijde <2/>"})
        data = with_sheet(data, lambda sheet: sheet.cell(2, 1, "mzzzzzzzz"))
        wanted = {"row 2": "unknown-id", "cell F3": "fields-and-tags"}
    with pytest.raises(CatalogueError) as refused:
        taken(small, data)
    found = {diagnostic.rule for diagnostic in refused.value.diagnostics}
    places = " ".join(diagnostic.location.position for diagnostic in refused.value.diagnostics)
    assert found == set(wanted.values())
    assert all(place in places for place in wanted) and all(each.hint for each in refused.value.diagnostics)
    assert (small.root / PO).read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_what_changed_on_both_sides_is_a_conflict_and_stays(small: Project, kind: str) -> None:
    data = edited(
        export_catalogue(small, "nl", kind), kind, {"Stad": "Gemeente", "Open de deur": "Doe dicht"}
    )
    path = small.root / PO
    path.write_text(TEXT.replace('"Stad"', '"Plaats"').replace("Close the door", "Shut the door"))
    after, changed, told = taken(small, data)
    assert (after, changed) == (path.read_bytes(), [])
    assert told.count("import-conflict") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_english_that_changed_is_reported_only_for_what_the_agency_changed(small: Project, kind: str) -> None:
    data = export_catalogue(small, "nl", kind)
    (small.root / PO).write_text(TEXT.replace('msgid "City"\nmsgstr "Stad"', 'msgid "Town"\nmsgstr "Stad"'))
    assert taken(small, data)[1:] == ([], [])
    found = import_file(small, edited(data, kind, {"Stad": "Gemeente"}), "nl.file", reviewer="MK")
    (conflict,) = found.diagnostics
    assert (conflict.rule, found.changed) == ("import-conflict", ())
    assert "“Gemeente”" in conflict.message


def test_an_error_in_a_plural_form_is_located_in_its_cell(small: Project) -> None:
    data = edited(export_catalogue(small, "nl", "xlsx"), "xlsx", {"{n} bezoeken": "bezoeken"})
    with pytest.raises(CatalogueError) as refused:
        taken(small, data)
    (fault,) = refused.value.diagnostics
    assert (fault.rule, fault.location.position.rpartition(" ")[2]) == ("fields-and-tags", "H6")


def test_each_conflict_says_what_happened_here(small: Project) -> None:
    data = edited(export_catalogue(small, "nl", "xliff"), "xliff", {"Open de deur": "Doe dicht"})
    found = {}
    for old, new in (
        ("Close the door", "Close that door"),
        ("Close the door", "Something else"),
        ("Open de deur", "Sluit de deur"),
    ):
        (small.root / PO).write_text(TEXT.replace(old, new))
        diagnostics = import_file(small, data, "nl.xlf", reviewer="MK").diagnostics
        (conflict,) = (each for each in diagnostics if each.rule == "import-conflict")
        found[conflict.variant] = conflict.message
    assert found.keys() == {"", "changed English", "missing English"}
    assert all("“Doe dicht”" in message for message in found.values())


def test_a_new_text_that_is_still_fuzzy_and_rows_that_are_missing_are_information(small: Project) -> None:
    def change(sheet: Any) -> None:
        column = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(4, column["Translation"]).value = "Sluit de deur"
        sheet.delete_rows(2)

    data = with_sheet(export_catalogue(small, "nl", "xlsx"), change)
    fuzzy, omitted = import_file(small, data, "nl.xlsx", reviewer="MK").diagnostics
    assert (fuzzy.rule, fuzzy.level) == ("still-fuzzy", Level.INFO)
    assert (omitted.rule, dict(omitted.fields)["count"]) == ("omitted-message", 1)


def test_another_number_of_plural_forms_is_refused(small: Project) -> None:
    data = export_catalogue(small, "nl", "xliff").decode()
    units = re.findall(r"<unit .*?</unit>", data, re.DOTALL)
    last = units[-1]
    third = re.sub(r'(<unit id="\w+\.)1', r"\g<1>2", last)
    assert third != last
    with pytest.raises(CatalogueError) as refused:
        taken(small, data.replace(last, last + third).encode())
    (fault,) = refused.value.diagnostics
    assert (fault.rule, fault.variant) == ("missing-plural-form", "other number")


def test_changed_english_a_missing_form_and_a_lost_translation_are_faults(small: Project) -> None:
    def change(sheet: Any) -> None:
        column = {cell.value: cell.column for cell in sheet[1]}
        rows = {sheet.cell(row, column["English"]).value: row for row in range(2, sheet.max_row + 1)}
        sheet.cell(rows["Close the door"], column["English"]).value = "Close the doors"
        sheet.cell(rows["{n} visit"], column["Translation for 1"]).value = None
        sheet.cell(2, column["Translation"]).value = None

    with pytest.raises(CatalogueError) as refused:
        taken(small, with_sheet(export_catalogue(small, "nl", "xlsx"), change))
    found = {each.rule: each.location.position.rpartition(" ")[2] for each in refused.value.diagnostics}
    assert found == {
        "empty-translation": "2", "changed-english": "4", "missing-plural-form": "G6",
    }  # fmt: skip


def test_another_language_or_file_is_refused(small: Project) -> None:
    data = export_catalogue(small, "nl", "xliff")
    for file, expected, said in (
        (data.replace(b'trgLang="nl"', b'trgLang="fi"'), "", "no catalogue for fi"),
        (data.replace(b'trgLang="nl"', b'trgLang="klingon"'), "", "no language “klingon”"),
        (data, "fr", "is nl, not fr"),
        (b"Dear translator,", "", "neither an XLIFF file nor an .xlsx workbook"),
    ):
        with pytest.raises(AssemblyError, match=said):
            import_file(small, file, "x", reviewer="MK", expected=expected)


def test_several_files_are_taken_in_together_or_not_at_all(small: Project, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlf", tmp_path / "bad.xlsx"
    good.write_bytes(edited(export_catalogue(small, "nl", "xliff"), "xliff", {"Stad": "Gemeente"}))
    bad.write_bytes(
        with_sheet(export_catalogue(small, "nl", "xlsx"), lambda sheet: sheet.cell(1, 4, "Engels"))
    )
    with pytest.raises(CatalogueError) as refused:
        import_files(small, [good, bad], reviewer="MK")
    assert [diagnostic.location.position for diagnostic in refused.value.diagnostics] == [
        "sheet “Translations”, cell D1"
    ]
    assert (small.root / PO).read_text(encoding="utf-8") == TEXT
    (done,) = import_files(small, [good], reviewer="MK")
    assert (small.root / PO).read_bytes() == done.data != TEXT.encode()


def with_target(project: Project, target: str) -> bytes:
    """The export with another target of the second message, as a tool writes it."""
    data = export_catalogue(project, "nl", "xliff").decode()
    return re.sub(r"<target>Rapport .*?</target>", f"<target>{target}</target>", data).encode()


def test_a_code_that_is_typed_as_text_is_the_code(small: Project) -> None:
    after, changed, told = taken(
        small, with_target(small, "Verslag &lt;1>{city_of}&lt;/1>, p. &lt;2/> {{x} &lt; y")
    )
    assert len(changed) == 1
    assert told == []
    assert 'msgstr "Verslag <1>{city_of}</1>, p. <2/> {{{{x}} << y"' in after.decode()


def test_a_translation_behind_which_the_old_one_was_left_is_refused(small: Project) -> None:
    data = export_catalogue(small, "nl", "xliff").decode()
    (old,) = re.findall(r"<target>Rapport (.*?)</target>", data)
    for new in ("Verslag {city_of}, p. &lt;2/>", "Het rapport , bladzijde "):
        with pytest.raises(CatalogueError) as refused:
            taken(small, with_target(small, f"{new}{old}"))
        assert [diagnostic.rule for diagnostic in refused.value.diagnostics] == ["leftover-translation"]
    assert len(taken(small, with_target(small, f"Verslag {old}"))[1]) == 1


@pytest.mark.parametrize("point", ["000B", "0000", "D800", "FFFE"])
def test_a_character_that_no_word_file_can_hold_is_refused(small: Project, point: str) -> None:
    data = export_catalogue(small, "nl", "xliff").decode()
    data = data.replace("<target>Stad</target>", f'<target>St<cp hex="{point}"/>ad</target>')
    with pytest.raises(CatalogueError) as refused:
        taken(small, data.encode())
    assert [diagnostic.rule for diagnostic in refused.value.diagnostics] == ["control-character"]


def test_a_comment_that_came_back_with_carriage_returns_stays_a_comment(small: Project) -> None:
    def change(sheet: Any) -> None:
        column = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, column["Comment"]).value = "one_x000D_two"

    after, changed, _ = taken(small, with_sheet(export_catalogue(small, "nl", "xlsx"), change))
    assert len(changed) == 1
    assert read_po(after, "nl.po").entries[0].notes == ("one", "two")


@pytest.mark.parametrize("code", ["nl-NL", "nl_NL", "nl-nl", "NL"])
def test_the_usual_region_of_a_language_is_the_language(small: Project, code: str) -> None:
    data = edited(export_catalogue(small, "nl", "xliff"), "xliff", {"Stad": "Gemeente"})
    data = data.replace(b'trgLang="nl"', f'trgLang="{code}"'.encode())
    found = import_file(small, data, "nl.xlf", reviewer="MK", expected="nl")
    assert (found.language, len(found.changed)) == ("nl", 1)
    with pytest.raises(CatalogueError, match="no catalogue for nl-BE"):
        import_file(small, data.replace(f'"{code}"'.encode(), b'"nl-BE"'), "nl.xlf", reviewer="MK")


@pytest.mark.parametrize(("name", "said"), [("a.csv", ".xlsx workbook"), ("a.po", "locales/<language>")])
def test_a_file_of_another_kind_is_refused_with_what_to_do(small: Project, name: str, said: str) -> None:
    with pytest.raises(AssemblyError, match="neither an XLIFF file") as refused:
        import_file(small, b'Id,English\nm1,"<1>City</1>"\n', name, reviewer="MK")
    assert said in refused.value.hint
