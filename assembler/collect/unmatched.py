"""Content that people wrote where no answer is expected: outside the tables, in questions, as comments.

Content that the program itself printed in the form does not count. It is read from the file that was stored
when the form was sent. Earlier versions did not store such files, so their forms are built again. Everything
else is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.reading.row_matching import RowMatch, RowPosition, describe_row
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import UNMATCHED_PICTURE, UNMATCHED_TEXT
from assembler.diagnostics.returned_forms import UNREPRODUCIBLE_FORM
from assembler.errors import AssemblyError
from assembler.merging.collect_result import KeptPicture, KeptText
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.types.rich_text import find_hidden_links, normalise_address
from assembler.store.project.digests import program_digest
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct, field, replace
from assembler.values.plain_text import normalise_text
from assembler.word.dump.text_inventory import (
    PrintedText,
    dump_printed_text,
    load_printed_text,
    read_printed_text,
)
from assembler.word.returned.form_content import NOTES, Cell, Embedded, ReturnedForm

_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])")
_NUMBERS = re.compile(r"\d+")
_OUTER_NUMBERS = re.compile(r"^\d+(?:\.\d+)*\.? (?=\D)|(?<=\D) \d+$")
OUTSIDE = "outside the tables"
CONTENTS = "table of contents"
MARGINS = "headers and footers"
_PAGE_ENTRY = re.compile(
    r"\d+|¡?(?:error|fehler|erreur|fout|virhe|fel|errore|erro|fejl|feil|błąd|σφάλμα) ?[!.].*"
)
"""Page number in a line of a table of contents, or Word's error message for a missing bookmark."""
_LEADING_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.? ")


class PrintedContent(Struct, frozen=True):
    """Content that a form had when it was built: its texts, picture digests and link addresses.

    It is empty if the form cannot be built again and its template cannot be read.
    """

    texts: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    """The texts that contain a Word field, and their pieces between tabs, with their numbers removed."""
    pictures: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    """Maps each bookmark to the number of cells in its row."""
    charts: tuple[str, ...] = ()
    """Text of each chart, line by line."""
    diagnostics: tuple[Diagnostic, ...] = ()

    def contains(self, text: str, *, numbered: bool = False) -> bool:
        """Return whether the form itself contains ``text``, ignoring the id of the form.

        If ``numbered`` is true, generated numbers are also ignored: page and heading numbers, and all numbers
        in a text that contains a Word field in the form.
        """
        key = _normalise(text)
        if key in self.texts or not numbered or not any(map(str.isalpha, key)):
            return key in self.texts
        bare = _strip_numbers(key)
        return bare in self.texts or not self.lines.isdisjoint(map(_mask_numbers, (key, bare)))

    def contains_chart(self, embedded: Embedded) -> bool:
        """Return whether ``embedded`` is a chart of the form.

        Editors may omit some of the chart's labels.
        """
        lines = Counter(embedded.text.splitlines())
        return bool(lines) and any(lines <= Counter(chart.splitlines()) for chart in self.charts)

    @property
    def has_bare_pages(self) -> bool:
        """True if the form contains a text that is only a page number."""
        return any(line.isdecimal() for line in self.lines)


@lru_cache(maxsize=4096)
def _normalise(text: str) -> str:
    """Normalise ``text`` for comparison.

    The result is cached, because a form repeats its questions for each indicator.
    """
    return _ID.sub("0", normalise_text(text)).casefold()


def _mask_numbers(words: str) -> str:
    return _NUMBERS.sub("0", words)


def _strip_numbers(words: str) -> str:
    """Remove the number of a heading, or the page number of a line in a table of contents.

    >>> _strip_numbers("2.1 background 7"), _strip_numbers("2 000")
    ('background', '2 000')
    """
    return _OUTER_NUMBERS.sub("", words) or words


