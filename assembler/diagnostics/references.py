"""Rules for references in records and rounds to data that must exist, and for pictures, amounts and texts.

The examples are files of a small review record, headed by their names without the suffix.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording, define_unknown_name

_OURS = "Assembler’s own rule"
_PEOPLE = (
    "If this person has left, add them to `team` in {file} again, "
    "or enter the initials of their replacement here"
)
NEW_CITY = (
    "For a new city, fill in the sheet that `assembler export cities` writes, and import it; "
    "if an id was changed in data/cities.yaml, change it in the records too"
)
"""Sentence added to the hint about an unknown city."""


# Names that the project defines

UNKNOWN_BENCHMARK = define_unknown_name(
    "unknown-benchmark",
    "there is no benchmark `{name}`",
    "A record must name the version of the benchmark that its review uses.",
    bad="review: {benchmark: inti-cities@1999}",
    good="review: {benchmark: inti-cities@2009b}",
)
UNKNOWN_TOOLKIT = define_unknown_name(
    "unknown-toolkit",
    "there is no toolkit `{name}`",
    "A self-assessment answers the questions of a toolkit in data/toolkits.",
    bad="self_assessment: {toolkit: inclucities-9}",
    good="self_assessment: {toolkit: inclucities-2}",
)
UNKNOWN_QUESTION = define_unknown_name(
    "unknown-question",
    "the toolkit has no item `{name}`",
    "An answer to a question that the toolkit does not ask would not appear in any document.",
    bad="self_assessment: {answers: {K9/9: {answer: Two interpreters.}}}",
    good="self_assessment: {answers: {K1/1: {answer: Two interpreters.}}}",
    none=Wording("the toolkit has no item `{name}`", "remove it; this toolkit asks no questions yet"),
)
UNKNOWN_PAPER = define_unknown_name(
    "unknown-paper",
    "there is no policy paper `{name}`",
    "A register may track the recommendations of a policy paper in data/papers.",
    bad="promises: {paper: eu-agenda-2012}",
    good="promises: {paper: eu-agenda-2011}",
)
UNKNOWN_PROMISE = define_unknown_name(
    "unknown-promise",
    "`{name}` is not in the recommendations, charter or policy paper that this register tracks",
    "A register tracks recommendations to the host, commitments of its charter and items of its paper.",
    bad="promises: {paper: eu-agenda-2011, promises: {EU/20: {owner: Mayor}}}",
    good="promises: {paper: eu-agenda-2011, promises: {EU/12: {owner: Mayor}}}",
    none=Wording(
        "`{name}` is not in the recommendations, charter or policy paper that this register tracks",
        "there is nothing to track yet: add recommendations, or name a charter or a policy paper",
    ),
)
UNKNOWN_CHARTER = define_unknown_name(
    "unknown-charter",
    "there is no charter version `{name}`",
    "A charter round, a signature or a register can name only a charter version that exists in "
    "data/charters.",
    bad="charter: {charter: integrating-cities@2011}",
    good="charter: {charter: integrating-cities@2010}",
)
UNKNOWN_SIGNATORY = define_unknown_name(
    "unknown-signatory",
    "the city `{name}` has not signed the charter, or it has withdrawn",
    "Only signatories report on their progress; their signatures are in charter.yaml.",
    bad="""
charter: {signatures: [{city: leeds, office: Mayor, signed: "2026-06-19"}]}
progress: {reports: {lyon: {context: A new council.}}}
""",
    good="""
charter: {signatures: [{city: leeds, office: Mayor, signed: "2026-06-19"}]}
progress: {reports: {leeds: {context: A new council.}}}
""",
    none=Wording(
        "the city `{name}` has not signed the charter, or it has withdrawn",
        "no city is a signatory yet; add its signature to charter.yaml first",
    ),
)
UNKNOWN_COMMITMENT = define_unknown_name(
    "unknown-commitment",
    "there is no commitment `{name}` in the version of the charter that the city signed",
    "A city reports on the version that it signed; the codes of another version may mean other commitments.",
    bad="""
charter: {signatures: [{city: leeds, office: Mayor, signed: "2026-06-19"}]}
progress: {reports: {leeds: {commitments: {PM/9: {rating: fully}}}}}
""",
    good="""
