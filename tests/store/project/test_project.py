"""A project finds things by name: the user's first, then what comes with the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assembler.errors import DataError, FormError, ProjectError
from assembler.model.review.baseline import BaselineReport
from assembler.store.files.transaction import write_together
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.project.sent_forms import with_form
from drawn_png import png

BENCHMARK = """
id: {id}
prefix: X
version: 2020a
version_label: first
name: {{text: Small, source: own}}
owner: nobody
dimensions:
  - code: GG
    kind: group
    name: {{text: Group, source: own}}
    indicators:
      - {{code: GG/1, label: One, statement: {{text: One., source: own}}}}
replaced:
  - {{code: GG/9, version: 2019a, now: GG/1, explanation: It was the ninth.}}
"""
CITY = """
{id}:
  country: NL
  languages: [nl]
  working_language: nl
  own: {{nl: {name}}}
  names:
    en: {{name: {name}, of: of {name}, in: in {name}, to: to {name}}}
"""
LETTER = "title: T\ndescription: D\nrecord: baseline\nexample: examples/kade\n"
REVIEW = "project: P\ncity: kade\nbenchmark: small@2020a\nlanguage: nl\n"


def written(folder: Path, **files: str) -> Path:
    """A project in ``folder``: files by path, with ``__`` for a slash and ``_dot_`` for a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return written(
        tmp_path / "shipped",
        data__cities_dot_yaml=CITY.format(id="kade", name="Kade") + CITY.format(id="wal", name="Wal"),
        data__benchmarks__small_dot_yaml=BENCHMARK.format(id="small"),
        data__records__examples__kade__review_dot_yaml=REVIEW,
        data__records__examples__kade__baseline_dot_yaml="assessments: {GG/1: {how: Zo.}}\n",
        locales__nl__LC_MESSAGES__documents_dot_po="shipped",
        templates__letter__document_dot_yaml=LETTER,
        templates__letter__template_dot_docx="word",
    )


@pytest.fixture
def project(tmp_path: Path, shipped: Path) -> Project:
    root = written(
        tmp_path / "mine",
        data__records__kade__review_dot_yaml=REVIEW,
        data__cities_dot_yaml=CITY.format(id="kade", name="Mijn Kade"),
    )
    return Project(root, share=shipped)


def test_the_project_is_the_nearest_folder_upward_with_folders_of_ours(tmp_path: Path) -> None:
    root = written(tmp_path / "mine", data__records__kade__review_dot_yaml=REVIEW)
    deep = written(root / "data" / "records" / "kade" / "data", notes_dot_txt="not ours")
    assert Project.find(deep).root == root.resolve()


def test_where_there_is_no_project_the_folder_itself_is_the_root(tmp_path: Path) -> None:
    here = written(tmp_path, data__holiday_dot_txt="", templates__letter_dot_docx="")
    assert Project.find(here).root == here.resolve()
    assert "inti-cities" in Project.find(here).benchmarks()


def test_what_the_user_keeps_goes_before_what_comes_with_the_program(project: Project) -> None:
    assert project.records() == ("examples/kade", "kade")
    assert project.cities()["kade"].name("en") == "Mijn Kade"
    assert project.city("wal").name("en") == "Wal"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("malmo", "malmo"), ("Malmö", "malmo"), ("amsterdam", "amsterdam"), ("Ámsterdam", "amsterdam"),
        ("Nowhere", "Nowhere"),
    ],
)  # fmt: skip
def test_a_city_is_found_by_its_name_in_any_language(tmp_path: Path, typed: str, found: str) -> None:
    assert Project(tmp_path).find_city_id(typed) == found


def test_a_name_of_two_cities_is_not_looked_up(tmp_path: Path) -> None:
    twins = CITY.format(id="oost", name="Dorp") + CITY.format(id="west", name="Dorp")
    project = Project(written(tmp_path, data__cities_dot_yaml=twins))
    assert project.find_city_id("Dorp") == "Dorp"


def test_types_house_styles_and_catalogues_are_found_by_name(project: Project, shipped: Path) -> None:
    assert project.document_types() == ("letter",)
    assert project.document_type("letter").name == "letter"
    assert project.template("letter") == b"word"
    assert project.languages() == ("en", "nl")
    assert project.house_styles() == ()
    own = written(project.root, locales__nl__LC_MESSAGES__documents_dot_po="mine")
    assert [data for _, data in Project(own, share=shipped).catalogues("nl")] == [b"mine", b"shipped"]
    assert project.catalogues("fr") == () == project.catalogues("../nl")


