"""Templates and house styles as open packages, with their texts and the widths of their table cells.

Packages are named by their paths in the project. The widths are for translators and for checks. Texts and
widths are also stored in the project's cache for the next process (``store.files.result_cache``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TypeVar

from assembler.errors import AssemblyError
from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.store.project.digests import program_digest
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data, from_json, replace
from assembler.word.messages.extract import TemplateTexts, collect_texts
from assembler.word.messages.translation_units import read_units
from assembler.word.package.package import Package, open_package
from assembler.word.style import house_style
from assembler.word.style.hidden_personal_data import remove_comments
from assembler.word.style.overflowing_words import CellMessage, CellText, find_cell_messages, measure_cells


class TemplateContent(Struct, frozen=True):
    """The texts of a template, the messages in its table cells, and these cells as measured."""

    texts: TemplateTexts
    cell_messages: tuple[CellMessage, ...]
    measured: tuple[CellText, ...]


class MeasuredCells(Struct, frozen=True):
    """The table cells of a template, measured in one house style."""

    cells: tuple[CellText, ...]


T = TypeVar("T", bound=Struct)


class TemplateCache:
    """Cache of a project's templates and house styles.

    Each is opened, read and measured once, when it is first used.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._opened: dict[str, Package] = {}
        self._styles: dict[str, Package] = {}
        self._contents: dict[str, TemplateContent] = {}
        self._cells: dict[str, Cells] = {}

    def readable_types(self) -> tuple[str, ...]:
        """Return the document types whose declaration and template can be read."""
        return tuple(filter(self._is_readable, self._project.document_types()))

    def _is_readable(self, name: str) -> bool:
        try:
            self._project.document_type(name)
            self.open(name)
        except AssemblyError:
            return False
        return True

    def open(self, name: str) -> Package:
        """Return the template of a document type.

        Raises the same errors as ``open_template``.
        """
        if name not in self._opened:
            self._opened[name] = open_template(self._project, name)
        return self._opened[name]

    def texts(self, name: str) -> TemplateTexts:
        """Return the texts of a template.

        Raises the same errors as ``open``.
        """
        return self._get_content(name).texts

    def cell_messages(self, name: str) -> tuple[CellMessage, ...]:
        """Return the messages in cells of a template.

        Raises the same errors as ``open``.
        """
        return self._get_content(name).cell_messages

    def cells(self, name: str) -> Cells:
        """Map each message to the template cells that contain it.

        Raises the same errors as ``open``.
        """
        if name not in self._cells:
            self._cells[name] = _map_cells(self._get_content(name).measured)
        return self._cells[name]

    def _get_content(self, name: str) -> TemplateContent:
        if name not in self._contents:
            self._contents[name] = self._load_content(name)
        return self._contents[name]

    def _load_content(self, name: str) -> TemplateContent:
        template = self.open(name)
        key = f"template content\n{name}\n{_compute_digest(template)}"
        return self._load(key, TemplateContent, lambda: _read_content(template, name))

    def measure_in_style(
        self, name: str, style_name: str, messages: tuple[CellMessage, ...]
    ) -> tuple[CellText, ...]:
        """Return the cells of a template that contain ``messages``, as measured in a house style.

        The result is empty if the house style lacks a style that the template uses. Raises the same errors as
        ``open``, ``open_style`` and ``apply_house_style``.
        """
        template, style = self.open(name), self.open_style(style_name)
        key = f"cells\n{_compute_digest(template)}\n{_compute_digest(style)}\n{messages!r}"
        return self._load(key, MeasuredCells, lambda: _measure_in_style(template, style, messages)).cells

    def _load(self, key: str, kind: type[T], read: Callable[[], T]) -> T:
        """Return the data cached under ``key``, or cache and return the result of ``read``."""
        cache, key = self._project.cache, f"{key}\n{program_digest()}"
        if cached := cache.get(key):
            return from_json(cached, kind)
        result = read()
        cache.put(key, json.dumps(as_data(result)).encode())
        return result

    def open_style(self, name: str) -> Package:
        """Return the package of a house style.

        Raises the same errors as ``open_house_style``.
        """
        if name not in self._styles:
            self._styles[name] = open_house_style(self._project, name)
        return self._styles[name]


def _compute_digest(package: Package) -> str:
    digest = sha256()
    for name, data in package.parts.items():
        digest.update(f"{name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _read_content(template: Package, name: str) -> TemplateContent:
    found = read_units(template)
    messages = find_cell_messages(found)
    texts = collect_texts(found.units, template.name, name)
    return TemplateContent(texts, messages, tuple(measure_cells(template, messages)))


def _measure_in_style(template: Package, style: Package, messages: tuple[CellMessage, ...]) -> MeasuredCells:
    if house_style.find_missing_styles(template, style):
        return MeasuredCells(())
    return MeasuredCells(tuple(measure_cells(house_style.apply_house_style(template, style), messages)))


def open_template(project: Project, name: str) -> Package:
    """Return the template of a document type without its comments, as used to build documents.

    Raises ProjectError if it does not exist, and FileError if it is not a .docx.
    """
    return remove_comments(open_saved_template(project, name))


def open_saved_template(project: Project, name: str) -> Package:
    """Return a document type's template as its author saved it.

    Raises the same errors as ``open_template``.
    """
    return open_package(project.template(name), f"templates/{name}/template.docx")


def open_house_style(project: Project, name: str) -> Package:
    """Return the package of a house style.

    Raises ProjectError if it does not exist, and FileError if it is not a .docx.
    """
    return open_package(project.house_style(name), f"templates/house-styles/{name}.docx")


NARROW = 20
"""Maximum number of characters per line in a narrow cell. Long Finnish words have that length."""
_IN_CELLS = frozenset({"cell", "header row"})
_USUAL_LETTERS = "en er in de an st te re"
"""Frequent letters of the documents' languages. Their width is used to estimate the characters per line."""

Cells = Mapping[str, tuple[CellText, ...]]


def _map_cells(cells: Iterable[CellText]) -> dict[str, tuple[CellText, ...]]:
    """Map each message to the cells that contain it.

    Cells with automatic width are ignored.
    """
    found: dict[str, tuple[CellText, ...]] = {}
    for each in cells:
        if each.room > 0:
            found[each.message] = (*found.get(each.message, ()), each)
    return found


def add_width(message: Message, cells: Cells) -> Message:
    """Return ``message`` with the width of its narrowest cell, if that cell is narrow.

    The width is in characters per line.
    """
    width = min((_count_characters(each) for each in cells.get(message.id, ())), default=NARROW + 1)
    if width > NARROW:
        return message
    surroundings = (
        replace(each, width=width) if each.kind in _IN_CELLS else each for each in message.surroundings
    )
    return replace(message, surroundings=tuple(surroundings))


def _count_characters(cell: CellText) -> int:
    return int(cell.room / cell.format.measure_width(_USUAL_LETTERS) * len(_USUAL_LETTERS))


def find_overflows(cells: Iterable[CellText], text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of a ``too-wide-word`` diagnostic for each word of ``text`` too wide for its cell.

    ``text`` is the translation of the message in ``cells``.
    """
    words = markup.plain_text(text)
    for cell in cells:
        for each in cell.find_broken_words(words):
            yield {
                "word": each.word,
                "needed": str(each.needs),
                "available": str(each.room),
                "cell": cell.where,
            }