charter: {signatures: [{city: leeds, office: Mayor, signed: "2026-06-19"}]}
progress: {reports: {leeds: {commitments: {PM/1: {rating: fully}}}}}
""",
    none=Wording(
        "there is no commitment `{name}` in the version of the charter that the city signed",
        "this version has no commitments yet; add `text` and `benchmark` to its file in data/charters",
    ),
)
UNKNOWN_CITY = define_unknown_name(
    "unknown-city",
    "there is no city `{name}`",
    "The cities are listed in data/cities.yaml.",
    then=NEW_CITY,
    bad="review: {city: leds}",
    good="review: {city: leeds}",
    none=Wording("there is no city `{name}`", f"no cities are listed yet. {NEW_CITY}"),
)
UNKNOWN_ROUND = define_unknown_name(
    "unknown-round",
    "there is no round `{name}`",
    "The rounds of reviews are the files in data/rounds.",
    bad="round: {follows: round-2062}",
    good="round: {follows: example-2026}",
)
UNKNOWN_REVIEW = define_unknown_name(
    "unknown-review",
    "there is no review `{name}`",
    "Each city of a round names the record of its review, once there is one.",
    bad="round: {cities: [{city: leeds, review: smal}]}",
    good="round: {cities: [{city: leeds, review: small}]}",
)
CONTRADICTORY_ITEM = Rule(
    "contradictory-item",
    Level.ERROR,
    "{source} cannot belong to {item}",
    "write a number that begins with {letter}, such as {letter}01",
    explanation="A gathered item either belongs to one item of its kind in the publication, or is left out.",
    source=_OURS,
    bad="publication: {gathered: {leeds:F01: {city: leeds, text: Late., item: R01}}}",
    good="publication: {gathered: {leeds:F01: {city: leeds, text: Late., item: P01}}}",
    variants={
        "both": Wording(
            "{source} has a number, {item}, and a reason for leaving it out", "keep one of the two"
        )
    },
)
DIFFERENT_REVIEW = Rule(
    "different-review",
    Level.WARNING,
    "the visit of {review} is not within the dates of the round",
    "correct the dates of the visit or of the round",
    explanation="The reviews of a round share its benchmark and its period, so that they can be compared.",
    source=_OURS,
    bad="round: {benchmark: dive@2010, cities: [{city: leeds, review: small}]}",
    good="round: {cities: [{city: leeds, review: small}]}",
    variants={
        "city": Wording(
            "{review} is a review of {found}, not of {expected}",
            "name the review of {expected}, or correct the city",
            Level.ERROR,
        ),
        "benchmark": Wording(
            "{review} uses the benchmark {found}, but the round uses {expected}",
            "name a review that uses {expected}, or correct the benchmark",
            Level.ERROR,
        ),
    },
)
UNKNOWN_LANGUAGE = Rule(
    "unknown-language",
    Level.ERROR,
    "there is no language `{code}`",
    "write a code such as `nl`, `nl-BE` or `fi`",
    explanation="Languages are given as codes, such as `nl`, with a region if needed, as in `nl-BE`.",
    source="the languages of CLDR (Unicode); codes as in RFC 5646",
    bad="review: {language: xq}",
    good="review: {language: nl-BE}",
    variants={
        "similar": Wording(
            "there is no language `{code}`",
            "did you mean `{near}`? Write a code such as `nl`, `nl-BE` or `fi`",
        ),
    },
)

# Names that the benchmark defines

UNKNOWN_INDICATOR = Rule(
    "unknown-indicator",
    Level.ERROR,
    "there is no indicator `{code}`",
    "look up the code in the benchmark",
    explanation="The code of an indicator belongs to one version of a benchmark.",
    source="INTI-CITIES guide to peer review (2009), line 922: a code differs between versions",
    bad="visit: {sessions: {I1: {kind: interview, indicators: [GG/I/33]}}}",
    good="visit: {sessions: {I1: {kind: interview, indicators: [GG/I/3]}}}",
    variants={
        "similar": Wording("there is no indicator `{code}`", "did you mean {near}?"),
        "several": Wording("there is no indicator `{code}`", "did you mean one of these: {near}?"),
        "replaced": Wording(
            "`{code}` belongs to version {version} of {benchmark}. {explanation}", "write `{now}`"
        ),
    },
)
PREFIXED_INDICATOR = Rule(
    "prefixed-indicator",
    Level.ERROR,
    "`{code}` contains the prefix of its benchmark",
    "write `{canonical}`",
    explanation="The record names its benchmark once; with a prefix, one code would have two names.",
    source=_OURS,
    bad='visit: {sessions: {I1: {kind: interview, indicators: ["INTI:GG/I/3"]}}}',
    good="visit: {sessions: {I1: {kind: interview, indicators: [GG/I/3]}}}",
)
UNKNOWN_PILLAR = define_unknown_name(
    "unknown-pillar",
    "there is no pillar `{name}`",
    "The pillars are the dimensions of the benchmark.",
    bad="feedback: {introductions: {GX: Well led.}}",
    good="feedback: {introductions: {GG: Well led.}}",
    none=Wording("there is no pillar `{name}`", "remove it; this benchmark has no pillars"),
)

# Names that the record defines

UNKNOWN_MEMBER = define_unknown_name(
    "unknown-member",
    "there is no team member `{name}`",
    "Members are named by their initials, as in the team of the review.",
    then=_PEOPLE,
    bad="visit: {sessions: {I1: {kind: interview, interviewers: [FX]}}}",
    good="visit: {sessions: {I1: {kind: interview, interviewers: [JB]}}}",
    none=Wording(
        "there is no team member `{name}`", "no members are listed yet; add them to `team` in {file}"
    ),
)
UNKNOWN_INTERPRETER = define_unknown_name(
    "unknown-interpreter",
    "there is no interpreter `{name}`",
    "Interpreters are named by their initials, as under `interpreter_people` in visit.yaml.",
    bad="visit: {sessions: {I1: {kind: interview, interpreted_by: AH}}}",
    good="""