def test_a_benchmark_is_found_by_id_and_by_id_with_version(project: Project) -> None:
    assert project.benchmark("small") == project.benchmark("small@2020a")
    with pytest.raises(ProjectError) as caught:
        project.benchmark("small@1999")
    assert caught.value.hint == "did you mean `small@2020a`?"


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        (lambda project: project.benchmark("smal"), "did you mean `small`?"),
        (lambda project: project.city("kadee"), "did you mean `kade`?"),
        (lambda project: project.record("examples/kad"), "did you mean `examples/kade`?"),
        (lambda project: project.document_type("lettre"), "did you mean `letter`?"),
        (lambda project: project.template("../letter"), "did you mean `letter`?"),
        (lambda project: project.house_style("plane"), "none are listed yet; add this one first"),
    ],
)
def test_a_name_that_nothing_has_is_reported_with_what_was_meant(
    project: Project, ask: Callable[[Project], object], hint: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        ask(project)
    assert caught.value.hint.startswith(hint)
    assert " in templates" in caught.value.message or " in data/" in caught.value.message


def test_a_record_is_found_by_name_by_folder_and_by_file(project: Project, tmp_path: Path) -> None:
    elsewhere = written(tmp_path / "elsewhere", review_dot_yaml=REVIEW, baseline_dot_yaml="")
    assert project.record("examples/kade").baseline is not None
    assert project.record("kade").baseline is None
    assert project.record(str(elsewhere)).review.city == "kade"
    assert project.record(str(elsewhere / "review.yaml")).folder == elsewhere
    with pytest.raises(ProjectError):
        project.record(str(tmp_path))


def test_a_record_has_the_same_name_however_it_was_asked_for(project: Project, tmp_path: Path) -> None:
    written(tmp_path / "elsewhere", review_dot_yaml=REVIEW)
    inside = project.root / "data/records/kade"
    for asked in ("kade", "kade/", str(inside), "data/records/kade", str(inside / "review.yaml")):
        assert project.record(asked).name == "kade"
    assert project.record("examples\\kade").name == "examples/kade"
    assert project.record("../elsewhere").name == "../elsewhere"


class Unwalked(Project):
    """A project in which nobody looks through all records."""

    def records(self) -> tuple[str, ...]:
        raise AssertionError("it was walked through hundreds of folders to find one")


def test_a_record_is_found_by_its_name_alone(project: Project) -> None:
    again = Unwalked(project.root, share=project.share)
    for name in project.records():
        assert again.record_folder(name) == project.record_folder(name)
    for name in ("..", "a/../..", ".", ""):
        with pytest.raises((AssertionError, ProjectError)):
            again.record_folder(name)


def test_a_record_knows_where_everything_stands(project: Project) -> None:
    place = project.record("examples/kade").locate("baseline.assessments.GG/1.how")
    assert (place.line, place.position) == (1, "baseline.assessments.GG/1.how")
    assert place.file.endswith("data/records/examples/kade/baseline.yaml")


def test_a_record_reports_all_that_is_wrong_in_all_its_files(project: Project) -> None:
    written(
        project.root,
        data__records__kade__review_dot_yaml=REVIEW.replace("language: nl", "language: 3"),
        data__records__kade__baseline_dot_yaml="provenence: {}\n",
        data__records__kade__basline_dot_yaml="",
    )
    with pytest.raises(DataError) as caught:
        project.record("kade")
    found = [
        (diagnostic.location.file.rsplit("/", 1)[-1], diagnostic.rule)
        for diagnostic in caught.value.diagnostics
    ]
    assert found == [
        ("basline.yaml", "unknown-file"), ("review.yaml", "wrong-type"), ("baseline.yaml", "unknown-key"),
    ]  # fmt: skip
    assert caught.value.diagnostics[0].hint == "did you mean `baseline.yaml`?"


def test_what_a_record_refers_to_must_exist(project: Project) -> None:
    baseline = """
assessments:
  GG/9: {how: Zo.}
  GG/7:
    evidence: [{title: Nota, language: xq}]
background:
  features: {text: Wij, language: klingon}
  organisation_chart: {file: ../chart.png, alt: Kaart}
"""
    written(
        project.root,
        data__records__kade__review_dot_yaml=REVIEW.replace("kade", "kada"),
        data__records__kade__baseline_dot_yaml=baseline,
    )
    found = {(f.location.line, f.rule): f for f in project.checked_record("kade").diagnostics}
    assert sorted(found, key=str) == [
        (2, "unknown-city"), (3, "unknown-indicator"), (4, "unknown-indicator"), (5, "unknown-language"),
        (7, "unknown-language"), (8, "unreadable-image"),
    ]  # fmt: skip
    assert "It was the ninth." in found[3, "unknown-indicator"].message
    assert found[3, "unknown-indicator"].hint == "write `GG/1`"
    assert found[2, "unknown-city"].hint.startswith("did you mean `kade`? For a new city")


def test_a_member_who_left_is_answered_with_what_to_do_about_it(project: Project) -> None:
    desk = "peers: {AB: {entries: {GG/1: {rating: below}}}}\n"
    written(
        project.root,
        data__records__kade__review_dot_yaml=REVIEW,
        data__records__kade__desk_dot_yaml=desk,
    )
    (fault,) = (f for f in project.checked_record("kade").diagnostics if f.rule == "unknown-member")
    assert str(fault.location).endswith("desk.peers.AB")
    assert "add them to `team` in " in fault.hint
    assert "review.yaml" in fault.hint


def test_an_amount_with_points_for_thousands_is_not_read_as_a_small_one(project: Project) -> None:
    rows = "    - {line: A, amount: 150.000 EUR}\n    - {line: B, amount: 1.50 EUR}\n"
    baseline = f"background:\n  budgets:\n{rows}"
    written(project.root, data__records__kade__baseline_dot_yaml=baseline)
    (diagnostic,) = project.checked_record("kade").diagnostics
    assert (diagnostic.location.line, diagnostic.rule) == (3, "ambiguous-amount")
    hint = "write `150000 EUR` without a separator, or `150.00 EUR` with two decimal places"
    assert diagnostic.hint == hint


def test_a_code_is_written_without_the_prefix_of_its_benchmark(project: Project) -> None:
    written(project.root, data__records__kade__baseline_dot_yaml="assessments: {'X:GG/1': {how: Zo.}}\n")
    (diagnostic,) = project.checked_record("kade").diagnostics
    assert (diagnostic.rule, diagnostic.hint) == ("prefixed-indicator", "write `GG/1`")


def test_an_unknown_benchmark_is_reported_at_its_line(project: Project) -> None:
    written(project.root, data__records__kade__review_dot_yaml=REVIEW.replace("2020a", "1999"))
    (diagnostic,) = project.checked_record("kade").diagnostics
    assert (diagnostic.location.line, diagnostic.rule) == (3, "unknown-benchmark")
    assert diagnostic.hint == "did you mean `small@2020a`?"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png(3, 2), ""),
        (png(3, 2)[:-14], "damaged or incomplete"),
        (b"GIF89a", "neither a PNG nor a JPEG"),
        (png(0, 2), "0 by 2 pixels"),
        (None, "does not exist"),
    ],
)
def test_a_picture_must_be_whole(project: Project, data: bytes | None, words: str) -> None:
    baseline = "background: {organisation_chart: {file: a.png, alt: K}}"
    written(project.root, data__records__kade__baseline_dot_yaml=baseline)
    if data is not None:
        (project.root / "data/records/kade/a.png").write_bytes(data)
    found = project.checked_record("kade").diagnostics
    assert [words in diagnostic.message for diagnostic in found] == ([True] if words else [])


