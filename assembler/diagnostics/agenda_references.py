"""Rules for references to policy agendas, to what they contain, and to the questions of a survey.

The examples are files of a small record, headed by their names without the suffix.
"""

from __future__ import annotations

from assembler.diagnostics.agenda_evaluations import FILTERED_TABLES
from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Wording, define_unknown_name
from assembler.structs import replace

UNKNOWN_AGENDA = define_unknown_name(
    "unknown-agenda",
    "there is no policy agenda `{name}`",
    "An edition belongs to a policy agenda in data/agendas.",
    bad="agenda: {agenda: gai}",
    good="agenda: {agenda: gia}",
)
UNKNOWN_GUIDE = define_unknown_name(
    "unknown-guide",
    "there is no record `{name}` with an edition of an agenda",
    "Choices refer to the record with the edition of the guide from which a municipality chose.",
    bad="agenda_choices: {guide: agenda-1999}",
    good="agenda_choices: {guide: examples/agenda-2009}",
)
UNKNOWN_EFFORT = replace(
    define_unknown_name(
        "unknown-effort",
        "the guide does not contain an effort `{name}`",
        "A choice of an effort that the guide does not have is kept, but appears in no document.",
        bad="agenda_choices: {efforts: {GIA/01: {e99: {decision: chosen}}}}",
        good="agenda_choices: {efforts: {GIA/01: {e5: {decision: chosen}}}}",
        none=Wording(
            "the guide does not contain an effort `{name}`", "remove it; the guide contains no efforts yet"
        ),
    ),
    level=Level.WARNING,
)
UNKNOWN_EDITION = define_unknown_name(
    "unknown-edition",
    "the policy agenda has no edition {name}",
    "The edition determines which policy areas a guide has.",
    bad="agenda: {number: 9}",
    good="agenda: {number: 2}",
    none=Wording(
        "the policy agenda has no edition {name}", "add the edition to the file of the policy agenda"
    ),
)
UNKNOWN_AREA = define_unknown_name(
    "unknown-area",
    "there is no policy area `{name}`",
    "The text of an area that the edition does not have would not appear in any document.",
    bad="agenda: {entries: {GIA/33: {core_problem: Courses are left half-way.}}}",
    good="agenda: {entries: {GIA/03: {core_problem: Courses are left half-way.}}}",
    other=Wording("`{name}` is not a policy area of edition {edition}", "remove it"),
    merged=Wording("`{name}` is not a policy area of edition {edition}", "write it under {area}"),
    none=Wording(
        "there is no policy area `{name}`",
        "correct the number of the edition, or add the area to the file of the policy agenda",
    ),
)
UNKNOWN_MINISTRY = define_unknown_name(
    "unknown-ministry",
    "there is no ministry `{name}`",
    "The ministries are listed in the file of the policy agenda.",
    bad="""
agenda:
  entries:
    GIA/03: {efforts: [{side: state, nature: state-activity, text: Advise., ministry: SWZ}]}
""",
    good="""
agenda:
  entries:
    GIA/03: {efforts: [{side: state, nature: state-activity, text: Advise., ministry: SZW}]}
""",
    none=Wording("there is no ministry `{name}`", "add the ministry to the file of the policy agenda"),
)
UNKNOWN_SURVEY_QUESTION = define_unknown_name(
    "unknown-survey-question",
    "the survey does not contain a question `{name}`",
    "`asked_if` and `group_by` name questions that the survey asks; otherwise nobody would be counted.",
    bad=FILTERED_TABLES.replace("CONDITION", "Q9: y"),
    good=FILTERED_TABLES.replace("CONDITION", "Q1: y"),
    none=Wording(
        "the survey does not contain a question `{name}`",
        "ask the question in a table first; no table asks one yet",
    ),
)
UNKNOWN_SURVEY_ANSWER = define_unknown_name(
    "unknown-survey-answer",
    "`{name}` is not an answer to question {question}",
    "`asked_if` and `groups` name answers from which people can choose; otherwise nobody would be counted.",
    bad=FILTERED_TABLES.replace("CONDITION", "Q1: yes"),
    good=FILTERED_TABLES.replace("CONDITION", "Q1: y"),
    none=Wording(
        "`{name}` is not an answer to question {question}", "add the answer to the options of the question"
    ),
)
