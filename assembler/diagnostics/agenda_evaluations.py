"""Rules for evaluations of a policy agenda: percentages, visitors, meetings and survey answers.

The examples are excerpts from a record. Their first keys name the files.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SOURCE = "evaluation of the Dutch integration agenda (2010)"
_ASK = "compare the number with the source; the document shows the computed number and lists the difference"
_PRINTED = (
    "If the record restates a source with this error, add `as_printed: true`; "
    "the error then becomes a warning."
)
_TABLE = """
evaluation:
  tables:
    - chapter: practice
      title: The guide
      heading: The guide is
      columns: [Disagree, Agree]
      bases: [{base}]
      rows: [{row}]
"""


def _table(base: int, row: str) -> str:
    return _TABLE.replace("{base}", str(base)).replace("{row}", row)


PRINTED_PERCENTAGE = Rule(
    "printed-percentage",
    Level.ERROR,
    "the source prints {printed} %, but {count} of {base} is {computed} %",
    _ASK,
    explanation=f"Percentages are computed from counts, rounded half up. {_PRINTED}",
    source=f"{_SOURCE}, lines 291-297, 407-413, 495-501 and 590-596 (rule R32)",
    bad=_table(48, "{label: clear, counts: [13, 35], printed: [27, 72]}"),
    good=_table(48, "{label: clear, counts: [13, 35], printed: [27, 73]}"),
)
IMPOSSIBLE_PERCENTAGES = Rule(
    "impossible-percentages",
    Level.ERROR,
    "with a base of {base} people, the percentages {printed} are impossible",
    "ask the authors for the counts; without them, the document shows the printed percentages and says so",
    explanation=f"Percentages without counts must at least be possible for their base. {_PRINTED}",
    source=f"{_SOURCE}, lines 648-652 (rule R32)",
    bad=_table(48, "{label: a dialogue, printed: [34, 67]}"),
    good=_table(48, "{label: a dialogue, printed: [33, 67]}"),
)
OTHER_BASE = Rule(
    "other-base",
    Level.ERROR,
    "the source gives a base of {printed} people, but its counts add up to {base}",
    "compare the counts with the source; give the base of a row in its `base`, that of a column in `bases`",
    explanation=f"The counts of a row or column must add up to the base that the source gives. {_PRINTED}",
    source=f"{_SOURCE}, lines 648-652 (rule R34)",
    bad=_table(48, "{label: the vision, counts: [22, 25]}"),
    good=_table(48, "{label: the vision, counts: [22, 25], base: 47}"),
)
_MEETING = """
evaluation:
  meetings:
    - {region: Noord, day: 2009-03-02, place: Drachten, total: 149, visitors: {state: 3, others: NUMBER}}
"""
ATTENDANCE_GAP = Rule(
    "attendance-gap",
    Level.WARNING,
    "the categories add up to {sum} visitors, {difference} fewer than the total of {total}",
    "compare the numbers with the list of visitors, which may be incomplete",
    explanation="Categories should add up to the total. A missing number is unknown, not zero.",
    source=f"{_SOURCE}, lines 364-401 (rules R35 and R36)",
    bad=_MEETING.replace("NUMBER", "30"),
    good=_MEETING.replace("NUMBER", "146"),
    variants={
        "more": Wording(
            "the categories add up to {sum} visitors, {difference} more than the total of {total}",
            "compare the numbers with the list of visitors; somebody may be counted in two categories",
        ),
        "no list": Wording(
            "the meeting has no list of visitors, so its total of {total} is an estimate",
            "no action needed: the document marks the total as an estimate",
        ),
    },
)
CONTRADICTED_CLAIM = Rule(
    "contradicted-claim",
    Level.WARNING,
    "the text says {printed} %, but {count} of {base} is {computed} %",
    _ASK,
    explanation="Numbers in the text must agree with the tables and with each other.",
    source=f"{_SOURCE}, lines 92, 96, 299, 342, 421, 559, 574, 588 and 800 (rule R32)",
    bad="evaluation: {claims: [{text: A quarter are aldermen., printed: 25, counts: [81], base: 1413}]}",
    good="evaluation: {claims: [{text: 6 % are aldermen., printed: 6, counts: [81], base: 1413}]}",
    variants={
        "unaccounted": Wording(
            "the numbers in the text leave {missing} of {base} people unaccounted for",
            "compare the numbers with the source, or ask the authors for the rest",
        ),
        "impossible": Wording(
            "the text says {printed} %, which is impossible with a base of {base} people",
            "compare the number with the source, or ask the authors for the count",
        ),
        "contradiction": Wording(
            "another passage of the source contradicts the text: {contradiction}",
            "ask the authors which of the two is right",
        ),
    },
)
_CITED = """
evaluation:
  meetings: [{region: Oost, day: 2009-06-29, place: Arnhem, total: 159}]
  cited_meetings: [{day: 2009-06-29, place: TOWN}]
"""
UNKNOWN_MEETING = Rule(
    "unknown-meeting",
    Level.WARNING,
    "the text mentions a meeting in {place} on {day}, but the list of meetings does not contain it",
    "compare with the list; the name of the place or the date may be wrong, or a meeting may be missing",
    explanation="A meeting that the text mentions must be in the list, with the same place and date.",
    source=f"{_SOURCE}, lines 705-707 (rule R37)",
    bad=_CITED.replace("TOWN", "Nijmegen"),
    good=_CITED.replace("TOWN", "Arnhem"),
)
_SURVEY = (
    _TABLE.replace("{base}", "1").replace("bases:", "options: [n, y]\n      bases:")
    + """
survey: {answers: {R1: {Q1: ANSWER}}}
"""
)
FILTERED_TABLES = """
evaluation:
  tables:
    - {chapter: practice, title: Read, heading: Question, columns: ["No", "Yes"], options: [n, y],
       rows: [{label: Did you read it?, question: Q1}]}
    - {chapter: practice, title: Readers, heading: It is, columns: ["No", "Yes"], options: [n, y],
       asked_if: {CONDITION}, rows: [{label: clear, question: Q2}]}
"""
_READERS = FILTERED_TABLES.replace("CONDITION", "Q1: y") + "survey: {answers: {R1: {Q1: ANSWER, Q2: y}}}\n"
UNEXPECTED_ANSWER = Rule(
    "unexpected-answer",
    Level.WARNING,
    "{respondent} answers {question}, which is asked only of those who answer {expected}",
    "compare both answers with the returned form, and correct any that was misread; if both are right, no "
    "action is needed: the answer is kept, but not counted",
    explanation="A table with `asked_if` counts only the people for whom its questions are meant.",
    source="the model of the data (rule R32)",
    bad=_READERS.replace("ANSWER", "n"),
    good=_READERS.replace("ANSWER", "y"),
)
UNKNOWN_ANSWER = Rule(
    "unknown-answer",
    Level.WARNING,
    "{respondent} answers {question} with `{answer}`, which is not an option in any table",
    "correct the answer, or add it to the options of a table; until then, it is not counted",
    explanation="Tables count only the answers that they offer. Others are reported, so that none is lost.",
    source="the model of the data (rule R32)",
    bad=_SURVEY.replace("{row}", "{label: Did you read it?, question: Q1}").replace("ANSWER", "perhaps"),
    good=_SURVEY.replace("{row}", "{label: Did you read it?, question: Q1}").replace("ANSWER", "y"),
)
