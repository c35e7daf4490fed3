"""Match the rows of a returned form with its fields, by anchors and never by guessing.

Anchors are features that editors were found to preserve: the bookmark in the code cell, the visible code, the
tag and title of the control, and finally the shape of the table. Bookmark and code are in the code cell,
which nobody edits, and must agree. Tag and title move with a control that is copied. If they disagree with
the code cell, this is reported. If there is no code cell, they must agree with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_forms import AMBIGUOUS_ROW, COPIED_ROW, DUPLICATE_FORM
from assembler.structs import Struct, field
from assembler.values.plain_text import fold_text, normalise_text
from assembler.word.returned.form_content import Cell, ReturnedControl, ReturnedForm

ANCHORS = ("bookmark", "code", "tag", "title")
_STRONG = ("bookmark", "code")
_MANY_COPIES = 4
"""Minimum number of copied rows that are reported as one copy of the form."""

RowPosition = tuple[int, int]
"""Position of a row: the index of its table, and its index in the table."""


def find_columns(headings: Mapping[str, str], cells: Sequence[Cell]) -> dict[str, int]:
    """Map the name of each heading to the index of the cell that contains the heading.

    The result is empty unless each heading is in exactly one of the ``cells``.
    """
    texts = [fold_text(cell.text) for cell in cells]
    wanted = {name: fold_text(heading) for name, heading in headings.items()}
    if any(texts.count(heading) != 1 for heading in wanted.values()):
        return {}
    return {name: texts.index(heading) for name, heading in wanted.items()}


class LocatedRow(Struct, frozen=True, gc=False):
    """A matched row: its position, its cells, and the anchors that matched."""

    code: str
    position: RowPosition
    cells: tuple[Cell, ...]
    anchors: tuple[str, ...]

    @property
    def response(self) -> Cell:
        """The cell with the answer: the last cell of the row that is not covered by a merged cell."""
        return answer_cell(self.cells)


def answer_cell(cells: Sequence[Cell]) -> Cell:
    """Return the last cell of a row that is not covered by a merged cell."""
    return cells[answer_index(cells)]


def answer_index(cells: Sequence[Cell]) -> int:
    """Return the index of the last cell that is not covered by a merged cell."""
    return next((index for index in reversed(range(len(cells))) if not cells[index].covered), len(cells) - 1)


class RowMatch(Struct, frozen=True):
    """The matched rows by code, diagnostics, and the positions of rows without a match (``unclaimed``)."""

    rows: Mapping[str, LocatedRow] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    unclaimed: tuple[RowPosition, ...] = ()


def match_rows(
    form: ReturnedForm,
    codes: Sequence[str],
    bookmark: Callable[[str], str],
    *,
    in_lists: Collection[str] = (),
    is_printed: Callable[[str], bool] = lambda _: False,
) -> RowMatch:
    """Match ``codes``, which are in the order of the form, with rows.

    ``bookmark`` returns the bookmark for a code. ``in_lists`` are the codes of list rows. People copy list
    rows to add items, so the first of several equal codes is the original row. ``is_printed`` returns whether
    the form itself contains a text. A row in which all texts are printed is a question, and is never matched
    without a code.
    """
    rows = {
        (table_index, number): row
        for table_index, table in enumerate(form.tables)
        for number, row in enumerate(table.rows)
    }
    index = _build_index(rows, codes, bookmark)
    located: dict[str, LocatedRow] = {}
    diagnostics: list[Diagnostic] = []
    for code in codes:
        positions = {anchor: index[anchor].get(code, ()) for anchor in ANCHORS}
        position, problems = _choose_row(code, positions, rows, form.name, in_list=code in in_lists)
        diagnostics += problems
        if position is not None:
            anchors = tuple(anchor for anchor in ANCHORS if position in positions[anchor])
            located[code] = LocatedRow(code, position, rows[position], anchors)
    seen = {code for anchor in ANCHORS for code in index[anchor]}
    located.update(_match_by_shape(codes, located, rows, seen, is_printed))
    claimed = {each.position for each in located.values()}
    summed = _merge_duplicates(diagnostics, len(located), form.name)
    return RowMatch(located, summed, tuple(position for position in rows if position not in claimed))


_Rows = Mapping[RowPosition, tuple[Cell, ...]]
_Index = Mapping[str, Mapping[str, tuple[RowPosition, ...]]]


def _build_index(rows: _Rows, codes: Iterable[str], bookmark: Callable[[str], str]) -> _Index:
    """Map each kind of anchor to a mapping from codes to the positions of the rows that contain them.

    Only ``codes`` are included. If the code of an anchor is not one of them, the part after its last dot is
    ignored: the tag of a control in a list is the row's code and the column's name (``P.4.1.name``).
    """
    known_codes = set(codes)
    by_bookmark = {bookmark(code): code for code in known_codes}
    index: dict[str, dict[str, tuple[RowPosition, ...]]] = {anchor: {} for anchor in ANCHORS}
    for position, cells in rows.items():
        for anchor, named_code in _iter_anchors(cells, by_bookmark):
            code = named_code if named_code in known_codes else named_code.rpartition(".")[0]
            if code in known_codes and position not in index[anchor].get(code, ()):
                index[anchor][code] = (*index[anchor].get(code, ()), position)
    return index


def _iter_anchors(cells: Sequence[Cell], by_bookmark: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the kind of each anchor in a row and the code that it contains."""
    for cell in cells:
        for name in cell.bookmarks:
            if name in by_bookmark:
                yield "bookmark", by_bookmark[name]
        for control in cell.controls:
            if control.tag:
                yield "tag", control.tag
            if control.title:
                yield "title", parse_title_code(control)
    if len(cells) > 1:
        yield "code", normalise_text(cells[0].text)