def read_printed_content(
    project: Project, manifest: FormManifest, record: Record, *, new: bool, file: str
) -> PrintedContent:
    """Return what the program printed in the form, as sent or, if that was not stored, as built today."""
    sent = [_read_stored(project, data) for data in project.sent_files(manifest.id)]
    if sent:
        every = [build_printed_content(text) for text in sent]
        return replace(
            every[-1],
            texts=frozenset[str]().union(*(each.texts for each in every)),
            lines=frozenset[str]().union(*(each.lines for each in every)),
            pictures=frozenset[str]().union(*(each.pictures for each in every)),
            addresses=frozenset[str]().union(*(each.addresses for each in every)),
            charts=tuple(chart for each in every for chart in each.charts),
        )
    return _read_rebuilt(project, build_order(manifest, record, new=new), file)


def build_order(manifest: FormManifest, record: Record, *, new: bool) -> Order:
    """Return the order that rebuilds the document.

    ``new`` is true if its record does not exist yet. A report is built as a draft, because the record may be
    incomplete.
    """
    return Order(
        type=manifest.type,
        record="" if new else record.name,
        benchmark=manifest.benchmark if new else "",
        city=manifest.city if new else "",
        language=manifest.language,
        house_style=manifest.house_style,
        part=manifest.part,
        edition=manifest.edition,
        draft=bool(manifest.lines),
        new_record=record.name if new else "",
    )


def _read_rebuilt(project: Project, order: Order, file: str) -> PrintedContent:
    """Return what the program prints in the form when it is built today.

    If the form cannot be built, for example because the template in the project belongs to an earlier
    version, return what the template prints, with a diagnostic.
    """
    context = BuildContext(project)
    try:
        assembled = assemble(context, order)
    except AssemblyError as error:
        fields = {"reason": str(error), **({"advice": error.hint} if error.hint else {})}
        variant = "advice" if error.hint else ""
        failed = UNREPRODUCIBLE_FORM.at(Location(file), variant, **fields)
        return replace(_read_template(context, order), diagnostics=(failed,))
    return build_printed_content(read_printed_text(assembled.data, assembled.file_name))


def _read_template(context: BuildContext, order: Order) -> PrintedContent:
    """Return what the template of ``order`` prints itself, in its language and house style.

    It is empty if the template cannot be read.
    """
    try:
        template = context.translate_template(order)
        return build_printed_content(read_printed_text(template.to_bytes(), template.name))
    except AssemblyError:
        return PrintedContent()


def _read_stored(project: Project, data: bytes) -> PrintedText:
    """Return the text of a form as it was sent.

    The result is cached, because a form may be returned more than once.
    """
    key = f"printed words\n{sha256(data).hexdigest()}\n{program_digest()}"
    if cached := project.cache.get(key):
        return load_printed_text(cached)
    printed_text = read_printed_text(data, "the form as it was sent")
    project.cache.put(key, dump_printed_text(printed_text))
    return printed_text


def build_printed_content(words: PrintedText) -> PrintedContent:
    """Return the content of a form in which the program printed ``words``, normalised for comparison."""
    texts = frozenset(map(_normalise, words.texts))
    pieces = (piece for text in words.counted for piece in text.split("\t") if any(map(str.isalpha, piece)))
    counted = [_normalise(text) for text in (*words.counted, *pieces)]
    lines = {_mask_numbers(each) for text in counted for each in (text, _strip_numbers(text))}
    return PrintedContent(
        texts,
        frozenset(lines),
        words.media,
        frozenset(map(normalise_address, words.addresses)),
        words.widths,
        words.charts,
    )


def find_unmatched(
    form: ReturnedForm, match: RowMatch, read: Mapping[tuple[RowPosition, int], Any], printed: PrintedContent
) -> tuple[tuple[KeptText, ...], tuple[KeptPicture, ...]]:
    """Return the texts and pictures that are neither answers nor content of the form itself.

    ``read`` maps the row and index of a cell to the value that was read from the cell.
    """
    places = [(OUTSIDE, form.outside, None), *_list_cells_around(form, printed), *_iter_cells(form, match)]
    return _collect_kept(places, read, printed)


