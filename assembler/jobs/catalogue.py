"""Catalogues kept in step with what is said in English: extract, update, check, compile, status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assembler.errors import CatalogueError
from assembler.i18n.checks import check as check_texts
from assembler.i18n.languages import SOURCE, Language, language
from assembler.i18n.phrases import grammar
from assembler.i18n.po_file import FUZZY, PoFile, read_po, write_po
from assembler.i18n.template_file import read_or_new, template, updated
from assembler.i18n.texts import forms_in, texts_of
from assembler.jobs.english import field_notes, of_benchmark, of_declaration, of_model
from assembler.jobs.english_agendas import of_agenda
from assembler.jobs.english_charters import of_charter
from assembler.model.finding import Finding, Level, Place
from assembler.model.message import Message
from assembler.store.files import read_file, write_whole
from assembler.store.project import Project
from assembler.word.messages import messages, untranslatable
from assembler.word.package import Package, open_package

TEMPLATE = "locales/documents.pot"


@dataclass(frozen=True, slots=True)
class Status:
    """How far a language is: counts of messages, and of obsolete ones kept for later."""

    language: str
    messages: int
    translated: int
    fuzzy: int
    obsolete: int

    @property
    def missing(self) -> int:
        """Messages without any translation."""
        return self.messages - self.translated - self.fuzzy


def extract(project: Project) -> tuple[Message, ...]:
    """Everything that documents of ``project`` say in English and a translator renders, in a stable order.

    First each document type by name: the template in its own order, then the declaration with the choices
    that its fields show; then the headers and footers of each house style; then each benchmark, and the words
    of the model. Errors of the files are those of the store.
    """
    return tuple(_everything(project))


def _everything(project: Project) -> Iterator[Message]:
    for name in project.document_types():
        declared = project.document_type(name)
        package = open_package(project.template(name), f"templates/{name}/template.docx")
        yield from (field_notes(message, declared) for message in messages(package, name))
        yield from of_declaration(declared)
    for name in project.house_styles():
        style = open_package(project.house_style(name), f"templates/house-styles/{name}.docx")
        yield from _around(style, name)
    for name in project.benchmarks():
        yield from of_benchmark(project.benchmark(name))
    for name in project.agendas():
        yield from of_agenda(project.agenda(name))
    for tag in project.charters():
        yield from of_charter(project.charter(tag))
    yield from of_model()


def _around(style: Package, name: str) -> Iterator[Message]:
    """What a house style puts around every document: headers and footers; its body is a specimen."""
    for message in messages(style, name):
        if any(place.partition(": ")[2].startswith(("header ", "footer ")) for place in message.places):
            yield message


def update(project: Project, languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Write the .pot and bring the .po of each language up to date; the names of the files that changed.

    Without ``languages``: all that have a catalogue. A language that has none yet gets an empty one.
    CatalogueError where a .po is broken (nothing is then written), OutputError where a file cannot be.
    """
    pot = template(extract(project))
    codes = tuple(languages) or _translated_languages(project)
    files = {TEMPLATE: write_po(pot)}
    for code in codes:
        files[_path(code)] = write_po(updated(_nearest(project, language(code)), pot, language(code)))
    return tuple(name for name, data in files.items() if _written(project.root / name, data))


def _translated_languages(project: Project) -> tuple[str, ...]:
    return tuple(code for code in project.languages() if code != SOURCE)


def _path(code: str) -> str:
    return f"locales/{code}/LC_MESSAGES/documents.po"


def _nearest(project: Project, wanted: Language) -> PoFile:
    """The user's .po, else the one that comes with the program, else an empty one."""
    name, data = next(iter(project.catalogues(wanted.code)), (_path(wanted.code), None))
    return read_or_new(data, name, wanted)


def _written(path: Path, data: bytes) -> bool:
    """Whether the file had to be written: what is the same stays untouched, with its date."""
    if path.exists() and read_file(path) == data:
        return False
    write_whole(path, data)
    return True


def check(project: Project, languages: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What is wrong in the English texts and in the catalogues.

    In English: paragraphs that cannot be translated, words that belong into a field. In a catalogue: unsound
    translations, what is missing, what is out of step; a broken file is one finding, with its line. Without
    ``languages``: all that have a catalogue.
    """
    pot = template(extract(project))
    codes = tuple(languages) or _translated_languages(project)
    of_catalogues = (finding for code in codes for finding in _findings(project, language(code), pot))
    return (*_untranslatable(project, pot), *of_catalogues)


def _untranslatable(project: Project, pot: PoFile) -> Iterator[Finding]:
    for name in project.document_types():
        yield from untranslatable(open_package(project.template(name), f"templates/{name}/template.docx"))
    for entry in pot.entries:
        yield from grammar(entry, TEMPLATE)


def _findings(project: Project, wanted: Language, pot: PoFile) -> Iterator[Finding]:
    for name, data in project.catalogues(wanted.code):
        try:
            file = read_po(data, name)
            yield from check_texts(file, name, forms_in(file, name, wanted))
        except CatalogueError as error:
            place = Place(file=error.where or name)
            yield Finding("broken-catalogue", Level.ERROR, place, error.what, error.remedy)
        else:
            yield from _out_of_step(file, name, updated(file, pot, wanted))


def _out_of_step(file: PoFile, name: str, fresh: PoFile) -> Iterator[Finding]:
    known = {entry.key for entry in file.entries if not entry.obsolete}
    live = [entry for entry in fresh.entries if not entry.obsolete]
    if any(entry.key not in known for entry in live):
        what, remedy = "it lacks messages that documents now have", "run `assembler catalogue update`"
        yield Finding("stale-catalogue", Level.WARNING, Place(file=name), what, remedy)
    for entry in live:
        if not entry.is_translated:
            rule = "fuzzy-translation" if FUZZY in entry.flags else "missing-translation"
            what = "the translation is a guess" if FUZZY in entry.flags else "there is no translation"
            place = Place(file=name, line=entry.line or None, near=entry.id)
            yield Finding(rule, Level.WARNING, place, what, "translate it, and take the mark `fuzzy` away")


def compiled(project: Project, code: str) -> bytes:
    """The catalogue of ``code`` as a .mo that any gettext reads.

    CatalogueError, with all findings, where it is broken or unsound, or where there is none.
    """
    found = project.catalogues(code)
    if not found:
        remedy = f"make one with `assembler catalogue update {code}`"
        raise CatalogueError("there is no catalogue", where=_path(code), remedy=remedy)
    name, data = found[0]
    return texts_of(data, name, language(code)).to_mo()


def status(project: Project) -> tuple[Status, ...]:
    """How far each language is, measured against what documents say now."""
    pot = template(extract(project))
    return tuple(_status(project, language(code), pot) for code in _translated_languages(project))


def _status(project: Project, wanted: Language, pot: PoFile) -> Status:
    entries = updated(_nearest(project, wanted), pot, wanted).entries
    live = [entry for entry in entries if not entry.obsolete]
    return Status(
        language=wanted.code,
        messages=len(live),
        translated=sum(entry.is_translated for entry in live),
        fuzzy=sum(FUZZY in entry.flags for entry in live),
        obsolete=len(entries) - len(live),
    )
