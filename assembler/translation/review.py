"""Add the review marks of native revisers to translations, or remove them."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.checks.catalogue_checks import find_errors
from assembler.i18n.languages.languages import Language, get_language, normalise_code
from assembler.i18n.po.po_file import Entry, read_po, write_po
from assembler.i18n.po.review_marks import add_mark, is_reviewed, remove_marks
from assembler.store.files.transaction import lock_and_write
from assembler.store.project.project import Project
from assembler.structs import Struct, replace
from assembler.translation.update import po_path


class ReviewResult(Struct, frozen=True):
    """The result of adding or removing review marks.

    ``named`` is the number of messages that were selected, and ``changed`` the number of those that were
    changed. ``already`` is the number of those that had a valid mark before. ``refused`` contains the errors
    of messages that were not marked because they are invalid.
    """

    changed: int
    refused: tuple[Diagnostic, ...]
    named: int
    already: int = 0


class MessageFilter(Struct, frozen=True):
    """Filter for messages of ``documents`` that contain one of ``texts``, in English or translated.

    Empty ``documents`` or ``texts`` match all messages.
    """

    documents: Sequence[str] = ()
    texts: Sequence[str] = ()

    def matches(self, entry: Entry) -> bool:
        """Return whether the filter selects ``entry``."""
        documents = {place.partition("/")[0] for place in entry.places}
        texts = (entry.id, *entry.strings)
        return (not self.documents or not documents.isdisjoint(self.documents)) and (
            not self.texts or any(text in each for text in self.texts for each in texts)
        )


def review(
    project: Project, code: str, choice: MessageFilter, *, by: str, is_off: bool = False
) -> ReviewResult:
    """Mark the translations that ``choice`` selects as reviewed, or remove their marks if ``is_off``.

    ``code`` is the code of the language. ``by`` is a reviser and a date, such as "MK 2026-11-20".
    Translations that are fuzzy, missing, invalid or already reviewed are not marked. Raises ProjectError if
    the language or its catalogue does not exist, and CatalogueError if the .po is broken.
    """
    wanted = get_language(normalise_code(code))
    found = project.catalogues(wanted.code)
    if not found:
        raise ProjectError(f"there is no catalogue for {code}", location=po_path(project, wanted.code),
                           hint=f"create one with `assembler catalogue update {code}`")  # fmt: skip
    return _mark(project, wanted, choice, by="" if is_off else by)


def _mark(project: Project, wanted: Language, choice: MessageFilter, *, by: str) -> ReviewResult:
    """Mark the selected translations as reviewed, or remove their marks if ``by`` is empty.

    A mark that is still valid is not replaced.
    """
    name, data = project.catalogues(wanted.code)[0]
    file = read_po(data, name)
    invalid = find_errors(file, name, read_plural_forms(file, name, wanted))
    lines = {diagnostic.location.line for diagnostic in invalid}
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
        contents = {
            project.root / po_path(project, wanted.code): write_po(replace(file, entries=tuple(entries)))
        }
        lock_and_write(project.root / "locales", contents)
    named = [entry for entry in file.entries if not entry.obsolete and choice.matches(entry)]
    already = sum(is_reviewed(entry) for entry in named) if by else 0
    rejected = tuple(each for each in invalid if each.location.line in refused)
    return ReviewResult(changed, rejected, len(named), already)