def find_unmatched_around(
    form: ReturnedForm, printed: PrintedContent
) -> tuple[tuple[KeptText, ...], tuple[KeptPicture, ...]]:
    """Return the unmatched texts and pictures in tables of contents, headers and footers."""
    return _collect_kept(_list_cells_around(form, printed), {}, printed)


_CellLocation = tuple[str, Cell, tuple[RowPosition, int] | None]
"""A cell's location as text, the cell and, if it is in a table, its row and index."""


def _list_cells_around(form: ReturnedForm, printed: PrintedContent) -> list[_CellLocation]:
    margins = _find_typed_margins(form, printed)
    return [(CONTENTS, find_typed_contents(form, printed), None), (MARGINS, margins, None)]


def _collect_kept(
    places: Sequence[_CellLocation], read: Mapping[tuple[RowPosition, int], Any], printed: PrintedContent
) -> tuple[tuple[KeptText, ...], tuple[KeptPicture, ...]]:
    texts: list[KeptText] = []
    pictures: list[KeptPicture] = []
    for where, cell, position in places:
        if position not in read:
            texts += _find_unasked_texts(where, cell, printed)
        if not cell.has_text_only:
            answer = "" if position is None else str(read.get(position, ""))
            texts += find_texts_beside(where, cell, printed, answer)
            pictures += _collect_files(where, cell, printed)
    return tuple(texts), tuple(dict.fromkeys(pictures))


def report_kept(
    file: str, texts: Iterable[KeptText], pictures: Iterable[KeptPicture]
) -> Iterator[Diagnostic]:
    """Report the texts and pictures that were kept because no question asks for them."""
    for text in texts:
        location = Location(file, text.where, context=text.text[:60])
        yield UNMATCHED_TEXT.at(location, reason=text.why)
    for picture in pictures:
        yield UNMATCHED_PICTURE.at(Location(file, picture.where))


def find_typed_contents(form: ReturnedForm, printed: PrintedContent) -> Cell:
    """Return the text that people typed into tables of contents.

    Generated lines are omitted: the headings of the returned form, with numbers and pages. If changes are
    tracked, a word processor that updates the table leaves the previous lines as tracked deletions. These
    lines are also omitted.
    """
    new = {block: entry for block in form.contents.blocks
           if not any(map(printed.contains, entry := _parse_entry(block.text)))}  # fmt: skip
    lines = frozenset(_iter_lines(form)) if new else frozenset()
    typed = (block for block in form.contents.blocks if block in new and lines.isdisjoint(new[block]))
    return replace(form.contents, blocks=tuple(typed), revisions=())


def _find_typed_margins(form: ReturnedForm, printed: PrintedContent) -> Cell:
    """Return the headers and footers, omitting generated lines that repeat the heading of a page.

    In such a line, a tab separates the heading from the form's own text. The heading is the one that Word's
    field showed last. LibreOffice also stores it in a .doc.
    """
    new = {block for block in form.margins.blocks
           if "\t" in block.text and not printed.contains(block.text, numbered=True)}  # fmt: skip
    lines = frozenset(_iter_lines(form)) if new else frozenset()
    typed = (block for block in form.margins.blocks
             if block not in new or not _repeats_heading(block.text, printed, lines))  # fmt: skip
    return replace(form.margins, blocks=tuple(typed))


def _repeats_heading(text: str, printed: PrintedContent, lines: frozenset[str]) -> bool:
    """Return whether each piece of ``text`` between tabs is printed content or one of ``lines``."""
    pieces = filter(None, map(_normalise, text.split("\t")))
    return all(piece in lines or printed.contains(piece, numbered=True) for piece in pieces)


def _parse_entry(line: str) -> tuple[str, str]:
    """Return the heading in a line of a table of contents, first with its number, then without it."""
    pieces = [_normalise(piece) for piece in line.split("\t")]
    pages = pieces[1:] and _PAGE_ENTRY.fullmatch(pieces[-1])
    text = " ".join(filter(None, pieces[:-1] if pages else pieces))
    return text, _LEADING_NUMBER.sub("", text)


