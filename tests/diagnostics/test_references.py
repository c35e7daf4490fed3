"""The examples of the rules about references: each is checked as the files of a small record."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Diagnostic, Location, Rule
from assembler.diagnostics.agenda_references import UNKNOWN_GUIDE
from assembler.diagnostics.references import UNREADABLE_IMAGE
from assembler.diagnostics.registry import rules_of
from assembler.store.checks.unknown_name_checks import report_different_roles
from assembler.store.files.files import read_file
from assembler.store.files.image_checks import (
    MAX_IMAGE_BYTES,
    MAX_SIDE,
    find_image_error,
    find_record_image_error,
)
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.round_validation import check_round
from assembler.store.project.search_path import shipped_folder
from assembler.store.yaml.yaml_file import parse_yaml, require_data
from drawn_png import png

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = [{"role": "leader", "person": {"office": "Head of unit", "initials": "JB"}}]
GUIDE = require_data(parse_yaml(UNKNOWN_GUIDE.good.encode(), "example"))["agenda_choices"]["guide"]
HEADERS: dict[str, dict[str, Any]] = {
    "review": {
        "project": "P", "city": "leeds", "benchmark": "inti-cities@2009b", "language": "en",
        "team": {"members": MEMBERS},
    },
    "agenda": {
        "project": "P", "language": "en", "agenda": "gia", "number": 2, "title": "Guide",
        "subtitle": "Of the State", "owners": ["the State", "municipalities"], "entries": {},
    },
    "agenda_choices": {"project": "P", "language": "en", "guide": GUIDE, "city": "leeds"},
    "charter": {
        "project": "P", "language": "en", "charter": "integrating-cities@2010",
        "signatures": [{"city": "leeds", "office": "Mayor"}],
    },
    "evaluation": {
        "project": "P", "language": "en", "agenda": "gia", "title": "Survey", "subtitle": "Of municipalities",
    },
    "publication": {
        "project": "P", "language": "en", "title": "Findings", "benchmark": "dive@2010",
        "chapters": {"PS/1": {"title": "Commitment", "pillar": "PS"}},
    },
}  # fmt: skip
ROUND = {"title": "Round", "project": "P", "language": "en", "benchmark": "inti-cities@2009b"}
COVERED_ELSEWHERE = {
    "incomplete-official-wording": "tests/documents/test_charter_page.py",
    "different-roles": "tests/diagnostics/test_references.py",
}
"""Rules about charter versions: each is named in that module."""
RULES = [
    rule
    for rule in (*rules_of("references"), *rules_of("agenda_references"))
    if rule.id not in COVERED_ELSEWHERE
]


def check_example(root: Path, cache: FolderCache, example: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the small record with the files of ``example``."""
    files = require_data(parse_yaml(example.encode(), "example"))
    folder = root / "data/records/small"
    folder.mkdir(parents=True)
    header = next((name for name in HEADERS if name in files and name != "review"), "review")
    files[header] = HEADERS[header] | files.get(header, {})
    for name, data in files.items():
        if name == "round":
            (root / "data/rounds").mkdir()
            (root / "data/rounds/round.yaml").write_text(json.dumps(ROUND | data), encoding="utf-8")
        elif name == "evidence":
            with (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([data.keys(), data.values()])
        else:
            (folder / f"{name}.yaml").write_text(json.dumps(data), encoding="utf-8")
    project = Project(root, share=shipped_folder(), cache=cache)
    of_round = check_round(project, "round") if "round" in files else ()
    return (*project.checked_record("small").diagnostics, *of_round)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_valid(
    rule: Rule, tmp_path: Path, cache: FolderCache
) -> None:
    assert rule.id in [each.rule for each in check_example(tmp_path / "bad", cache, rule.bad)]
    assert check_example(tmp_path / "good", cache, rule.good) == ()


@pytest.mark.parametrize(("rule", "module"), COVERED_ELSEWHERE.items())
def test_a_rule_without_a_small_example_is_named_by_a_test(rule: str, module: str) -> None:
    assert f'"{rule}"' in (ROOT / module).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("example", "rule", "variant"),
    [
        ("agenda: {number: 3, entries: {GIA/06: {}}}", "unknown-area", "merged"),
        ("agenda: {number: 1, entries: {GIA/09: {}}}", "unknown-area", "other"),
        ("agenda: {agenda: xyz}", "unknown-agenda", ""),
        ("feedback: {responses: {R02: {decision: accepted}}}", "unknown-recommendation", "none"),
        ("review: {city: zzz}", "unknown-city", "many"),
        ("review: {city: leds}", "unknown-city", "similar"),
        ("publication: {cities: [leeds, leds]}", "unknown-city", "similar"),
        (
            "publication: {chapters: {PS/1: {title: T, comparisons: [{title: T, by_city: {leds: A}}]}}}",
            "unknown-city",
            "similar",
        ),
        ("publication: {chapters: {PS/1: {title: T, pillar: PX}}}", "unknown-pillar", ""),
        ("review: {language: pt_BR}", "invalid-format", "language"),
        ("baseline: {background: {features: {text: So, language: fii}}}", "unknown-language", "similar"),
        ("baseline: {assessments: {QQQQQQQQ: {how: So.}}}", "unknown-indicator", ""),
        ("baseline: {assessments: {IE/I/111: {how: So.}}}", "unknown-indicator", "several"),
        ("baseline: {assessments: {AC/I/3: {how: So.}}}", "unknown-indicator", "replaced"),
    ],
)
def test_each_variant_is_reported(
    tmp_path: Path, cache: FolderCache, example: str, rule: str, variant: str
) -> None:
    found = check_example(tmp_path, cache, example)
    assert (rule, variant) in [(each.rule, each.variant) for each in found]


def test_each_variant_of_an_unreadable_image_is_reported(tmp_path: Path) -> None:
    def read(name: str) -> bytes:
        return read_file(tmp_path / name)

    pictures = {
        "": b"GIF89a",
        "large": bytes(MAX_IMAGE_BYTES + 1),
        "damaged": png(3, 2)[:-14],
        "pixels": png(MAX_SIDE + 1, 2),
    }
    found = {name: find_image_error(data, "a.png") for name, data in pictures.items()}
    found |= {
        "outside": find_record_image_error(read, "../a.png"),
        "unreadable": find_record_image_error(read, "a.png"),
        "unsafe": find_record_image_error(lambda _: b"<svg><script/></svg>", "a.svg"),
    }
    (tmp_path / "b.svg").write_bytes(b"<svg/>")
    found["alone"] = find_record_image_error(read, "b.svg")
    assert {name: each and each.variant for name, each in found.items()} == {name: name for name in found}
    assert found.keys() == {"", *UNREADABLE_IMAGE.variants}
    assert find_image_error(png(3, 2), "a.png") is None


def test_the_roles_of_a_charter_are_the_dimensions_of_its_benchmark() -> None:
    project = Project(shipped_folder())
    charter = project.charter("integrating-cities@2010")
    assert list(report_different_roles(charter, project.benchmark(charter.benchmark), Location())) == []
    (found,) = report_different_roles(charter, project.benchmark("inti-cities"), Location())
    assert found.rule == "different-roles"
    assert "AC, " in found.message