def test_all_faults_of_all_files_are_reported_at_once(project: Project) -> None:
    assert list(check_all(project)) == []
    written(
        project.root,
        data__cities_dot_yaml="kade: {country: Nederland}\n",
        data__benchmarks__small_dot_yaml="id: 3\n",
        data__records__kade__baseline_dot_yaml="a: 'x",
        templates__memo__document_dot_yaml="titel: T\n",
    )
    files = {diagnostic.location.file.rsplit("/", 2)[-1] for diagnostic in check_all(project)}
    assert files >= {"cities.yaml", "small.yaml", "baseline.yaml", "document.yaml"}


def test_the_name_of_a_document_type_is_its_folders(project: Project) -> None:
    written(project.root, templates__memo__document_dot_yaml="name: other\ntitle: T\n")
    with pytest.raises(DataError) as caught:
        project.document_type("memo")
    assert [diagnostic.rule for diagnostic in caught.value.diagnostics] == ["redundant-name"]


def test_the_manifest_of_a_form_is_kept_and_found_again(project: Project) -> None:
    manifest = b'{"fields":[{"code":"F.1","base":null}],"record":"kade"}'
    kept = with_form(project.forms_folder, "0123abcd", manifest)
    [path] = write_together(kept)
    before = path.stat().st_mtime_ns
    assert write_together(kept) == ()
    assert path.stat().st_mtime_ns == before
    assert project.form("0123abcd") == {"fields": [{"code": "F.1", "base": None}], "record": "kade"}
    for unknown in ("ffffffff", "../../etc/passwd"):
        with pytest.raises(FormError, match="was not sent from this project"):
            project.form(unknown)


