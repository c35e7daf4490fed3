"""Evaluations of a joint policy agenda: what was asked, who answered, who attended, and what was learnt.

An evaluation is stored in ``data/records/<name>/evaluation.yaml``. Percentages are always computed from
counts. The percentages that a source prints are also stored, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Choice, Frozen, Text

Count = Annotated[int, Field(ge=0)]


Shares = Literal["rows", "columns", "none"]
"""Base of a table's percentages: the people in each row or in each column; "none" for counts only."""
SMALLEST_GROUP: Final = 25
"""Smallest group for which percentages are shown; the answers of smaller groups are shown as numbers."""
ALT_LIKERT: Final = (
    "A bar for each statement shows the shares of the answers. The table below has the numbers."
)
ALT_REGIONS: Final = "A bar for each region shows its number of visitors. The table below has the numbers."
ALT_KINDS: Final = (
    "A bar for each category shows its number of visitors. The last row of the table has the numbers."
)
ALT_REACH: Final = (
    "Bars show the share of the municipalities that came to a meeting. The table below has the numbers."
)
VISITORS: Final = "Visitors"
REACHED: Final = "Municipalities reached, in per cent"
REPRESENTED: Final = "municipalities represented"
EVALUATION_TEXTS: Final[Mapping[str, str]] = {
    "alternative text of answers": ALT_LIKERT,
    "alternative text of regions": ALT_REGIONS,
    "alternative text of categories": ALT_KINDS,
    "alternative text of reach": ALT_REACH,
    "name of a series": VISITORS,
    "name of another series": REACHED,
    "column in a legend": REPRESENTED,
}
"""Messages in the charts and tables of an evaluation, by use."""


class Chapter(Choice):
    """Chapters of an evaluation, in order (S3:40-76)."""

    PURPOSE = "purpose", "Purpose and questions"
    INTENTION = "intention", "How the agenda was meant"
    PRACTICE = "practice", "The agenda in practice"
    LOCAL = "local", "The agenda and local policy"
    NATIONAL = "national", "The agenda and national policy"
    OTHERS = "others", "Other organisations"
    CONCLUSIONS = "conclusions", "Conclusions and lessons"


class Visitors(Choice):
    """Categories of people at a meeting (S3:364)."""

    ALDERMEN = "aldermen", "Aldermen"
    MUNICIPAL = "municipal", "Others from municipalities"
    CMO = "cmo", "Provincial support organisations"
    FORUM = "forum", "FORUM institute"
    PROVINCE = "province", "Provinces"
    STATE = "state", "The State"
    WELFARE = "welfare", "Welfare organisations"
    OTHERS = "others", "Education and business"


class ListStatus(Choice):
    """Completeness of the list of people at a meeting."""

    COMPLETE = "complete", "complete list"
    INCOMPLETE = "incomplete", "incomplete list"
    MISSING = "missing", "no list, the number is an estimate"


class ResultRow(Frozen):
    """A row of a table of survey results.

    A count of None is unknown, not zero. ``printed`` are the percentages in the source. ``rebuilt`` marks
    counts that the source does not print but that follow from its percentages. ``base`` is given only if it
    differs from the table's.
    """

    label: MultilingualText
    counts: tuple[Count | None, ...] = ()
    printed: tuple[Count | None, ...] = ()
    base: Count | None = None
    rebuilt: bool = False
    question: str = ""
    """Code of the question in ``survey.yaml`` that this row counts, with one answer per column."""
    option: str = ""
    """Answer to the table's question that this row counts."""
    group: MultilingualText | None = None
    """Heading of the group of rows that begins here."""


class ResultTable(Frozen):
    """A table of survey results.

    ``bases`` are the numbers of people that the source prints: one for all columns, or one for each column. A
    table that this program counts needs no bases.
    """

    chapter: Chapter
    title: MultilingualText
    heading: MultilingualText
    """Heading of the column with the labels."""
    columns: tuple[MultilingualText, ...]
    rows: tuple[ResultRow, ...]
    bases: Annotated[tuple[Count, ...], Field(min_length=1)] = (0,)
    shares: Shares = "rows"
    question: str = ""
    """Code of the question in ``survey.yaml`` whose answers are counted, one option per row."""
    asked: MultilingualText | None = None
    """Wording of the question in the survey; by default the title of the table."""
    asked_if: dict[str, str] = Field(default_factory=dict)
    """Answers to other questions, by code; only respondents who gave all of them are asked and counted."""
    options: tuple[str, ...] = ()
    """Answer that each column counts, for rows that are questions."""
    group_by: str = ""
    """Code of the question whose answers divide the respondents into groups, one for each column."""
    groups: tuple[str, ...] = ()
    """Answer of the group that each column counts, for rows that are options; "" stands for all groups."""
    about_base: MultilingualText | None = None
    chart: bool = False
    source: str = ""

    @model_validator(mode="after")
    def _require_columns(self) -> Self:
        """Check that rows, options and groups have one value for each column, or none at all."""
        values: list[tuple[object, ...]] = []
        values += [each for row in self.rows for each in (row.counts, row.printed)]
        values += [self.options if any(row.question for row in self.rows) else (), self.groups]
        values += [("",)] if any(row.option for row in self.rows) and not self.groups else []
        if wrong := [each for each in values if each and len(each) != len(self.columns)]:
            raise InvalidValueError("numbers of columns", count=len(wrong[0]), columns=len(self.columns))
        return self

    def find_base(self, row: int, column: int) -> int:
        """Return the base of a cell's percentage: the sum of the known counts in its row or column."""
        if self.shares == "rows":
            return sum(count or 0 for count in self.rows[row].counts)
        return sum(each.counts[column] or 0 for each in self.rows if each.counts)

    def find_printed_base(self, row: int, column: int) -> int:
        """Return the number of people that the source gives as the base of a cell's percentage."""
        own = self.rows[row].base
        return own if own is not None else self.bases[min(column, len(self.bases) - 1)]

    def compute_share(self, row: int, column: int) -> int | None:
        """Return a cell's percentage as a whole number.

        The result is None if the cell's count is unknown, its base is 0 or the table has no percentages.
        """
        counts = self.rows[row].counts
        if self.shares == "none" or not counts or counts[column] is None:
            return None
        return compute_percentage(counts[column] or 0, self.find_base(row, column))


