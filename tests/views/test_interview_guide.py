"""What an interview guide shows of a session: its questions in their order, its labels, its hours."""

from __future__ import annotations

from typing import Any

from assembler.i18n.languages.languages import get_language
from assembler.model.review.visit import Visit
from assembler.store.project.project import Project
from assembler.views.context import ViewContext
from assembler.views.interview_guide import view

SESSION = "Interview\u00a04"

BARE = """
sessions:
  I1: {kind: interview}
  WA: {kind: workshop, day: 2026-10-06, start: "16:00", minutes: 90, indicators: [GG/I/3, GG/A/1]}
"""


def seen(project: Project, part: str, code: str = "en") -> dict[str, Any]:
    record = project.record("kade")
    cities, benchmark = project.cities(), project.benchmark(record.about.benchmark_tag)
    spoken, city = get_language(code), cities["kade"]
    return view(ViewContext(record, project, cities, spoken, str, city, benchmark, part=part))


def bare(project: Project) -> None:
    """A timetable that says next to nothing, and nothing else that the team wrote."""
    folder = project.root / "data/records/kade"
    for name in ("desk.yaml", "team_desk.yaml", "evidence.csv", "feedback.yaml"):
        (folder / name).unlink()
    (folder / "visit.yaml").write_text(BARE, encoding="utf-8")


def texts(said: list[dict[str, Any]]) -> list[str]:
    return [each["text"].text for each in said]


def test_questions_of_those_who_asked_for_these_guests_come_first(project: Project) -> None:
    [first, *_] = seen(project, "I4")["topics"]
    assert first["code"] == "GG/I/3"
    assert texts(first["hypotheses"]) == ["The council changes decisions, but late."]
    assert [each["by"] for each in first["asked"]] == ["(HK)", "(MS)"]
    assert not {*texts(first["asked"])} & {*texts(first["others"])}
    assert first["others"][-1]["by"] == "", "a question of the whole team has no initials"


def test_labels_count_the_records_of_one_indicator_and_leave_spare_ones_open(project: Project) -> None:
    labels = [record["label"] for record in seen(project, "I4")["records"]]
    assert labels == [
        f"GG/I/3 – {SESSION} – MS & HK",
        f"GG/I/3 – {SESSION} – MS & HK #2",
        f"IE/I/1 – {SESSION} – MS & HK",
        *[f"… – {SESSION} – MS & HK"] * 3,
    ]


def test_spare_blocks_bear_the_numbers_that_come_next(project: Project) -> None:
    assert [record.code for record in seen(project, "I4")["records"]][3:] == ["I4-4", "I4-5", "I4-6"]


def test_a_session_full_of_records_still_has_spare_blocks(project: Project) -> None:
    path = project.root / "data/records/kade/evidence.csv"
    columns = path.read_text(encoding="utf-8").partition("\n")[0].count(",")
    more = (f"I4,{number},GG/I/3,Said.{',' * (columns - 3)}\n" for number in range(4, 301))
    path.write_text(path.read_text(encoding="utf-8") + "".join(more), encoding="utf-8")
    codes = [record.code for record in seen(project, "I4")["records"]]
    assert codes[-3:] == ["I4-300", "I4-301", "I4-302"]


def test_original_words_are_asked_for_in_the_guests_language_where_somebody_interprets(
    project: Project,
) -> None:
    assert {record.languages["original"] for record in seen(project, "I3")["records"]} == {"pl"}
    assert not any(record.languages for record in seen(project, "I4")["records"])
    assert seen(project, "I3", "nl")["languages"] == "Pools → Engels"


def test_a_workshop_has_a_round_for_each_topic(project: Project) -> None:
    found = seen(project, "WA")
    assert (found["workshop"], found["people_count"], found["round_minutes"]) == (True, 14, 45)
    assert [topic["time"] for topic in found["topics"]] == ["16:10–16:55", "16:55–17:40"]
    assert (found["welcome_time"], found["closing_time"]) == ("16:00–16:10", "17:40–18:00")


def test_the_time_bar_shows_how_long_each_part_takes(project: Project) -> None:
    bar = seen(project, "WA")["time_bar"]
    assert [(each["begins"], each["length"], each["units"]) for each in bar] == [
        ("16:00", 10, 2),
        ("16:10", 45, 9),
        ("16:55", 45, 9),
        ("17:40", 20, 4),
    ]


def test_a_bare_session_leaves_its_places_empty(project: Project) -> None:
    bare(project)
    found = seen(project, "I1")
    assert (found["day"], found["time"], found["place"]) == ("", "", "")
    assert found["time_bar"] == []
    assert (found["team"], found["topics"]) == ([], [])
    assert [record["label"] for record in found["records"]] == ["… – Interview\u00a01"] * 6


def test_without_a_desk_review_there_are_topics_without_questions(project: Project) -> None:
    bare(project)
    topics = seen(project, "WA")["topics"]
    assert [(topic["code"], topic["asked"], topic["others"]) for topic in topics] == [
        ("GG/I/3", [], []), ("GG/A/1", [], [])]  # fmt: skip


def test_an_indicator_with_notes_is_a_topic_though_nobody_planned_it(project: Project) -> None:
    path = project.root / "data/records/kade/visit.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      IE/I/1: Thinks", "      WP/A/1: Thinks"), encoding="utf-8")
    assert "WP/A/1" in project.record("kade").require(Visit).sessions["I4"].notes
    assert [topic["code"] for topic in seen(project, "I4")["topics"]] == ["GG/I/3", "IE/I/1", "WP/A/1"]