def parse_title_code(control: ReturnedControl) -> str:
    """Return the code at the beginning of a control's title (``GG/I/3.2 – Ambition``)."""
    return control.title.split(" – ")[0].strip()


def _choose_row(
    code: str, positions: Mapping[str, tuple[RowPosition, ...]], rows: _Rows, name: str, *, in_list: bool
) -> tuple[RowPosition | None, list[Diagnostic]]:
    """Return the position of the row with ``code``, and diagnostics.

    The position is None if there is no such row, or if it is uncertain which row it is. Several rows with the
    same text count as one, and so do a list row and its copies in the same table.
    """
    strong = [set(positions[anchor]) for anchor in _STRONG if positions[anchor]]
    weak = [set(positions[anchor]) for anchor in ANCHORS if anchor not in _STRONG and positions[anchor]]
    if not strong and not weak:
        return None, []
    agreed = set.intersection(*(strong or weak))
    copied = in_list and len({at for at, _ in agreed}) == 1
    every = set().union(*strong, *weak)
    if not agreed or (len(agreed) > 1 and not copied and _have_different_texts(agreed, rows)):
        return None, [_report_disagreement(code, positions, name)]
    position = min(agreed)
    others = sorted(every - {position})
    return position, [_report_elsewhere(code, position, others, name)] if others else []


def _have_different_texts(positions: Iterable[RowPosition], rows: _Rows) -> bool:
    """Return whether the rows at ``positions`` differ in text."""
    return len({tuple(normalise_text(cell.text) for cell in rows[position]) for position in positions}) > 1


def describe_row(position: RowPosition) -> str:
    """Return a description of a row's position, counted from 1.

    >>> describe_row((0, 4))
    'table 1, row 5'
    """
    return f"table {position[0] + 1}, row {position[1] + 1}"


def _report_disagreement(
    code: str, positions: Mapping[str, tuple[RowPosition, ...]], name: str
) -> Diagnostic:
    problems = "; ".join(
        f"{anchor}: {' and '.join(describe_row(position) for position in positions[anchor])}"
        for anchor in ANCHORS
        if positions[anchor]
    )
    return AMBIGUOUS_ROW.at(Location(name, code), code=code, rows=problems)


def _report_elsewhere(
    code: str, position: RowPosition, others: Sequence[RowPosition], name: str
) -> Diagnostic:
    elsewhere = ", ".join(map(describe_row, others))
    return COPIED_ROW.at(Location(name, code), code=code, row=describe_row(position), others=elsewhere)


def _merge_duplicates(diagnostics: Sequence[Diagnostic], rows: int, name: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, with those about copied rows replaced by one if the form occurs twice.

    This is assumed if at least half of the form's ``rows``, and at least ``_MANY_COPIES``, were copied.
    """
    again = [each for each in diagnostics if each.rule == COPIED_ROW.id]
    if len(again) < max(_MANY_COPIES, rows // 2):
        return tuple(diagnostics)
    doubled = DUPLICATE_FORM.at(Location(name), count=len(again))
    return (doubled, *(each for each in diagnostics if each not in again))


def _match_by_shape(
    codes: Sequence[str],
    located: Mapping[str, LocatedRow],
    rows: _Rows,
    seen: set[str],
    is_printed: Callable[[str], bool],
) -> dict[str, LocatedRow]:
    """Match the remaining rows between two matched rows if just as many codes are missing there.

    Rows are left unmatched if one of these codes is in ``seen``, the codes that were found anywhere in the
    form.
    """
    placed: dict[str, LocatedRow] = {}
    for before, missing, after in _find_gaps(codes, located):
        between = _find_rows_between(located.get(before), located.get(after), rows, is_printed)
        if len(between) == len(missing) and not seen.intersection(missing):
            for code, position in zip(missing, between, strict=True):
                placed[code] = LocatedRow(code, position, rows[position], ("shape",))
    return placed


def _find_gaps(
    codes: Sequence[str], located: Mapping[str, LocatedRow]
) -> Iterator[tuple[str, list[str], str]]:
    """Yield the code before each gap, the missing codes, and the code after the gap.

    At the beginning and end of the form, the code before or after the gap is "".
    """
    before, missing = "", list[str]()
    for code in codes:
        if code not in located:
            missing.append(code)
            continue
        if missing:
            yield before, missing, code
        before, missing = code, []
    if missing:
        yield before, missing, ""


def _is_question(cells: Sequence[Cell], is_printed: Callable[[str], bool]) -> bool:
    """Return whether every cell of a row contains only text of the form itself."""
    texts = [cell.text for cell in cells if not cell.covered]
    return all(normalise_text(text) and is_printed(text) for text in texts)


def _find_rows_between(
    before: LocatedRow | None, after: LocatedRow | None, rows: _Rows, is_printed: Callable[[str], bool]
) -> list[RowPosition]:
    """Return the positions of the rows between two rows of a table, if all have the same shape.

    Rows that are questions are skipped.
    """
    if before is None or after is None or before.position[0] != after.position[0]:
        return []
    table, first, last = before.position[0], before.position[1] + 1, after.position[1]
    between = [
        (table, number) for number in range(first, last) if not _is_question(rows[table, number], is_printed)
    ]
    alike = all(len(rows[position]) == len(before.cells) for position in between)
    return between if alike else []
