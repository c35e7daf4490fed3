"""Evidence as people keep it in a sheet: read with lines, all faults told, changed row by row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.errors import DataError
from assembler.model.paths import TABLES
from assembler.model.review.evidence import EvidenceLog
from assembler.store.records.record import load_record
from assembler.store.records.record_files import read_record_files
from assembler.store.records.record_writer import Change, edit_record
from assembler.store.tables.csv_file import edit_csv, parse_csv
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_file import YamlFile

TABLE = TABLES["evidence"]
HEADER = "session,sequence,indicator,statement,language,nature,colour,original,original.language\n"


def read(text: str) -> YamlFile:
    return parse_csv(text.encode(), "evidence.csv", EvidenceLog, TABLE)


def told(text: str) -> list[tuple[int | None, str, str]]:
    """(line, what, hint) of each fault, of the file and of the model."""
    found = validate_file(read(text), EvidenceLog, root="evidence").diagnostics
    return [(each.location.line, each.message, each.hint) for each in found]


def test_a_row_is_a_record_with_its_line() -> None:
    file = read(HEADER + 'I1,1,GG/I/3,"Asked,\nand heard.",en,fact,meets,,\nI1,2,GG/I/3,No.,,,,,\n')
    assert file.line(("records", "I1-1", "nature")) == 2
    assert file.line(("records", "I1-2", "statement")) == 4
    log = validate_file(file, EvidenceLog).value
    assert log is not None
    assert log.records["I1-1"].statement.text == "Asked,\nand heard."
    assert log.records["I1-1"].statement.language == "en"
    assert log.records["I1-2"].statement.language == ""


def test_the_words_spoken_have_a_language_of_their_own() -> None:
    log = validate_file(read(HEADER + "I1,1,GG/I/3,Asked.,en,,,Kysyttiin.,fi\n"), EvidenceLog).value
    assert log is not None
    original = log.records["I1-1"].original
    assert original is not None
    assert (original.text, original.language) == ("Kysyttiin.", "fi")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(delimiter: str, mark: str, end: str) -> None:
    rows = [
        ["session", "sequence", "indicator", "statement"],
        ["WA", "1", "IE/I/2", 'She said "yes"; twice, ok'],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    file = read(mark + buffer.getvalue())
    assert not file.diagnostics
    assert file.data["records"]["WA-1"]["statement"] == rows[1][3]


def test_all_faults_are_reported_together_each_with_its_line() -> None:
    text = (
        "session,sequence,indicator,statment,nature,colour\n"
        "I1,1,GG/I/3,x,fact,meets\n"
        "I1,1,GG/I/3,x,fact,meets\n"
        ",3,GG/I/3,x,fact,meets\n"
        "I1,4,GG/I/3,x,fact,meets,surplus\n"
        "I1,5,GG/I/3,x,facts,meets\n"
    )
    assert told(text) == [
        (1, "unknown column `statment`", "did you mean `statement`?"),
        (2, "`statement` is missing", "add `statement: ...`"),
        (3, "I1-1 is already on line 2", "delete one of the two rows, or give it a different number"),
        (4, "this row has no `session`", "fill in session and sequence"),
        (5, "the row has 7 cells, but there are 6 columns",
         "put quotation marks around any cell that contains the column separator"),
        (6, "`statement` is missing", "add `statement: ...`"),
        (6, "`facts` is not one of the choices", "did you mean `fact`? Choose one of: fact, opinion"),
    ]  # fmt: skip


def test_an_open_quotation_mark_is_reported_where_it_begins() -> None:
    assert [
        line for line, _, _ in told(HEADER + "I1,1,GG/I/3,x,,,,,\n" + 'I1,2,GG/I/3,"never ends,,,,,\n')
    ] == [3]


def test_letters_of_another_encoding_are_reported_with_their_line() -> None:
    content = HEADER.encode() + "I1,1,GG/I/3,één,,,,,\n".encode("cp1252")
    (diagnostic,) = parse_csv(content, "evidence.csv", EvidenceLog, TABLE).diagnostics
    assert (diagnostic.rule, diagnostic.location.line) == ("wrong-encoding", 2)


def test_a_change_leaves_every_other_row_as_its_author_wrote_it() -> None:
    old = HEADER + '"I1",1,GG/I/3,  Asked. ,,,,,\nI2,1,"GG/I/3",Told.,,,,,\n'
    rows = read(old).data["records"]
    rows["I2-1"] = {**rows["I2-1"], "colour": "meets"}
    new = edit_csv(old, rows, EvidenceLog, TABLE)
    assert new.splitlines()[:2] == old.splitlines()[:2]
    assert new.splitlines()[2] == "I2,1,GG/I/3,Told.,,,meets,,"


def test_a_file_that_is_not_there_yet_gets_a_header() -> None:
    row = {"indicator": "GG/I/3", "statement": {"text": "Kysyttiin.", "language": "fi"}}
    new = edit_csv("", {"I1-1": row}, EvidenceLog, TABLE)
    log = validate_file(read(new), EvidenceLog).value
    assert log is not None
    assert log.records["I1-1"].statement.language == "fi"


def test_a_broken_file_is_not_written_over() -> None:
    with pytest.raises(DataError):
        edit_csv(HEADER + "I1,1\nI1,1\n", {}, EvidenceLog, TABLE)


WORDS = st.text("ab,;\"'\n=é\t|", min_size=1, max_size=12).map(str.strip).filter(bool)
ROW = st.fixed_dictionaries(
    {"indicator": st.just("GG/I/3"), "statement": WORDS},
    optional={
        "obstacle": WORDS,
        "original": st.fixed_dictionaries({"text": WORDS, "language": st.just("fi")}),
    },
)
ROWS = st.dictionaries(st.sampled_from([f"I{s}-{n}" for s in (1, 2, 17) for n in (1, 2, 3)]), ROW, max_size=6)


@given(ROWS, ROWS)
def test_what_is_written_is_read_again(
    first: dict[str, dict[str, str]], second: dict[str, dict[str, str]]
) -> None:
    one = edit_csv("", first, EvidenceLog, TABLE)
    two = edit_csv(one, second, EvidenceLog, TABLE)
    for text, wanted in ((one, first), (two, second)):
        rows = read(text).data["records"] if text else {}
        bare = {
            key: {k: v for k, v in row.items() if k not in ("session", "sequence")}
            for key, row in rows.items()
        }
        assert bare == wanted
    assert edit_csv(two, second, EvidenceLog, TABLE) == two


REVIEW = "project: P\ncity: kade\nbenchmark: inti-cities@2009b\nlanguage: en\n"


def test_a_record_is_written_by_path_as_in_yaml(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text(REVIEW)
    (tmp_path / "evidence.csv").write_text(HEADER + "I1,1,GG/I/3,Asked.,,,,,\n")
    record = load_record(read_record_files(tmp_path, "x")).record
    assert record is not None
    new = edit_record(record, [Change("evidence.records.I1-1.nature", "opinion")]).contents
    assert new["evidence"].decode() == HEADER + "I1,1,GG/I/3,Asked.,,opinion,,,\n"


def test_an_unknown_table_is_reported(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text(REVIEW)
    (tmp_path / "evidnce.csv").write_text(HEADER)
    (diagnostic,) = load_record(read_record_files(tmp_path, "x")).diagnostics
    assert diagnostic.hint == "did you mean `evidence.csv`?"
