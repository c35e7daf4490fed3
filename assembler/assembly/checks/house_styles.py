"""Checks of the project's house styles, each of which is opened only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import AssemblyError
from assembler.messages.error_collection import as_diagnostics
from assembler.messages.template_cache import open_house_style
from assembler.store.project.project import Project
from assembler.word.check.template_checks import read_header_texts
from assembler.word.package.package import Package
from assembler.word.render.broken_tags import ReadableTemplate, prepare_readable
from assembler.word.style.house_style import find_missing_styles
from assembler.word.template.names import report_missing_name


class HouseStyles:
    """The house styles that can be opened, and diagnostics for the others."""

    def __init__(self, project: Project) -> None:
        self._opened: list[Package] = []
        self._broken: list[Diagnostic] = []
        for name in project.house_styles():
            try:
                self._opened.append(open_house_style(project, name))
            except AssemblyError as error:
                self._broken += as_diagnostics(error, file=f"templates/house-styles/{name}.docx")

    @cached_property
    def headers(self) -> frozenset[str]:
        """The texts of all headers and footers."""
        return frozenset(text for style in self._opened for text in read_header_texts(style).values())

    @cached_property
    def _read(self) -> tuple[ReadableTemplate, ...]:
        return tuple(prepare_readable(style, style.name) for style in self._opened)

    def report_errors(self) -> Iterator[Diagnostic]:
        """Yield diagnostics for house styles that cannot be opened or contain broken tags."""
        yield from self._broken
        for style in self._read:
            yield from style.diagnostics

    def report_missing_styles(self, template: Package) -> Iterator[Diagnostic]:
        """Yield diagnostics for styles that ``template`` uses but a house style lacks."""
        for style in self._opened:
            yield from find_missing_styles(template, style)

    def report_unknown_names(self, names: Mapping[str, Any], hint: str) -> Iterator[Diagnostic]:
        """Yield diagnostics for names in headers and footers that are not among ``names``."""
        for style in self._read:
            for missing in style.prepared.find_missing_names(names) if style.prepared else ():
                yield report_missing_name(missing, Level.ERROR, hint)
