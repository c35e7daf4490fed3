"""What people wrote where no answer is asked: beside the tables, into questions, as comments or pictures.

What the form said itself when it was sent is no one's words; the file was kept then. A form that was sent
before such files were kept is assembled anew, as it is made today. The rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from assembler.errors import AssemblyError
from assembler.jobs.assembling import assemble
from assembler.jobs.collected import KeptPicture, KeptText
from assembler.jobs.matching import Match, Spot, plain_words, said
from assembler.jobs.order import Order
from assembler.jobs.preparing import Workshop
from assembler.model.finding import Finding, Level, Place
from assembler.model.form import FormManifest
from assembler.plain import Plain, field, replace
from assembler.store.program import program_digest
from assembler.store.project import Project
from assembler.store.record import Record
from assembler.word.form_content import Cell, ReturnedForm
from assembler.word.printed_words import PrintedWords, printed_words, words_data, words_from

_NUMBERS = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])|\d+")
_NUMBERED = re.compile(r"^0(?:\.0)*\.? (?=\D)|(?<=\D) 0$")
OUTSIDE = "outside the tables"
MARGINS = "headers and footers"


class Printed(Plain, frozen=True):
    """What the form says itself: its texts, and the digests of its pictures. Empty where nobody knows."""

    texts: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    """How many cells the row has that each bookmark stands in."""
    findings: tuple[Finding, ...] = ()

    def knows(self, text: str) -> bool:
        """Whether the form itself says ``text``; numbers in it (pages, the form's id) do not count."""
        words = _print_of(text)
        return words in self.texts or (words != _bare(words) and _bare(words) in self.texts)


def _print_of(text: str) -> str:
    return _NUMBERS.sub("0", plain_words(text)).casefold()


def _bare(words: str) -> str:
    """A heading without its number, and a line of a table of contents without its page.

    >>> _bare("0.0 background 0"), _bare("0 000")
    ('background', '0 000')
    """
    return _NUMBERED.sub("", words) or words


def printed(project: Project, manifest: FormManifest, record: Record, *, new: bool, file: str) -> Printed:
    """What the form that ``manifest`` tells of says itself: as it was sent, else as it is made today."""
    sent = [_words(project, data) for data in project.sent_files(manifest.id)]
    if sent:
        every = [printed_in(words) for words in sent]
        texts, pictures = (each.texts for each in every), (each.pictures for each in every)
        return replace(every[-1], texts=frozenset().union(*texts), pictures=frozenset().union(*pictures))
    return _made_anew(project, order_of(manifest, record, new=new), file)


def order_of(manifest: FormManifest, record: Record, *, new: bool) -> Order:
    """The order that gives the form again; ``new`` where ``record`` is only begun with it."""
    return Order(
        type=manifest.type,
        record="" if new else record.name,
        benchmark=manifest.benchmark if new else "",
        city=manifest.city if new else "",
        language=manifest.language,
        house_style=manifest.house_style,
        part=manifest.part,
    )


def _made_anew(project: Project, order: Order, file: str) -> Printed:
    try:
        made = assemble(Workshop(project), order)
    except AssemblyError as error:
        what = f"the form cannot be assembled any more, so all words outside the answers are kept ({error})"
        return Printed(findings=(Finding("form-changed", Level.WARNING, Place(file), what, error.remedy),))
    return printed_in(printed_words(made.data, made.file_name))


def _words(project: Project, data: bytes) -> PrintedWords:
    """The words of a form as it was sent, read once and then kept: a form comes back more than once."""
    key = f"printed words\n{sha256(data).hexdigest()}\n{program_digest()}"
    if kept := project.cache.get(key):
        return words_from(kept)
    words = printed_words(data, "the form as it was sent")
    project.cache.put(key, words_data(words))
    return words


def printed_in(words: PrintedWords) -> Printed:
    """What a form with these ``words``, as it was sent, says itself."""
    texts = {_print_of(text) for text in words.texts}
    return Printed(frozenset((*texts, *map(_bare, texts))), words.media, words.widths)


def left_over(
    form: ReturnedForm, match: Match, read: Collection[tuple[Spot, int]], known: Printed
) -> tuple[tuple[KeptText, ...], tuple[KeptPicture, ...]]:
    """Texts and pictures of the form that are no answer and that it did not say itself.

    ``read`` names the cells that were read as answers: the row, and the number of the cell from 0.
    """
    places = [(OUTSIDE, form.outside, False), (MARGINS, form.margins, False), *_cells(form, match, read)]
    texts = [kept for where, cell, is_answer in places for kept in _texts(where, cell, is_answer, known)]
    pictures = [kept for where, cell, _ in places for kept in _files(where, cell, known)]
    return tuple(texts), tuple(dict.fromkeys(pictures))


def _cells(
    form: ReturnedForm, match: Match, read: Collection[tuple[Spot, int]]
) -> Iterator[tuple[str, Cell, bool]]:
    """Every cell with where it stands, and whether it was read as an answer."""
    codes = {each.spot: code for code, each in match.rows.items()}
    for at, table in enumerate(form.tables):
        for number, row in enumerate(table.rows):
            spot = (at, number)
            where = codes.get(spot) or said(spot)
            for place, cell in enumerate(row):
                yield where, cell, (spot, place) in read


def _texts(where: str, cell: Cell, is_answer: bool, known: Printed) -> Iterator[KeptText]:
    if not is_answer:
        for block in cell.blocks:
            of_page = where == MARGINS and plain_words(block.text).isdecimal()
            if plain_words(block.text) and not of_page and not known.knows(block.text):
                yield KeptText(where, block.text, "written where no answer is asked")
    for note in cell.notes:
        kind = "comment" if note.kind == "comment" else "text"
        yield KeptText(where, note.text, f"a {note.kind}{_by(note.author, note.date)}", kind, note.author)
    for each in cell.embedded:
        if each.words:
            yield KeptText(where, each.words, f"the words of {each.kind}")
    for change in cell.revisions:
        if change.kind == "deletion" and plain_words(change.text) and not known.knows(change.text):
            why = f"deleted with changes tracked{_by(change.author, change.date)}"
            yield KeptText(where, change.text, why, author=change.author)


def _by(author: str, date: str) -> str:
    """Who did something, and on which day, as far as the file says it.

    >>> _by("Ann", "2026-03-01T10:00:00Z"), _by("", "")
    (' by Ann on 2026-03-01', '')
    """
    return (f" by {author}" if author else "") + (f" on {date[:10]}" if date else "")


def _files(where: str, cell: Cell, known: Printed) -> Iterator[KeptPicture]:
    """Pictures and other things that the form did not bring, each under the name of its bytes."""
    held = [(picture.name, picture.data) for picture in cell.pictures]
    held += [(each.name, each.data) for each in cell.embedded if each.data]
    for name, data in held:
        digest = sha256(data).hexdigest()
        if digest not in known.pictures:
            suffix = name.rpartition(".")[2].lower()
            yield KeptPicture(where, f"{digest[:12]}.{suffix if suffix.isalnum() else 'bin'}", data)