def _iter_lines(form: ReturnedForm) -> Iterator[str]:
    """Yield the texts of the form outside tables of contents.

    Each is yielded twice: unchanged, and without any number at its beginning, such as the number of a
    heading.
    """
    for cell in (form.outside, *form.cells()):
        for block in cell.blocks:
            for text in (block.text, *block.text.split("\t")):
                line = _normalise(text)
                yield from (line, _LEADING_NUMBER.sub("", line))


def _iter_cells(form: ReturnedForm, match: RowMatch) -> Iterator[tuple[str, Cell, tuple[RowPosition, int]]]:
    """Yield each cell with a description of its location, and with its row and index."""
    codes = {each.position: code for code, each in match.rows.items()}
    for table_index, table in enumerate(form.tables):
        for number, row in enumerate(table.rows):
            position = (table_index, number)
            where = codes.get(position) or describe_row(position)
            for place, cell in enumerate(row):
                yield where, cell, (position, place)


def _find_unasked_texts(where: str, cell: Cell, printed: PrintedContent) -> Iterator[KeptText]:
    """Yield the texts that people wrote in a cell that expects no answer."""
    for block in cell.blocks:
        text = block.text
        if printed.contains(text) or not normalise_text(text):
            continue
        of_page = where == MARGINS and printed.has_bare_pages and normalise_text(text).isdecimal()
        if not of_page and not (where in (OUTSIDE, MARGINS) and printed.contains(text, numbered=True)):
            yield KeptText(where, text, "written where no answer is expected")


def find_texts_beside(
    where: str, cell: Cell, printed: PrintedContent, answer: str = ""
) -> Iterator[KeptText]:
    """Yield the texts in a cell that are not part of its answer.

    These are notes, deletions, embedded texts, and link addresses that ``answer`` does not contain.
    """
    for note in cell.notes:
        if note.kind == "alternative" and printed.contains(note.text):
            continue
        kind = "comment" if note.kind == "comment" else "text"
        why = f"{NOTES.get(note.kind, note.kind)}{_describe_author(note.author, note.date)}"
        yield KeptText(where, note.text, why, kind, note.author)
    for each in cell.embedded:
        if each.text and not printed.contains_chart(each):
            yield KeptText(where, each.text, f"the text of {each.kind}")
    for link_text, address in find_hidden_links(cell.blocks):
        if normalise_address(address) not in {*printed.addresses, ""} and address not in answer:
            yield KeptText(where, address, f"the address of the link “{link_text}”")
    for change in cell.revisions:
        if change.kind == "deletion" and normalise_text(change.text) and not printed.contains(change.text):
            why = f"deleted as a tracked change{_describe_author(change.author, change.date)}"
            yield KeptText(where, change.text, why, author=change.author)


def _describe_author(author: str, date: str) -> str:
    """Return the author and day of a change, as far as they are recorded.

    >>> _describe_author("Ann", "2026-03-01T10:00:00Z"), _describe_author("", "")
    (' by Ann on 2026-03-01', '')
    """
    return (f" by {author}" if author else "") + (f" on {date[:10]}" if date else "")


def _collect_files(where: str, cell: Cell, printed: PrintedContent) -> Iterator[KeptPicture]:
    """Yield the pictures and objects that people added, each named by its digest."""
    held = [(picture.name, picture.data) for picture in cell.pictures]
    held += [
        (each.name, each.data) for each in cell.embedded if each.data and not printed.contains_chart(each)
    ]
    for name, data in held:
        digest = sha256(data).hexdigest()
        if digest not in printed.pictures:
            suffix = name.rpartition(".")[2].lower()
            yield KeptPicture(where, f"{digest[:12]}.{suffix if suffix.isalnum() else 'bin'}", data)