class Meeting(Frozen):
    """A meeting about the agenda.

    Categories of people that are missing from ``visitors`` were not counted.
    """

    region: str
    day: date
    place: str
    theme: Text | None = None
    total: Count
    municipalities: Count | None = None
    visitors: dict[Visitors, Count] = Field(default_factory=dict)
    list: ListStatus = ListStatus.COMPLETE

    @property
    def difference(self) -> int:
        """Number of visitors without a category.

        It is negative if the categories add up to more than the total.
        """
        return self.total - sum(self.visitors.values())


class Reach(Frozen):
    """Number of municipalities in a region, and how many of them came to a meeting."""

    name: MultilingualText
    reached: Count
    municipalities: Count


class Claim(Frozen):
    """A number in the text of a source, with the data that supports or contradicts it.

    ``printed`` is the percentage in the text, and ``counts`` are the counts behind it, out of ``base``
    people. ``contradiction`` is a passage that gives a different number.
    """

    text: MultilingualText
    source: str = ""
    printed: Count | None = None
    counts: tuple[Count, ...] = ()
    base: Count | None = None
    contradiction: MultilingualText | None = None


class CitedMeeting(Frozen):
    """A meeting that the text of the evaluation mentions by date and place."""

    day: date
    place: str
    source: str = ""


class QuestionGroup(Frozen):
    """Questions of the evaluation about one subject."""

    title: MultilingualText
    questions: tuple[MultilingualText, ...]


class InformationSource(Frozen):
    """A source of the evaluation, with the number of interviews or reports."""

    text: MultilingualText
    interviews: Count = 0
    reports: Count = 0


class Statement(Frozen):
    """A statement by a participant, paraphrased rather than quoted.

    The speaker is identified only by role. ``group`` is the heading of the group of statements that begins
    here.
    """

    chapter: Chapter
    text: MultilingualText
    speaker: MultilingualText
    group: MultilingualText | None = None
    source: str = ""


class ChapterText(Frozen):
    """The text of a chapter, in paragraphs."""

    chapter: Chapter
    paragraphs: tuple[MultilingualText, ...]


class Evaluation(RecordHeader):
    """An evaluation of the policy agenda whose id in ``data/agendas`` is ``agenda``."""

    agenda: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: MultilingualText
    subtitle: MultilingualText
    dated: date | None = None
    author: str = ""
    client: str = ""
    aims: tuple[MultilingualText, ...] = ()
    main_question: MultilingualText | None = None
    questions: tuple[QuestionGroup, ...] = ()
    sources: tuple[InformationSource, ...] = ()
    caveats: tuple[MultilingualText, ...] = ()
    texts: tuple[ChapterText, ...] = ()
    asked: Count = 0
    answered: Count = 0
    """Number of people who answered the survey, out of those ``asked``."""
    reply_by: date | None = None
    """Deadline for returning the survey."""
    reply_to: str = ""
    """E-mail address to which the survey is returned."""
    as_printed: bool = False
    """True if the tables restate a printed source; errors in the source are then reported as warnings."""
    tables: tuple[ResultTable, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    meeting_records: tuple[str, ...] = ()
    """Records of further meetings (``meeting.yaml``); their visitors are counted from the lists."""
    remarks_of: str = ""
    """Record of the edition (``agenda.yaml``) whose remarks to the State are shown."""
    reach: tuple[Reach, ...] = ()
    statements: tuple[Statement, ...] = ()
    lessons: tuple[MultilingualText, ...] = ()
    claims: tuple[Claim, ...] = ()
    cited_meetings: tuple[CitedMeeting, ...] = ()

    @property
    def regions(self) -> dict[str, list[Meeting]]:
        """Meetings by region, in order of first appearance."""
        regions: dict[str, list[Meeting]] = {}
        for each in self.meetings:
            regions.setdefault(each.region, []).append(each)
        return regions


def compute_percentage(count: int, base: int) -> int | None:
    """Return ``count`` as a percentage of ``base``, or None if ``base`` is 0.

    The percentage is rounded half up, as in the sources.

    >>> compute_percentage(6, 48), compute_percentage(30, 48), compute_percentage(0, 0)
    (13, 63, None)
    """
    return (200 * count + base) // (2 * base) if base else None


def can_be_rounded_from(printed: Sequence[int], base: int) -> bool:
    """Return whether ``printed`` can be the rounded percentages of counts that add up to ``base``.

    >>> can_be_rounded_from((4, 43, 53), 47), can_be_rounded_from((13, 66, 20), 48)
    (True, False)
    """
    fitting = [[n for n in range(base + 1) if compute_percentage(n, base) == each] for each in printed]
    sums = {0}
    for counts in fitting:
        sums = {total + count for total in sums for count in counts}
    return base in sums
