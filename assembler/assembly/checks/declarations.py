"""Checks that everything a declaration names exists: files, paths, views, codes and controls.

The YAML reader has checked keys and types; here names are checked that a build uses later, so that errors are
reported with their lines before anything is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from assembler.assembly.checks.fields import DeclarationPart, list_parts
from assembler.assembly.checks.texts import check_texts
from assembler.diagnostics import Diagnostic, Level
from assembler.errors import DataError, ProjectError
from assembler.model.documents.control_kind import ControlKind, controls_for
from assembler.model.documents.document_type import DocumentType, ListDeclaration
from assembler.model.paths import FILES_BY_HEADER, ROOTS, Slot, find_slot, header_kind
from assembler.store.project.project import Project
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct
from assembler.views import find_view, list_view_names
from assembler.views.parts import PART_KINDS


def check_declaration(project: Project, declared: DocumentType) -> tuple[Diagnostic, ...]:
    """Return diagnostics for names in ``declared`` that do not exist, do not fit or are duplicates."""
    return tuple(_DeclarationChecker(project, declared, project.declaration(declared.name)).diagnostics())


def require_valid(project: Project, declared: DocumentType) -> None:
    """Raise DataError with all errors in ``declared``; warnings are left to ``lint``."""
    errors = [each for each in check_declaration(project, declared) if each.is_error]
    if errors:
        count = f"{len(errors)} error{'s' if len(errors) > 1 else ''} in the declaration"
        where = project.declaration(declared.name).name
        raise DataError(count, location=where, hint="correct the lines listed below", diagnostics=errors)


class _DeclarationChecker(Struct):
    """The checks of one declaration; ``file`` gives the lines."""

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

    def _error(self, rule: str, at: YamlPath, what: str, hint: str) -> Diagnostic:
        return Diagnostic(rule, Level.ERROR, self.file.locate(at), what, hint)

    def _check_names(self) -> Iterator[Diagnostic]:
        """Check the record file, the view, the parts and the example."""
        declared = self.declared
        if declared.record not in ROOTS:
            yield self._unknown("record", f"there is no record file `{declared.record}.yaml`", ROOTS)
        if declared.parts and declared.parts not in PART_KINDS:
            yield self._unknown("parts", f"a record has no parts called `{declared.parts}`", PART_KINDS)
        try:
            find_view(declared.view)
        except DataError as error:
            yield self._unknown("view", error.message, list_view_names())
        try:
            self.project.record_folder(declared.example)
        except ProjectError as error:
            yield self._error("unknown-example", ("example",), error.message, error.hint)

    def _unknown(self, key: str, what: str, known: Iterable[str]) -> Diagnostic:
        hint = suggestion(str(getattr(self.declared, key)), known)
        return self._error(f"unknown-{key}", (key,), what, hint)

    def _check_kind(self) -> Iterator[Diagnostic]:
        """Check that only forms have fields, and only reports sections of running text."""
        asks = any(each.fields or each.lists or each.grids for each in list_parts(self.declared))
        if asks and self.declared.kind != "form":
            what = "it declares fields, and only a form has fields"
            yield self._error("kind-without-fields", ("kind",), what, "write `kind: form`")
        if self.declared.has_narratives and self.declared.kind == "form":
            what = "it declares sections under `narrative`, which are not read back from a form"
            hint = "write `kind: report`, or declare a field"
            yield self._error("kind-without-sections", ("kind",), what, hint)

    def _check_due(self) -> Iterator[Diagnostic]:
        """Check the dates on which a form is due."""
        for number, path in enumerate(self.declared.due):
            at: YamlPath = ("due", number)
            if found := self._check_path(at, path):
                yield found
            elif (kind := find_slot(path).kind) != "date":
                what = f"`{path}` holds {_KINDS[kind]}, so that no form can be due on it"
                yield self._error("path-to-no-date", at, what, "name a date of the record")
        if self.declared.due and self.declared.kind != "form":
            what = "it says when it is due, and only a form comes back"
            yield self._error("due-without-form", ("due",), what, "write `kind: form`, or remove `due`")

    def _check_needs(self) -> Iterator[Diagnostic]:
        """Check the paths that the record must have values for."""
        for number, path in enumerate(self.declared.needs):
            at: YamlPath = ("needs", number)
            if found := self._check_path(at, path):
                yield found
            elif "*" in path.split("."):
                what = f"`{path}` is about one part, and `needs` is about all of them"
                yield self._error("needs-of-a-part", at, what, "name a path without `*`")

    def _check_block(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        """Check the path of a block; if it is wrong, nothing in the block can be checked."""
        if not part.path:
            return
        at = (*part.at, "path")
        if found := self._check_path(at, part.path):
            yield found
        elif find_slot(part.path).kind != "mapping":
            what = f"`{part.path}` does not hold items by their codes, so that no block can repeat over it"
            yield self._error("path-without-items", at, what, "name a mapping, as in `baseline.assessments`")

    def _check_path(self, at: YamlPath, path: str) -> Diagnostic | None:
        """Return a diagnostic if ``path``, starting at the record, does not exist."""
        if "*" in path.split(".") and not self.declared.parts:
            what = f"`*` in `{path}` stands for a part, and the declaration names no parts"
            return self._error("path-without-parts", at, what, "add `parts: peers`, or remove the `*`")
        try:
            find_slot(path)
        except DataError as error:
            return self._error("unknown-path", at, error.message, error.hint)
        return self._check_file(at, path.partition(".")[0])

    def _check_file(self, at: YamlPath, kind: str) -> Diagnostic | None:
        """Return a diagnostic if the records of this document type do not have the file of a value."""
        if self.declared.record not in ROOTS:
            return None
        about = header_kind(self.declared.record)
        allowed = (about, *FILES_BY_HEADER.get(about, {}))
        if kind in allowed:
            return None
        what = f"a record with `{about}.yaml` has no `{kind}.yaml`, so that nothing is kept there"
        return self._error("path-outside-record", at, what, suggestion(kind, allowed))

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
            return self._error("path-to-no-value", path_at, *_no_value(path, found))
        if control in fitting:
            return None
        return self._error("unfitting-control", at, *_unfit(control, path, found, fitting))

    def _check_lists(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        for name, each in part.lists.items():
            at: YamlPath = (*part.at, "lists", name)
            if found := self._check_path((*at, "path"), part.whole(each.path)):
                yield found
            else:
                yield from self._check_columns(at, each, find_slot(part.whole(each.path)))

    def _check_columns(self, at: YamlPath, declared: ListDeclaration, found: Slot) -> Iterator[Diagnostic]:
        if found.item is None:
            what = f"`{declared.path}` is not a list of items with several values"
            yield self._error("path-to-no-list", (*at, "path"), what, "declare it under `fields`")
            return
        known = found.item.model_fields
        for name, column in declared.columns.items():
            here: YamlPath = (*at, "columns", name)
            if name not in known:
                what = f"an item of `{declared.path}` has no `{name}`"
                yield self._error("unknown-column", here, what, suggestion(name, known))
                continue
            inside = find_slot(name, found.item)
            fitting = controls_for(inside.kind, refers=bool(inside.refers), in_list=True)
            if column.control not in fitting:
                yield self._error("unfitting-control", here, *_unfit(column.control, name, inside, fitting))
        for name, field in known.items():
            if field.is_required() and name not in declared.columns:
                what = f"the column `{name}` is missing, which every item of `{declared.path}` must have"
                yield self._error("missing-column", (*at, "columns"), what, f"add a column `{name}`")

    def _check_sections(self, part: DeclarationPart) -> Iterator[Diagnostic]:
        for name, each in part.sections.items():
            at, path = (*part.at, "narrative", name, "path"), part.whole(each.path)
            if found := self._check_path(at, path):
                yield found
            elif find_slot(path).kind != "rich_text":
                what = f"`{path}` is not a formatted text, so that no section can be written there"
                yield self._error("path-to-no-section", at, what, "name a formatted text of the record")

    def _check_codes(self, parts: tuple[DeclarationPart, ...]) -> Iterator[Diagnostic]:
        """Check the codes by which returned forms are read: no duplicates, no codes of list rows."""
        for around in dict.fromkeys(part.path for part in parts):
            codes = [pair for part in parts if part.path == around for pair in part.codes()]
            lists = [each.code for part in parts if part.path == around for each in part.lists.values()]
            first: dict[str, YamlPath] = {}
            for at, code in codes:
                before = first.setdefault(code.casefold(), at)
                if before is not at:
                    line = self.file.line(before)
                    what = f"the code `{code}` is used twice; the first time in line {line}"
                    yield self._error("code-twice", at, what, "give each place a code of its own")
                elif owner := next((each for each in lists if _is_row(code, each)), ""):
                    what = f"the code `{code}` is that of a row in the list `{owner}`"
                    yield self._error("code-twice", at, what, "give the field or the list another code")

    def _check_paths(self, parts: tuple[DeclarationPart, ...]) -> Iterator[Diagnostic]:
        """Check that no two fields of the document write to the same path."""
        pairs = [pair for part in parts for pair in part.paths()]
        count = Counter(path for _, path in pairs)
        first: dict[str, YamlPath] = {}
        for at, path in pairs:
            if count[path] > 1 and first.setdefault(path, at) is not at:
                line = self.file.line(first[path])
                what = f"two places have the path `{path}`; the first one is in line {line}"
                yield self._error("path-twice", at, what, "give each place a path of its own, or remove one")


def _is_row(code: str, of_list: str) -> bool:
    """Return whether ``code`` is that of a row of a list.

    >>> _is_row("B4.12", "B4"), _is_row("B4.x", "B4"), _is_row("B4", "")
    (True, False, False)
    """
    return bool(of_list) and code.startswith(f"{of_list}.") and code[len(of_list) + 1 :].isdecimal()


def _no_value(path: str, found: Slot) -> tuple[str, str]:
    if found.kind == "list":
        return f"`{path}` is a list, and a field holds one value", "declare it under `lists`"
    if found.kind == "mapping":
        hint = "declare a block with this path, or add the name of one item and of its value"
        return f"`{path}` holds several items, and a field holds one value", hint
    if found.kind == "entity":
        return f"`{path}` holds several values, and a field holds one", "add the name of a value in it"
    return f"`{path}` holds {_KINDS[found.kind]}, which no field can hold", "choose another value"


def _unfit(control: ControlKind, name: str, found: Slot, fitting: tuple[ControlKind, ...]) -> tuple[str, str]:
    holds = _KINDS.get(found.kind, found.kind)
    if not fitting:
        return f"`{name}` holds {holds}, which no cell can hold", "remove it"
    hint = f"write {' or '.join(f'`control: {each}`' for each in fitting)}"
    return f"the control `{control}` does not fit `{name}`, which holds {holds}", hint


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
    "moment": "a date with an hour",
    "choice": "one of several choices",
    "flag": "yes or no",
    "texts": "several texts",
    "names": "several names",
    "image": "a picture",
    "list": "a list",
    "mapping": "several items",
    "entity": "several values",
}
"""Descriptions of the kinds of values for messages."""
