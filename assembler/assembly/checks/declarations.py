"""Checks of everything that a declaration refers to: files, paths, views, codes and controls.

The YAML reader has already checked keys and types. Here, the names that a build will use are checked, so that
errors are reported with their lines before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.checks.declared_fields import DeclarationPart, list_parts
from assembler.assembly.checks.declared_texts import check_texts
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import declarations as rules
from assembler.errors import DataError, ProjectError
from assembler.model.documents.control_kind import ControlKind, controls_for
from assembler.model.documents.document_type import ColumnDeclaration, DocumentType, ListDeclaration
from assembler.model.paths import FILES_BY_HEADER, ROOTS, Slot, UnknownPathError, find_slot, header_kinds
from assembler.store.project.project import Project
from assembler.store.yaml.suggestions import report_unknown, suggest_name
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct
from assembler.views import find_view, list_view_names
from assembler.views.document_parts import PART_KINDS


def check_declaration(project: Project, declared: DocumentType) -> tuple[Diagnostic, ...]:
    """Return diagnostics for names, paths, codes and texts in ``declared`` that are invalid or duplicated."""
    return tuple(_DeclarationChecker(project, declared, project.declaration(declared.name)).diagnostics())


def require_valid(project: Project, declared: DocumentType) -> None:
    """Raise DataError with all errors in ``declared``, if there are any.

    Warnings are left to ``lint``.
    """
    errors = [each for each in check_declaration(project, declared) if each.is_error]
    if errors:
        count = f"{len(errors)} error{'s' if len(errors) > 1 else ''} in the declaration"
        where = project.declaration(declared.name).name
        raise DataError(count, location=where, hint="correct the lines listed below", diagnostics=errors)


class _DeclarationChecker(Struct):
    """Checker of the names and paths in one declaration.

    ``file`` provides the line numbers.
    """

    project: Project
    declared: DocumentType
    file: YamlFile

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield all diagnostics, in the order of the checks."""
        yield from self._check_names()
        yield from self._check_kind()
        yield from self._check_due()
        yield from self._check_needs()
        parts = tuple(list_parts(self.declared))
        for part in parts:
            if broken := tuple(self._check_block(part)):
                yield from broken
                continue
            yield from self._check_fields(part)
            yield from self._check_lists(part)
            yield from self._check_sections(part)
        yield from self._check_codes(parts)
        yield from self._check_paths(parts)
        yield from check_texts(self.declared, self.file)

    def _check_names(self) -> Iterator[Diagnostic]:
        """Check that the kind of record, the kind of parts, the view and the example exist."""
        declared = self.declared
        if declared.record not in ROOTS:
            yield report_unknown(rules.UNKNOWN_RECORD, self.file.locate(("record",)), declared.record, ROOTS)
        if declared.parts and declared.parts not in PART_KINDS:
            location = self.file.locate(("parts",))
            yield report_unknown(rules.UNKNOWN_PARTS, location, declared.parts, PART_KINDS)
        try:
            find_view(declared.view)
        except DataError:
            location = self.file.locate(("view",))
            yield report_unknown(rules.UNKNOWN_VIEW, location, declared.view, list_view_names())
        try:
            self.project.record_folder(declared.example)
        except ProjectError:
            location = self.file.locate(("example",))
            yield report_unknown(rules.UNKNOWN_EXAMPLE, location, declared.example, self.project.records())

    def _check_kind(self) -> Iterator[Diagnostic]:
        """Check that only forms have fields and that only reports have sections of running text."""
        asks = any(each.fields or each.lists or each.grids for each in list_parts(self.declared))
        if asks and self.declared.kind != "form":
            yield rules.FIELDS_OUTSIDE_FORM.at(self.file.locate(("kind",)))
        if self.declared.has_narratives and self.declared.kind == "form":
            yield rules.SECTIONS_IN_FORM.at(self.file.locate(("kind",)))

    def _check_due(self) -> Iterator[Diagnostic]:
        """Check the paths of the dates on which a form is due."""
        for number, path in enumerate(self.declared.due):
            at: YamlPath = ("due", number)
            if unknown := self._check_path(at, path):
                yield unknown
            elif (kind := find_slot(path).kind) != "date":
                yield rules.DUE_NOT_A_DATE.at(self.file.locate(at), path=path, kind=_KINDS[kind])
        if self.declared.due and self.declared.kind != "form":
            yield rules.DUE_WITHOUT_FORM.at(self.file.locate(("due",)))

    def _check_needs(self) -> Iterator[Diagnostic]:
        """Check the paths that must have values in the record."""
        for number, path in enumerate(self.declared.needs):
            at: YamlPath = ("needs", number)
            if unknown := self._check_path(at, path):
                yield unknown
            elif "*" in path.split("."):
                yield rules.NEEDS_ONE_PART.at(self.file.locate(at), path=path)

    def _check_block(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        """Check that the path of a block exists and leads to several items."""
        if not part.path:
            return
        at = (*part.at, "path")
        if unknown := self._check_path(at, part.path):
            yield unknown
        elif find_slot(part.path).kind not in ("mapping", "names"):
            yield rules.PATH_WITHOUT_ITEMS.at(self.file.locate(at), path=part.path)

    def _check_path(self, at: YamlPath, path: str) -> Diagnostic | None:
        """Return a diagnostic if ``path``, which is relative to the record, cannot be used here."""
        if "*" in path.split(".") and not (self.declared.parts or self.declared.respondents):
            return rules.PATH_WITHOUT_PARTS.at(self.file.locate(at), path=path)
        try:
            find_slot(path)
        except UnknownPathError as error:
            location = self.file.locate(at)
            if not error.name:
                return rules.UNKNOWN_PATH.at(location, "no value", path=path)
            return report_unknown(rules.UNKNOWN_PATH, location, error.name, error.known, path=path)
        return self._check_file(at, path.partition(".")[0])

    def _check_file(self, at: YamlPath, kind: str) -> Diagnostic | None:
        """Return a diagnostic if records of this document type never contain the file ``kind``."""
        if self.declared.record not in ROOTS:
            return None
        about, *_ = header_kinds(self.declared.record)
        allowed = (about, *FILES_BY_HEADER.get(about, {}))
        if kind in allowed:
            return None
        place, hint = self.file.locate(at), suggest_name(kind, allowed)
        return rules.PATH_OUTSIDE_RECORD.at(place, header=about, file=kind, suggestion=hint)

    def _check_fields(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        for at, path, control in part.cells():
            if found := self._check_path(at, path):
                yield found
            elif wrong := self._check_control((*at[:-1], "control"), at, path, find_slot(path), control):
                yield wrong

    def _check_control(
        self, at: YamlPath, path_at: YamlPath, path: str, found: Slot, control: ControlKind
    ) -> Diagnostic | None:
        fitting = controls_for(found.kind, refers=bool(found.refers))
        if not fitting:
            return _report_no_value(self.file.locate(path_at), path, found)
        if control in fitting:
            return None
        return _report_unfitting(self.file.locate(at), control, path, found, fitting)

    def _check_lists(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        for name, each in part.lists.items():
            at: YamlPath = (*part.at, "lists", name)
            if found := self._check_path((*at, "path"), part.full_path(each.path)):
                yield found
            else:
                yield from self._check_columns(at, each, find_slot(part.full_path(each.path)))

    def _check_columns(self, at: YamlPath, declared: ListDeclaration, found: Slot) -> Iterator[Diagnostic]:
        if found.item is None:
            yield rules.PATH_WITHOUT_LIST.at(self.file.locate((*at, "path")), path=declared.path)
            return
        known = found.item.model_fields
        for name, column in declared.columns.items():
            place = self.file.locate((*at, "columns", name))
            if name not in known:
                yield report_unknown(rules.UNKNOWN_LIST_COLUMN, place, name, known, path=declared.path)
                continue
            inside = find_slot(name, found.item)
            fitting = controls_for(inside.kind, refers=bool(inside.refers), in_list=True)
            if column.control not in fitting:
                yield _report_unfitting(place, column.control, name, inside, fitting)
            if column.under and not _can_share_cell(declared, column, inside.kind):
                yield rules.MISPLACED_COLUMN.at(place, name=name, under=column.under)
        for name, field in known.items():
            if field.is_required() and name not in declared.columns:
                place = self.file.locate((*at, "columns"))
                yield rules.MISSING_LIST_COLUMN.at(place, name=name, path=declared.path)

    def _check_sections(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        for name, each in part.sections.items():
            at, path = (*part.at, "narrative", name, "path"), part.full_path(each.path)
            if found := self._check_path(at, path):
                yield found
            elif find_slot(path).kind != "rich_text":
                yield rules.PATH_WITHOUT_TEXT.at(self.file.locate(at), path=path)

    def _check_codes(self, parts: tuple[DeclarationPart, ...]) -> Iterator[Diagnostic]:
        """Check that codes are unique in a block, and that none could be read as the code of a list row."""
        for part in parts:
            lists = [each.code for each in part.lists.values()]
            first: dict[str, YamlPath] = {}
            for at, code in part.codes():
                before = first.setdefault(code.casefold(), at)
                if before is not at:
                    place, line = self.file.locate(at), str(self.file.line(before))
                    yield rules.DUPLICATE_CODE.at(place, code=code, line=line)
                elif owner := next((each for each in lists if _is_row(code, each)), ""):
                    yield rules.DUPLICATE_CODE.at(self.file.locate(at), "row", code=code, list=owner)

    def _check_paths(self, parts: tuple[DeclarationPart, ...]) -> Iterator[Diagnostic]:
        """Check that no two fields of the document write to the same path.

        Two blocks for the same items may share paths, because each item is in only one of them.
        """
        first: dict[str, tuple[YamlPath, DeclarationPart]] = {}
        for part in parts:
            for at, path in part.paths():
                before, other = first.setdefault(path, (at, part))
                is_alternative = other is not part and part.path and other.path == part.path
                if before is not at and not is_alternative:
                    place, line = self.file.locate(at), str(self.file.line(before))
                    yield rules.DUPLICATE_PATH.at(place, path=path, line=line)


def _is_row(code: str, of_list: str) -> bool:
    """Return whether ``code`` is the code of a row in the list ``of_list``.

    >>> _is_row("B4.12", "B4"), _is_row("B4.x", "B4"), _is_row("B4", "")
    (True, False, False)
    """
    return bool(of_list) and code.startswith(f"{of_list}.") and code[len(of_list) + 1 :].isdecimal()


def _report_no_value(place: Location, path: str, found: Slot) -> Diagnostic:
    if found.kind in ("list", "mapping", "entity"):
        return rules.PATH_WITHOUT_VALUE.at(place, found.kind, path=path)
    return rules.PATH_WITHOUT_VALUE.at(place, path=path, kind=_KINDS[found.kind])


def _report_unfitting(
    place: Location, control: ControlKind, name: str, found: Slot, fitting: tuple[ControlKind, ...]
) -> Diagnostic:
    kind = _KINDS.get(found.kind, found.kind)
    if not fitting:
        return rules.UNFITTING_CONTROL.at(place, "no control", path=name, kind=kind)
    controls = " or ".join(f"`control: {each}`" for each in fitting)
    return rules.UNFITTING_CONTROL.at(place, control=str(control), path=name, kind=kind, controls=controls)


_KINDS = {
    "rich_text": "formatted text",
    "text": "text",
    "link": "an address",
    "language": "a language",
    "number": "a number",
    "year": "a year",
    "money": "an amount of money",
    "period": "a period",
    "date": "a date",
    "moment": "a date and a time",
    "choice": "one of several choices",
    "flag": "yes or no",
    "texts": "several texts",
    "names": "several names",
    "image": "a picture",
    "list": "a list",
    "mapping": "several items",
    "entity": "several values",
}
"""Description of each kind of value, for messages."""


def _can_share_cell(declared: ListDeclaration, column: ColumnDeclaration, kind: str) -> bool:
    """Return whether ``column`` can share a cell with the column that it names in ``under``.

    This is possible only for links that are typed as text. ``kind`` is the kind of the column's values.
    """
    host = declared.columns.get(column.under)
    is_link = kind == "link" and column.control is ControlKind.TEXT
    return is_link and host is not None and not host.under