def test_the_users_cache_serves_the_next_program(tmp_path: Path, shipped: Path) -> None:
    root = written(tmp_path / "mine", data__records__kade__review_dot_yaml=REVIEW)
    written(root, data__cities_dot_yaml=(shipped / "data/cities.yaml").read_text())
    cache = tmp_path / "cache"
    before = Project.find(root, cache=cache).cities()
    kept = list(cache.iterdir())
    assert kept
    assert Project.find(root, cache=cache).cities() == before
    kept[0].write_bytes(b"damaged")
    assert Project.find(root, cache=cache).cities() == before


def test_a_record_must_say_what_it_is_about(project: Project) -> None:
    written(project.root, data__records__nothing__baseline_dot_yaml="assessments: {}\n")
    (diagnostic,) = project.checked_record(str(project.root / "data/records/nothing")).diagnostics
    assert diagnostic.rule == "missing-record-header"
    assert "review.yaml" in diagnostic.message
    assert "data/records/nothing" in diagnostic.location.file


def test_a_record_finds_its_entities_by_their_models(project: Project) -> None:
    record = project.record("examples/kade")
    assert (record.kind, record.about.city_ids, record.about.benchmark_tag) == (
        "review", ("kade",), "small@2020a",
    )  # fmt: skip
    assert record.require(BaselineReport) is record.baseline
    with pytest.raises(DataError, match=r"no baseline\.yaml") as caught:
        project.record("kade").require(BaselineReport)
    assert "review.yaml" in caught.value.hint


ROUND = "project: P\nlanguage: nl\ncharter: small@2010\nsignatures: [{city: kade, office: Mayor}]\n"


def test_a_record_is_about_one_thing_and_holds_what_belongs_to_it(project: Project) -> None:
    written(
        project.root,
        data__records__two__review_dot_yaml=REVIEW,
        data__records__two__charter_dot_yaml=ROUND,
        data__records__stray__charter_dot_yaml=ROUND,
        data__records__stray__baseline_dot_yaml="assessments: {}\n",
    )
    (two,) = project.checked_record("two").diagnostics
    assert (two.rule, two.location.file.rsplit("/", 1)[-1]) == ("ambiguous-record", "charter.yaml")
    stray = next(
        each for each in project.checked_record("stray").diagnostics if "baseline" in each.location.file
    )
    assert (stray.rule, stray.location.file.rsplit("/", 1)[-1]) == ("misplaced-file", "baseline.yaml")


def test_a_charter_version_and_the_cities_that_sign_it_must_exist(project: Project) -> None:
    signatures = "[{city: kade, office: M, version: small@2011}, {city: kaap, office: M}]"
    text = f"project: P\nlanguage: nl\ncharter: small@2010\nsignatures: {signatures}\n"
    version = "id: small\nversion: '2010'\nsince: 2010-02\nowner: O\n"
    wording = "{text: Small, source: own}"
    written(
        project.root,
        data__records__round__charter_dot_yaml=text,
        **{"data__charters__small-2010_dot_yaml": f"{version}title: {wording}\nlabel: {wording}\n"},
    )
    found = {
        diagnostic.location.position: diagnostic for diagnostic in project.checked_record("round").diagnostics
    }
    assert {where: diagnostic.rule for where, diagnostic in found.items()} == {
        "charter.signatures[0].version": "unknown-charter",
        "charter.signatures[1].city": "unknown-city",
    }
    assert "small@2010" in found["charter.signatures[0].version"].hint


def test_a_charter_version_is_called_by_its_id_and_version(project: Project) -> None:
    version = "id: small\nversion: '2011'\nsince: 2010-02\nowner: O\n"
    wording = "{text: Small, source: own}"
    text = f"{version}title: {wording}\nlabel: {wording}\n"
    written(project.root, **{"data__charters__small-2010_dot_yaml": text})
    with pytest.raises(DataError, match="small@2011") as caught:
        project.charter("small@2010")
    assert caught.value.hint == "rename it to small-2011.yaml"
    with pytest.raises(ProjectError, match="no charter version"):
        project.charter("small@2012")


@pytest.mark.parametrize("name", ["x" * 300, "é" * 150, "a\0b"], ids=["long", "wide", "nothing"])
def test_a_name_that_no_file_can_have_is_a_name_that_nothing_has(project: Project, name: str) -> None:
    for ask in (project.document_type, project.benchmark, project.charter, project.record):
        with pytest.raises(ProjectError, match="there is no"):
            ask(name)


@pytest.mark.parametrize("name", ["x" * 300, "\u00e9" * 150, "a\0b"])
def test_a_name_that_no_file_may_have_is_an_unknown_name(project: Project, name: str) -> None:
    for ask in (project.document_type, project.house_style, project.benchmark, project.record_folder):
        with pytest.raises(ProjectError):
            ask(name)
    assert not project.has_form(name)
