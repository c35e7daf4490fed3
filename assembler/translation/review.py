"""A native reviser's mark put on translations, or taken off."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.checks.checks import find_errors
from assembler.i18n.languages.languages import Language, get_language, normalise_code
from assembler.i18n.po.po_file import Entry, read_po, write_po
from assembler.i18n.po.review_marks import add_mark, is_reviewed, remove_marks
from assembler.store.files.files import write_file
from assembler.store.project.project import Project
from assembler.structs import Struct, replace
from assembler.translation.update import po_path


class ReviewResult(Struct, frozen=True):
    """What was done: how many of the ``named`` messages got the mark or lost it, and what may not have it."""

    changed: int
    refused: tuple[Diagnostic, ...]
    named: int


class MessageFilter(Struct, frozen=True):
    """Which messages: those of ``documents`` (without any: all) that hold one of ``texts``, in any language.

    Without any text: all.
    """

    documents: Sequence[str] = ()
    texts: Sequence[str] = ()

    def matches(self, entry: Entry) -> bool:
        """Whether ``entry`` is one of them."""
        here = {place.partition("/")[0] for place in entry.places}
        said = (entry.id, *entry.strings)
        return (not self.documents or not here.isdisjoint(self.documents)) and (
            not self.texts or any(text in each for text in self.texts for each in said)
        )


def review(
    project: Project, code: str, choice: MessageFilter, *, by: str, is_off: bool = False
) -> ReviewResult:
    """Put the mark ``by`` ("MK 2026-11-20") on the chosen translations of a language, or take it off.

    What is fuzzy, untranslated or unsound does not get it. ProjectError where there is no such language or
    catalogue, CatalogueError where the .po is broken.
    """
    wanted = get_language(normalise_code(code))
    found = project.catalogues(wanted.code)
    if not found:
        raise ProjectError(f"there is no catalogue of {code!r}", location=po_path(project, wanted.code),
                           hint=f"make one with `assembler catalogue update {code}`")  # fmt: skip
    return _marked(project, wanted, choice, by="" if is_off else by)


def _marked(project: Project, wanted: Language, choice: MessageFilter, *, by: str) -> ReviewResult:
    """``by`` is empty where the mark is taken off; what has a mark that holds keeps it."""
    name, data = project.catalogues(wanted.code)[0]
    file = read_po(data, name)
    unsound = find_errors(file, name, read_plural_forms(file, name, wanted))
    lines = {diagnostic.location.line for diagnostic in unsound}
    entries, changed, refused = [], 0, set()
    for entry in file.entries:
        fresh = entry
        if not entry.obsolete and choice.matches(entry):
            if not by:
                fresh = remove_marks(entry)
            elif entry.line in lines:
                refused.add(entry.line)
            elif entry.is_translated and not is_reviewed(entry):
                fresh = add_mark(entry, by)
        changed += fresh != entry
        entries.append(fresh)
    if changed:
        write_file(
            project.root / po_path(project, wanted.code),
            write_po(replace(file, entries=tuple(entries))),
        )
    named = sum(not entry.obsolete and choice.matches(entry) for entry in file.entries)
    return ReviewResult(changed, tuple(each for each in unsound if each.location.line in refused), named)
