"""Render charts, and the footnotes, pictures and tables that peers added to their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import MISSING_KEPT_FILE
from assembler.errors import AssemblyError
from assembler.model.types.chart import CHART_FONT_SIZE, Chart
from assembler.model.types.rich_text import KEPT, NOTE, Block, Run
from assembler.structs import Struct, field, replace
from assembler.word.content.drawings import RenderedDrawing
from assembler.word.content.paragraphs import build_rich_paragraphs
from assembler.word.content.pictures import Picture, draw

if TYPE_CHECKING:
    from assembler.word.returned.report_content import UserTable

PICTURE_IDS = 600_000_000
"""First id of the drawings of pictures and charts from a record."""


def _find_nothing(_name: str) -> bytes | None:
    return None


class TextOptions(Struct, frozen=True):
    """Options for rendering a text: its language tag, and functions that number lists and footnotes."""

    tag: str
    new_list: Callable[[], int]
    new_note: Callable[[str, str], str]


class TextObjects(Struct):
    """Footnotes, pictures, tables and charts of one document.

    ``kept`` is a function that returns the data of a stored file, or None if there is no such file.
    ``can_note`` is true if the template has a footnotes part. Without this part, footnotes appear in the
    text, in brackets. ``chart_font_size`` is in points.
    """

    kept: Callable[[str], bytes | None] = _find_nothing
    can_note: bool = False
    chart_font_size: float = CHART_FONT_SIZE
    drawings: list[RenderedDrawing] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def build_paragraphs(self, blocks: Sequence[Block], drawing: TextOptions) -> str:
        """Return the paragraphs and tables of ``blocks``, in order."""
        whole: str = build_rich_paragraphs((), drawing.tag, new_list=drawing.new_list)
        for group in _group_blocks(blocks):
            name = _find_table_name(group[0])
            table = self._load_table(name) if name else None
            if table is not None:
                from assembler.word.returned.report_content import build_table

                whole += build_table(table, drawing.tag, new_list=drawing.new_list)
                continue
            inlines: dict[str, str] = {}
            placed = [
                replace(each, runs=tuple(self._build_runs(each.runs, inlines, drawing))) for each in group
            ]
            whole += build_rich_paragraphs(placed, drawing.tag, new_list=drawing.new_list, inlines=inlines)
        return whole

    def add_chart(self, chart: Chart, tag: str) -> str:
        """Add ``chart`` to the drawings, and return its run, for ``{{r name }}``.

        The texts of the chart are in the language ``tag``.
        """
        from assembler.word.charts.draw_chart import draw_chart  # imports lxml

        number = len(self.drawings) + 1
        self.drawings.append(
            draw_chart(chart, number, first_id=PICTURE_IDS, language_tag=tag, font_size=self.chart_font_size)
        )
        return self.drawings[-1].run

    def _build_runs(
        self, runs: Iterable[Run], inlines: dict[str, str], drawing: TextOptions
    ) -> Iterator[Run]:
        """Yield the runs of a text.

        Each rendered footnote or picture is added to ``inlines`` under a unique address, which becomes the
        link of its run. One that cannot be rendered is shown as text in brackets.
        """
        for run in runs:
            drawn = ""
            if run.link == NOTE:
                drawn = drawing.new_note(run.text, drawing.tag) if self.can_note else ""
                run = run if drawn else Run(f" [{run.text}]")
            elif run.link.startswith(KEPT):
                drawn = self._build_picture(run)
                run = run if drawn else Run(f"[{run.text}]")
            address = f"{run.link}#{len(inlines)}"
            if drawn:
                inlines[address] = drawn
            yield replace(run, link=address) if drawn else run

    def _load_table(self, name: str) -> UserTable | None:
        from assembler.word.returned.report_content import UserTable

        data = self.kept(name)
        try:
            return None if data is None else UserTable.from_bytes(data)
        except (ValueError, KeyError, TypeError):
            return None

    def _build_picture(self, run: Run) -> str:
        """Add the picture to which ``run`` refers to the drawings, and return its run.

        If the picture is missing, or is neither PNG nor JPEG, this is reported and the result is "".
        """
        name = run.link.removeprefix(KEPT)
        data, location = self.kept(name), Location(f"data/kept: {name}")
        if data is None:
            self.diagnostics.append(MISSING_KEPT_FILE.at(location))
            return ""
        try:
            drawn = draw(Picture(name, data, run.text), len(self.drawings) + 1, first_id=PICTURE_IDS)
        except AssemblyError:
            self.diagnostics.append(MISSING_KEPT_FILE.at(location, "damaged"))
            return ""
        self.drawings.append(drawn)
        return drawn.run


def _group_blocks(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in groups, with each table in a group of its own."""
    group: list[Block] = []
    for block in blocks:
        if _find_table_name(block):
            yield from ([group] if group else [])
            yield [block]
            group = []
        else:
            group.append(block)
    if group:
        yield group


def _find_table_name(block: Block) -> str:
    """Return the name of the table that ``block`` refers to, or "" if it does not refer to a table."""
    link = block.runs[0].link if len(block.runs) == 1 else ""
    return link.removeprefix(KEPT) if link.startswith(f"{KEPT}table.") else ""
