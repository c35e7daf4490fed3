"""The workbook in which Word edits the data of a chart."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

from assembler.model.types.chart import Chart

_CREATED: Final = datetime(1980, 1, 1)
"""Date of each workbook, the earliest that zip allows, so that the same chart produces the same bytes."""


def build_workbook(chart: Chart) -> bytes:
    """Return the .xlsx file, with the categories in column A and one series in each of the following columns.

    The references in the chart part depend on these positions. A missing number is an empty cell.
    """
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        book.set_properties({"created": _CREATED})
        sheet, numbers = book.add_worksheet(), book.add_format({"num_format": chart.number_format})
        sheet.set_column(0, len(chart.series), 24)
        sheet.write_column(1, 0, chart.categories)
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, series.name)
            sheet.write_column(1, column, series.values, numbers)
    return stream.getvalue()
