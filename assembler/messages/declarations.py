"""Messages of declarations, benchmarks and the model: titles, prompts, headings, labels and texts.

Notes tell translators what each placeholder will contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from assembler.model.documents.document_type import (
    FORM_NUMBER,
    BlockDeclaration,
    CountedPhrase,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form_manifest import ControlKind
from assembler.model.documents.round_spreadsheets import RecordDate
from assembler.model.documents.sheet_registry import OTHER_SHEETS, SHEETS
from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.model.paths import ROOTS, find_slot
from assembler.model.reference.agenda_evaluations import EVALUATION_TEXTS
from assembler.model.reference.benchmark import Benchmark, Dimension, Indicator
from assembler.model.reference.municipality_choices import AGENDA_CHART_TEXTS
from assembler.model.reference.progress_reports import PROGRESS_TEXTS
from assembler.model.review.chart_texts import CHART_TEXTS
from assembler.model.review.feedback import VERSION
from assembler.model.review.section_texts import CHANGE_COMMENTS
from assembler.model.review.visit import LABELS, IntervieweeCategory
from assembler.model.tracking.promise_register import PROMISE_TEXTS
from assembler.model.types.introspection import find_choice_types
from assembler.model.types.values import Choice
from assembler.rules.draft_cover_texts import DRAFT, DRAFT_NOTICES
from assembler.structs import replace
from assembler.word.forms.controls import LONGEST_TITLE

_COMMENTS = {
    "title": "title of a control: the name of the field",
    "prompt": "prompt in an empty field; it must not look like an answer",
    "list": "name of the list",
    "heading": "heading of a column",
    "choice": "one of the answers to choose from",
    "section": "name of a section of running text",
    "wait": "shown where nothing has been written yet",
    "edition": "name of an edition of the document",
    "notice": "in the header of each page: who may read the document; as short as possible",
}
_COUNT = "n"
"""Placeholder for the number in a counted phrase."""
_LONGEST_ITEM = 8
"""Length of the longest indicator code in characters, including a final full stop."""
_SEVERAL = "label next to a number of people, in the plural"
_NUMBERED = "{number} is the number or letter of the session"


_MEANINGS = {
    r"\breleased?\b":
        "released: approved by the whole team (a baseline report: by the city) and fixed; "
        "a change needs a new version",
    r"\bpositions?\b": "position: a post or job title, not a place and not an opinion",
    r"\bevidence records?\b": "evidence record: the record of one piece of evidence",
    r"\bmainstream services?\b": "mainstream services: services for everybody, not for one group",
}  # fmt: skip
"""Maps words that translators may misunderstand to their intended meanings."""


def add_meanings(message: Message) -> Message:
    """Return ``message`` with a comment on each ambiguous word in it.

    >>> add_meanings(Message("Place and position")).comments
    ('position: a post or job title, not a place and not an opinion',)
    """
    text = message.id.casefold()
    notes = tuple(note for words, note in _MEANINGS.items() if re.search(words, text))
    return replace(message, comments=(*message.comments, *notes)) if notes else message


def extract_declaration(declared: DocumentType) -> Iterator[Message]:
    """Yield the messages of a document type, such as titles, prompts, choices and counted phrases."""
    title = Message(declared.title, places=(f"{declared.name}: title",), comments=("title of the document",))
    yield add_placeholder_notes(title, declared)
    yield Message(declared.description, places=(f"{declared.name}: description",))
    yield from _extract_part(declared.name, "", declared)
    for name, block in declared.blocks.items():
        yield from _extract_part(f"{declared.name}: {name}", f"{block.path}.any.", block)
    for name, phrase in declared.counted.items():
        yield _build_counted_message(f"{declared.name}: counted phrase '{name}'", phrase)
    for name, edition in declared.editions.items():
        yield _build_message("edition", edition.label, f"{declared.name}: edition '{name}'")
    for notice in (declared.notice, *(edition.notice for edition in declared.editions.values())):
        if notice:
            yield _build_message("notice", notice, f"{declared.name}: notice")


def _extract_part(where: str, path: str, part: DocumentType | BlockDeclaration) -> Iterator[Message]:
    """Yield the messages of fields, lists and sections.

    ``where`` is the beginning of their locations. ``path`` is the prefix of the paths in a block, or ""
    outside blocks.
    """
    before = f"{where}, " if path else f"{where}: "
    for field in part.fields.values():
        yield from _extract_field(f"{before}field {field.code}", (path + field.path).rstrip("."), field)
    for each in part.lists.values():
        yield from _extract_list(f"{before}list {each.code}", path + each.path, each)
    for name, narrative in part.narrative.items():
        location = f"{before}section '{name}'"
        yield _build_message("section", narrative.title, location)
        if narrative.prompt:
            yield _build_message("wait", narrative.prompt, location)
    for name, grid in part.grids.items() if isinstance(part, BlockDeclaration) else ():
        yield from _extract_grid(f"{before}grid '{name}'", path, grid)


def _extract_field(where: str, path: str, field: FieldDeclaration) -> Iterator[Message]:
    before = len(f"{field.code} – ") + (_LONGEST_ITEM if ".any." in path else 0)
    yield replace(_build_message("title", field.title, where), longest=LONGEST_TITLE - before)
    if field.control is not ControlKind.NONE and field.prompt:
        yield _build_message("prompt", field.prompt, where)
    yield from _extract_choice(where, find_slot(path).choice)


def _extract_list(where: str, path: str, declared: ListDeclaration) -> Iterator[Message]:
    yield _build_message("list", declared.title, where)
    item = find_slot(path).item
    for name, column in declared.columns.items():
        yield _build_message("heading", column.heading, f"{where}, column '{name}'")
        yield from _extract_choice(f"{where}, column '{name}'", find_slot(name, item).choice)


def _extract_grid(where: str, path: str, declared: GridDeclaration) -> Iterator[Message]:
    for name, cell in declared.cells.items():
        here = f"{where}, column '{name}'"
        yield _build_message("heading", cell.heading, here)
        if cell.prompt:
            yield _build_message("prompt", cell.prompt, here)
        yield from _extract_choice(here, find_slot(path + (cell.path or name)).choice)


def _extract_choice(where: str, choice: type[Choice] | None) -> Iterator[Message]:
    for member in choice or ():
        yield _build_message("choice", member.label, f"{where}, choice `{member.value}`")


def find_choices(declared: DocumentType) -> Iterator[tuple[str, str, type[Choice]]]:
    """Yield the location of each field, grid cell and list column with a closed list, and its choices.

    The location of a field or grid cell is its name and "". That of a column is the names of the list and the
    column.
    """
    yield from _find_part_choices(declared, "", "")
    for name, block in declared.blocks.items():
        yield from _find_part_choices(block, f"{name}.", f"{block.path}.any.")
        for grid_name, grid in block.grids.items():
            for cell_name, cell in grid.cells.items():
                if choice := find_slot(f"{block.path}.any.{cell.path or cell_name}").choice:
                    yield f"{name}.{grid_name}.{cell_name}", "", choice


def _find_part_choices(
    part: DocumentType | BlockDeclaration, before: str, path: str
) -> Iterator[tuple[str, str, type[Choice]]]:
    for name, field in part.fields.items():
        if choice := find_slot((path + field.path).rstrip(".")).choice:
            yield before + name, "", choice
    for name, each in part.lists.items():
        item = find_slot(path + each.path).item
        for column in each.columns:
            if choice := find_slot(column, item).choice:
                yield before + name, column, choice


def _build_message(part: str, text: str, where: str) -> Message:
    return Message(text, places=(where,), comments=(_COMMENTS[part],))


def _build_counted_message(where: str, phrase: CountedPhrase) -> Message:
    note = "{n} is the number; translate each plural form of the language"
    return Message(phrase.one, plural=phrase.other, places=(where,), comments=(note,))


def add_placeholder_notes(message: Message, declared: DocumentType) -> Message:
    """Return ``message`` with a comment on each of its placeholders."""
    explained = () if message.plural is None else (_COUNT,)
    notes = (
        f"{{{name}}} {find_note(name, declared)}"
        for name in markup.field_names(message.id)
        if name not in explained
    )
    return replace(message, comments=(*message.comments, *notes))


def extract_model() -> Iterator[Message]:
    """Yield the texts of the model that may occur in any document, such as labels of closed lists."""
    for choice in find_choice_types(*ROOTS.values()):
        for member in choice:
            yield _build_message("choice", member.label, f"{choice.__name__}, `{member.value}`")
    for category in IntervieweeCategory:
        where = f"IntervieweeCategory, `{category.value}`, plural"
        yield Message(category.plural, places=(where,), comments=(_SEVERAL,))
    yield Message(VERSION, places=("foot of a report",))
    yield Message(FORM_NUMBER, places=("foot of a form",))
    yield Message(DRAFT, places=("head of a draft",), comments=("in capitals",))
    for rule, notice in DRAFT_NOTICES.items():
        yield Message(notice, places=(f"cover of a draft, `{rule}`",))
    for name, mark in CHANGE_COMMENTS.items():
        yield Message(mark, places=(f"comment in the margin of a report, `{name}`",))
    for name, text in {**AGENDA_CHART_TEXTS, **CHART_TEXTS, **EVALUATION_TEXTS, **PROGRESS_TEXTS}.items():
        yield Message(text, places=(f"chart, {name}",))
    for name, text in PROMISE_TEXTS.items():
        yield Message(text, places=(f"promises, {name}",))
    for name, sheet in {**SHEETS, **OTHER_SHEETS}.items():
        yield Message(sheet.title, places=(f"sheet of {name}: name",))
        for column in sheet.columns:
            yield _build_message("heading", column.heading, f"sheet of {name}, column '{column.path}'")
    for event in RecordDate:
        yield _build_message("choice", event.label, f"sheet of dates, `{event.value}`")
    for kind, label in LABELS.items():
        yield Message(label, places=(f"name of a session, `{kind.value}`",), comments=(_NUMBERED,))


def extract_benchmark(benchmark: Benchmark) -> Iterator[Message]:
    """Yield the messages of a benchmark in file order: names, norms, labels, statements and help."""
    name = benchmark.id
    texts: Mapping[str, str] = {"name": benchmark.name.text, "version": benchmark.version_label}
    yield from _build_messages(name, "benchmark", texts)
    for value in benchmark.values:
        texts = {"name of a value": value.name.text, "description": value.description}
        yield from _build_messages(name, f"value {value.code}", texts)
    for theme in benchmark.areas:
        yield from _build_messages(name, f"policy area '{theme.id}'", {"name": theme.name.text})
    for theme in benchmark.target_groups:
        yield from _build_messages(name, f"target group '{theme.id}'", {"name": theme.name.text})
    for dimension in benchmark.dimensions:
        yield from _extract_dimension(name, dimension)


def _extract_dimension(name: str, dimension: Dimension) -> Iterator[Message]:
    where = f"{dimension.kind} {dimension.code}"
    norm = dimension.norm.text if dimension.norm else ""
    yield from _build_messages(name, where, {"name": dimension.name.text, "norm": norm})
    for indicator in dimension.indicators:
        yield from _extract_indicator(name, indicator)


def _extract_indicator(name: str, indicator: Indicator) -> Iterator[Message]:
    texts = {"label": indicator.label, "statement": indicator.statement.text, "help": indicator.help}
    yield from _build_messages(name, indicator.code, texts)
    if indicator.kind:
        yield from _build_messages(name, indicator.code, {"kind of indicator": indicator.kind.label})


def _build_messages(name: str, where: str, texts: Mapping[str, str]) -> Iterator[Message]:
    for part, text in texts.items():
        if text:
            yield Message(text, places=(f"{name}: {where}, {part}",), comments=(part,))


_NOTES = {
    "city_name": "the city's name in this language",
    "city_of": "the city with its preposition, a whole phrase: 'of Helsinki', 'Helsingin', 'd'Amsterdam'",
    "city_in": "the city with its preposition, a whole phrase: 'in Tampere', 'Tampereella'",
    "city_to": "the city with its preposition, a whole phrase: 'to Helsinki', 'Helsinkiin'",
    "title": "the title of the document",
    "code": "a code, the same in every language",
    "form_foot": "the number of a form, or empty",
    "form_number": "the number of a form, or empty",
    "form_id": "letters and digits",
    "initials": "initials, the same in every language",
    "page_foot": "version and date, or empty",
    "sender": "the organisation that sends the document",
    "untranslated": "names of languages: 'Dutch and English'",
    "n": "the number",
}
"""Notes on placeholders that may occur in any document, by full name or by the last part of the name."""
_UNKNOWN = "a value of the record or the benchmark"


def find_note(field: str, declared: DocumentType) -> str:
    """Return the note on ``field`` in a document of this type.

    >>> from assembler.model.documents.document_type import DocumentType
    >>> letter = DocumentType(name="a", title="A", description="a", record="baseline", example="x")
    >>> find_note("indicator.code", letter)
    'a code, the same in every language'
    """
    if field in declared.counted:
        return f"a counted phrase, such as '{declared.counted[field].other.replace('{n}', '12')}'"
    notes = {**_NOTES, **declared.notes}
    return notes.get(field) or notes.get(_find_last_part(field), _UNKNOWN)


def find_unused_notes(declared: DocumentType, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the declaration's ``notes`` that match none of the placeholders ``fields``."""
    used = {name for field in fields for name in (field, _find_last_part(field))}
    return tuple(name for name in declared.notes if name not in used)


def _find_last_part(field: str) -> str:
    return field.rpartition(".")[2]
