"""Draw a chart: the run in the text, the chart part, and the workbook with its data."""

from __future__ import annotations

from typing import Final

from assembler.model.types.chart import CHART_FONT_SIZE, Chart, validate_chart
from assembler.word.content.drawings import EMU_PER_CM, RenderedDrawing, build_inline_run, build_properties
from assembler.word.package.xml import RELATIONSHIPS, R

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPE: Final = f"{_OPEN_XML}.drawingml.chart+xml"
_WORKBOOK_TYPE: Final = f"{_OPEN_XML}.spreadsheetml.sheet"
_LARGEST_GROWTH: Final = 1.4
"""Maximum factor by which a larger font size widens a chart, about the ratio of A3 to A4."""


def draw_chart(
    chart: Chart,
    number: int,
    *,
    first_id: int,
    language_tag: str,
    key: str = "",
    font_size: float = CHART_FONT_SIZE,
) -> RenderedDrawing:
    """Return the drawing of ``chart``, with its texts tagged as ``language_tag``.

    ``font_size`` is in points. A larger font size makes the chart larger. ``number`` is the number of the
    chart in the document, and its drawing id is ``first_id`` + ``number``. Its parts are named after ``key``,
    or after ``number`` if there is no ``key``. Raises DataError if the chart has no data, or if its series or
    colours do not match its categories.
    """
    from assembler.word.charts.chart_part import build_chart_part  # imports python-pptx
    from assembler.word.charts.workbook import build_workbook

    validate_chart(chart)
    name, relation = key or f"record-{number}", f"rId{key or f'Record{number}'}"
    graphic = f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{R}" r:id="{relation}"/>'
    properties = build_properties(first_id + number, f"chart {number}", chart.alt)
    return RenderedDrawing(
        build_inline_run(_compute_size(chart, font_size), properties, f"{graphic}</a:graphicData>"),
        {
            f"word/charts/{name}.xml": build_chart_part(chart, language_tag, font_size),
            f"word/charts/_rels/{name}.xml.rels": _build_workbook_link(name),
            f"word/embeddings/{name}.xlsx": build_workbook(chart),
        },
        (
            f'<Default Extension="xlsx" ContentType="{_WORKBOOK_TYPE}"/>',
            f'<Override PartName="/word/charts/{name}.xml" ContentType="{_CONTENT_TYPE}"/>',
        ),
        f'<Relationship Id="{relation}" Type="{R}/chart" Target="charts/{name}.xml"/>',
    )


def _compute_size(chart: Chart, font_size: float) -> tuple[int, int]:
    """Return the width and height of the chart in EMU."""
    growth = font_size / CHART_FONT_SIZE
    width = chart.width * min(growth, _LARGEST_GROWTH)
    return int(width * EMU_PER_CM), int(chart.height * growth * EMU_PER_CM)


def _build_workbook_link(name: str) -> bytes:
    link = f'<Relationship Id="rId1" Type="{R}/package" Target="../embeddings/{name}.xlsx"/>'
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>'.encode()