visit:
  interpreter_people: {AH: {name: A. Haddad, languages: [ar]}}
  sessions: {I1: {kind: interview, interpreted_by: AH}}
""",
)
UNKNOWN_SESSION = define_unknown_name(
    "unknown-session",
    "there is no session `{name}`",
    "Evidence must come from a session of the visit.",
    bad="""
visit: {sessions: {I1: {kind: interview}}}
evidence: {session: I2, sequence: 1, indicator: GG/I/3, statement: Asked.}
""",
    good="""
visit: {sessions: {I1: {kind: interview}}}
evidence: {session: I1, sequence: 1, indicator: GG/I/3, statement: Asked.}
""",
)
UNKNOWN_EVIDENCE = define_unknown_name(
    "unknown-evidence",
    "there is no evidence record `{name}`",
    "A finding must name evidence records that exist.",
    bad="feedback: {findings: {F01: {indicators: [GG/I/3], kind: strength, text: A., evidence: [I1-1]}}}",
    good="feedback: {findings: {F01: {indicators: [GG/I/3], kind: strength, text: A.}}}",
)
UNKNOWN_FINDING = define_unknown_name(
    "unknown-finding",
    "there is no finding `{name}`",
    "A recommendation must name findings that exist.",
    bad="feedback: {recommendations: {R01: {text: Ask on., findings: [F02]}}}",
    good="feedback: {recommendations: {R01: {text: Ask on.}}}",
)
UNKNOWN_RECOMMENDATION = define_unknown_name(
    "unknown-recommendation",
    "there is no recommendation `{name}`",
    "The host city responds to the recommendations of the feedback report.",
    bad="feedback: {responses: {R02: {decision: accepted}}}",
    good="feedback: {recommendations: {R02: {text: Ask on.}}, responses: {R02: {decision: accepted}}}",
)
UNKNOWN_CHAPTER = define_unknown_name(
    "unknown-chapter",
    "there is no chapter `{name}`",
    "A problem, recommendation or practice without a chapter would not appear in the publication.",
    bad="publication: {problems: {P01: {chapter: PS/9, text: Nobody asks.}}}",
    good="publication: {problems: {P01: {chapter: PS/1, text: Nobody asks.}}}",
)
UNKNOWN_PROBLEM = define_unknown_name(
    "unknown-problem",
    "the publication does not list a problem `{name}`",
    "A recommendation must name problems of the publication.",
    bad="publication: {recommendations: {R01: {chapter: PS/1, text: Ask., problems: [P09]}}}",
    good="publication: {recommendations: {R01: {chapter: PS/1, text: Ask.}}}",
)

# Charter versions

INCOMPLETE_OFFICIAL_WORDING = Rule(
    "incomplete-official-wording",
    Level.WARNING,
    "the official wording in {language} is incomplete, so none of it is shown",
    "add: {missing}",
    explanation="A document shows either the official wording or the project’s own wording, never a mixture.",
    source=_OURS,
    bad="a charter version has its official title in English, and no official commitments",
    good="a charter version has all its official texts in English",
)
DIFFERENT_ROLES = Rule(
    "different-roles",
    Level.ERROR,
    "the roles of {charter} differ from the dimensions of {benchmark}: {codes}",
    "write one role for each dimension of the benchmark",
    explanation="The commitments of a role are the indicators of the dimension with the same code.",
    source=_OURS,
    bad="a charter version has no role for a dimension of its benchmark",
    good="each role of a charter version has the code of a dimension",
)

# Values

UNREADABLE_IMAGE = Rule(
    "unreadable-image",
    Level.ERROR,
    "the picture `{file}` is neither a PNG nor a JPEG",
    "save it as PNG or JPEG, in the folder of the record",
    explanation="A picture must be a complete PNG or JPEG file of a size that Word can show. An SVG file "
    "needs a PNG file of the same name, and must not contain scripts, entities or links to other files.",
    source="Assembler’s own limits; larger pictures make forms that mail servers reject",
    bad="baseline: {background: {organisation_chart: {file: team.yaml, alt: The offices}}}",
    good="baseline: {background: {features: A port.}}",
    variants={
        "outside": Wording(
            "the picture `{file}` is not in the folder of the record",
            "copy it to that folder, and enter its file name without a path",
        ),
        "large": Wording(
            "the picture `{file}` is larger than {limit} MB", "save it with fewer pixels, or as JPEG"
        ),
        "damaged": Wording("the picture `{file}` is damaged or incomplete", "save it again as PNG or JPEG"),
        "pixels": Wording(
            "the picture `{file}` has {width} by {height} pixels; each side must have 1 to {limit}",
            "save it in another size",
        ),
        "unreadable": Wording(
            "the picture `{file}` cannot be opened: {error}",
            "copy a PNG or JPEG file into the folder of the record",
        ),
        "unsafe": Wording(
            "the picture `{file}` cannot be used: {reason}",
            "save it as plain SVG, without scripts, entities and links to other files, or as PNG",
        ),
        "alone": Wording(
            "the picture `{file}` needs a PNG copy called `{fallback}`",
            "save the picture under that name in the same folder, for programs that cannot show SVG",
        ),
    },
)
UNDESCRIBED_PICTURE = Rule(
    "undescribed-picture",
    Level.ERROR,
    "the picture `{file}` has no description",
    "say in a sentence what it shows, for readers who cannot see it",
    explanation="Screen readers read the description (alternative text) aloud.",
    source="WCAG 2.1, success criterion 1.1.1",
    bad='baseline: {background: {organisation_chart: {file: chart.png, alt: " "}}}',
    good="baseline: {background: {features: A port.}}",
)
AMBIGUOUS_AMOUNT = Rule(
    "ambiguous-amount",
    Level.ERROR,
    "`{written}` could mean {thousands} or {decimals}",
    "write `{thousands}` without a separator, or `{decimals}` with two decimal places",
    explanation="In many languages a point separates thousands, but in the data it separates decimals.",
    source="Assembler’s own rule; number formats of CLDR (Unicode)",
    bad="baseline: {background: {budgets: [{line: Courses, amount: 150.000 EUR}]}}",
    good="baseline: {background: {budgets: [{line: Courses, amount: 150000 EUR}]}}",
)
EMPTY_TEXT = Rule(
    "empty-text",
    Level.ERROR,
    "the text is empty",
    "write the text, or remove the key",
    explanation="If there is no answer, its key must be left out, so that the answer is counted as missing.",
    source=_OURS,
    bad='baseline: {assessments: {GG/I/3: {how: " "}}}',
    good="baseline: {assessments: {GG/I/3: {how: By letter.}}}",
)
