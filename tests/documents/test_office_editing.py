"""Forms filled in LibreOffice through its own interface come back as exactly what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.applying.spare_items import find_indicators
from assembler.collect.collect import collect
from assembler.model.documents.form_manifest import ControlKind, FormField, FormManifest
from assembler.store.files.files import WORD_SUFFIXES
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.records.record_data import find_language, is_bare_text
from assembler.structs import replace
from assembler.word.forms.controls import bookmark_name
from assembler.word.forms.manifest import manifest_from_data
from returned_forms import changes_by_path
from shipped import EXAMPLES, FORMS, HOUSE_STYLES, first_order

SHORT = ("agenda-survey", "attendance-list")
"""Forms with a text or two, which have tests of their own."""
RECORDS = {EXAMPLES[name]: EXAMPLES[name] for name in FORMS}
KINDS = [suffix.removeprefix(".") for suffix in WORD_SUFFIXES]
WORDS = "Ναι & <ja> “så”"


@dataclass
class Case:
    """One form, what is done to it, and what that must bring."""

    order: Order
    path: Path
    manifest: FormManifest
    steps: list[dict[str, Any]] = field(default_factory=list)
    expected: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    rules: set[str] = field(default_factory=set)

    def do(self, action: str, asked: FormField, **named: Any) -> None:
        column = named.pop("column", self.column(asked))
        mark = bookmark_name(asked.row_code)
        self.steps.append({"do": action, "bookmark": mark, "column": column, **named})

    def column(self, asked: FormField) -> int:
        """Where the answer stands: in a grid its place among the cells of the row, else the last cell."""
        row = [each.code for each in self.manifest.fields if each.row and each.row == asked.row]
        return row.index(asked.code) - len(row) if asked.row else -1


def case(project: Project, order: Order) -> Case:
    path = build(BuildContext(project), order, output=project.root / "out" / order.house_style).path
    assert path is not None
    known = {kept.stem for kept in (project.root / "data/forms").glob("*.json")}
    manifests = (manifest_from_data(project.form(digest)) for digest in known)
    wanted = (order.type, order.language, order.house_style)
    [made] = [each for each in manifests if (each.type, each.language, each.house_style) == wanted]
    return Case(order, path, made)


class Picker:
    """Gives fields of a form, each once: the first that fit."""

    def __init__(self, manifest: FormManifest) -> None:
        self.free = list(manifest.fields)

    def take(self, fits: Callable[[FormField], bool]) -> FormField | None:
        found = next((each for each in self.free if fits(each)), None)
        if found is not None:
            self.free.remove(found)
        return found


def in_words(each: FormField) -> bool:
    return each.kind in ("rich_text", "texts", "text") and each.base is None and "records" not in each.path


def as_kept(record: Record, each: FormField, text: str) -> Any:
    """Lines of text as the record keeps them: with their language where it is not the one spoken there."""

    def one(words: str) -> Any:
        spoken = find_language(record, each.path) or record.about.language
        bare = is_bare_text(each.path) or each.language in ("", spoken)
        return words if bare else {"text": words, "language": each.language}

    lines = (text.replace("<", "\\<") if each.kind == "rich_text" else text).split("\n")
    if each.kind == "texts":
        return [one(line) for line in lines]
    return one(("\n\n" if each.kind == "rich_text" else "\n").join(lines))


def fill(project: Project, case: Case) -> None:
    """Everything that people do to a form, as far as it has fields for it."""
    pick = Picker(case.manifest)
    for action, text in (
        ("type", WORDS), ("type", "One\nTwo"), ("paste", "One\nTwo\nThree"), ("overtype", "All\nnew"),
    ):  # fmt: skip
        if found := pick.take(in_words):
            case.do(action, found, text=text)
            case.expected[found.path] = as_kept(project.record(case.manifest.record), found, text)
    if found := pick.take(in_words):
        case.steps.append({"do": "track", "on": True})
        case.do("type", found, text="Tracked")
        case.steps.append({"do": "track", "on": False})
        case.expected[found.path] = as_kept(project.record(case.manifest.record), found, "Tracked")
        case.rules.add("accepted-changes")
    pasted(project, case, pick)
    chosen(case, pick)
    ticked(case, pick)
    dated(case, pick)
    cleared(case, pick)
    lists(project, case)
    for item, code in find_indicators(case.manifest.fields).items():
        if any(path.startswith(f"{item}.") for path in case.expected):
            case.expected[f"{item}.indicators"] = [code]
    case.steps.append({"do": "outside", "text": "Call us before noon."})
    case.kept.append("Call us before noon.")


def pasted(project: Project, case: Case, pick: Picker) -> None:
    if found := pick.take(lambda each: in_words(each) and each.kind == "rich_text"):
        html = "<p>Both <b>bold</b> and <i>slanted</i></p><ul><li>one</li><li>two</li></ul>"
        case.do("paste", found, text=f"<html><body>{html}</body></html>", html=True)
        wanted = as_kept(project.record(case.manifest.record), found, "Both **bold** and *slanted*\n- one")
        marked = f"{wanted['text'] if isinstance(wanted, dict) else wanted}\n- two"
        case.expected[found.path] = {**wanted, "text": marked} if isinstance(wanted, dict) else marked


def chosen(case: Case, pick: Picker) -> None:
    fits = lambda each: each.control is ControlKind.CHOICE and "records" not in each.path  # noqa: E731
    if found := pick.take(fits):
        item = next(each for each in found.choices if each.value != found.base)
        case.do("say", found, text=item.display_label)
        case.expected[found.path] = item.value


def ticked(case: Case, pick: Picker) -> None:
    if found := pick.take(lambda each: each.control is ControlKind.CHECKBOX and not each.base):
        case.do("tick", found, ticked=True)
        case.expected[found.path] = True


def dated(case: Case, pick: Picker) -> None:
    if found := pick.take(lambda each: each.control is ControlKind.DATE and "release" not in each.path):
        case.do("say", found, text="2026-09-02", day="2026-09-02")
        case.expected[found.path] = "2026-09-02"


def cleared(case: Case, pick: Picker) -> None:
    simple = lambda each: each.kind == "text" and each.base and each.control is ControlKind.TEXT  # noqa: E731
    if found := pick.take(lambda each: bool(simple(each)) and each.path.startswith("review.contact.tele")):
        case.do("clear", found)
        case.expected[found.path] = None
        case.rules.add("answer-deleted")


def lists(project: Project, case: Case) -> None:
    """A row inserted by hand behind the first, and the second taken out."""
    plain = [each for each in case.manifest.lists if each.path.endswith("contributions")]
    language = case.manifest.language
    for listed in plain:
        case.steps.append({"do": "add_row", "bookmark": bookmark_name(listed.rows[0].code),
                           "texts": ["", *(f"New {column.name}" for column in listed.columns)]})  # fmt: skip
        record = project.record(case.manifest.record)
        spoken = find_language(record, listed.path) or record.about.language
        case.expected[f"{listed.path}[1]"] = {
            name: text if language == spoken else {"text": text, "language": language}
            for name, text in ((column.name, f"New {column.name}") for column in listed.columns)
        }


def edit(editor: Any, cases: Sequence[Case], out: Path, kinds: Sequence[str]) -> list[dict[str, Path]]:
    """Do it all in one LibreOffice; the files that each case was saved as, by their kind."""
    names = [f"{at}/{case.path.stem}" for at, case in enumerate(cases)]
    saves = [{kind: out / f"{name}.{kind}" for kind in kinds} for name in names]
    for save in saves:
        next(iter(save.values())).parent.mkdir(parents=True)
    editor.edit([
        {"source": str(case.path), "steps": case.steps, "saves": {kind: str(save[kind]) for kind in kinds}}
        for case, save in zip(cases, saves, strict=True)
    ])  # fmt: skip
    return saves


def judge(project: Project, case: Case, save: dict[str, Path]) -> None:
    for kind, path in save.items():
        result = collect(project, path, dry_run=True)
        where = (case.order.type, case.order.language, case.order.house_style, kind)
        assert changes_by_path(result) == case.expected, where
        assert {each.rule for each in result.diagnostics} == case.rules | {"unmatched-text"}, (
            where,
            result.diagnostics,
        )
        assert [each.text for each in result.kept] == case.kept, where
        assert not result.conflicts, where


def run_cases(project: Project, editor: Any, orders: Sequence[Order], kinds: Sequence[str]) -> None:
    cases = [case(project, order) for order in orders]
    for each in cases:
        fill(project, each)
        assert len(each.expected) >= 3, each.order
    for each, save in zip(cases, edit(editor, cases, project.root / "edited", kinds), strict=True):
        judge(project, each, save)


@pytest.mark.office
def test_a_form_filled_in_libreoffice_is_read_from_new_and_old_formats(
    project: Project, office_editor: Any
) -> None:
    order = first_order(project, "desk-review", "havenstad", "el")
    run_cases(project, office_editor, [order], ("odt", "doc"))


@pytest.mark.office
@pytest.mark.product
@pytest.mark.parametrize("style", HOUSE_STYLES)
@pytest.mark.parametrize("language", ["nl", "en", "fi", "el"])
def test_every_form_filled_in_libreoffice(
    project: Project, office_editor: Any, language: str, style: str
) -> None:
    orders = [
        replace(first_order(project, name, EXAMPLES[name], language), house_style=style)
        for name in FORMS
        if name not in SHORT
    ]
    run_cases(project, office_editor, orders, KINDS)
