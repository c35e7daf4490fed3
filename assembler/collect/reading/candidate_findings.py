"""New findings in a returned report.

The text below a heading that a peer added becomes a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from assembler.model.documents.form_manifest import ControlKind, FormField
from assembler.model.review.feedback import ReviewFinding
from assembler.model.types.rich_text import Block, BlockKind
from assembler.structs import Struct, replace
from assembler.values.plain_text import normalise_text
from assembler.values.rich_text import to_blocks
from assembler.word.returned.form_content import Cell
from assembler.word.returned.report_content import Report, join_text

_CODE = re.compile(r"\b[A-Z]{2,3}/[A-Z]/\d+\b|\b[A-Z]{2,3}/\d+\b")


class Candidate(Struct, frozen=True):
    """A new finding in a returned report, which the team has yet to agree on.

    It has a name, a heading, a text that includes the heading, and the indicators that the heading names.
    ``base`` is the text that an earlier return of the report added to the record, as plain data.
    """

    name: str
    heading: str
    cell: Cell
    indicators: tuple[str, ...] = ()
    base: Any = None

    def build_field(self, language: str) -> FormField:
        """Return the field in which a form would ask for the text of the finding, in ``language``."""
        path = f"feedback.findings.{self.name}.text"
        return FormField(
            self.name,
            path,
            "rich_text",
            ControlKind.RICH,
            self.heading,
            "",
            base=self.base,
            language=language,
        )


def find_candidates(
    report: Report,
    groups: Sequence[Sequence[int]],
    findings: Mapping[str, ReviewFinding],
    codes: Collection[str],
    earlier: Sequence[tuple[str, Any]] = (),
) -> Iterator[Candidate]:
    """Yield a candidate for each group of passages, named with the next number.

    If one of ``findings`` has the same text, the candidate gets its name. ``earlier`` contains the names and
    texts of findings that earlier returns of this report added. If the candidate has the text or the heading
    of one of them, it gets the name of that finding, even if the finding has been reworded since. ``codes``
    are the indicators of the benchmark. Those in the heading become the candidate's indicators.
    """
    known = {_fold(to_blocks(each.text.text)): (key, None) for key, each in findings.items()}
    for name, text in earlier:
        blocks = to_blocks(text.get("text", "") if isinstance(text, Mapping) else str(text))
        for key in (_fold(blocks), _fold(blocks[:1])):
            if name in findings:
                known.setdefault(key, (name, text))
    last = max((int(key.removeprefix("F")) for key in findings), default=0)
    used: set[str] = set()
    for numbers in groups:
        cell, heading = _read_cell(report, numbers), report.passages[numbers[0]].text
        name, base = known.get(_fold(cell.blocks)) or known.get(_fold(cell.blocks[:1])) or ("", None)
        if not name or name in used:
            last += 1
            name, base = f"F{last:02}", None
        used.add(name)
        indicators = tuple(dict.fromkeys(code for code in _CODE.findall(heading) if code in codes))
        yield Candidate(name, " ".join(heading.split()), cell, indicators, base)


def _read_cell(report: Report, numbers: Sequence[int]) -> Cell:
    """Return the passages as one cell, with the heading as a plain paragraph even if it was numbered."""
    cell = report.read(numbers)
    first, *others = cell.blocks
    return replace(cell, blocks=(replace(first, kind=BlockKind.PARAGRAPH, level=0), *others))


def _fold(blocks: Sequence[Block]) -> str:
    return normalise_text(join_text(blocks)).casefold()
